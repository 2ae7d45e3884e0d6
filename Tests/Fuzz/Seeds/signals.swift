let tone = Waveform(Tensor((0..<1600).map { sin(Double($0) * 0.1) }), sampleRate: 16_000)
let bands = logFilterBank(tone, window: 400, step: 160, bands: 40)
bands.shape
plot([1, 2, 3], title: "three")
histogram([1.0, 2.0, 2.5], bins: 4)
table("t", columns: ["a", "b"], rows: [["1", "2"]])
check(bands.mean().scalar < 10, "small")
