extension VideoDescription {
    /// The video's sound: mono samples, −1…1, `duration · sampleRate` of them.
    public func samples(sampleRate: Int) -> [Float] {
        var variation = NoiseGenerator(seed: voice.seed)
        let sounds = strikes.map { onset in
            // Strikes of one video differ a little, as no two blows are alike.
            (
                onset: onset, level: Double(variation.gaussian()),
                sound: Strike(
                    timbre: voice.timbre, pitch: voice.pitch * (1 + 0.015 * Double(variation.gaussian())),
                    decay: voice.decay, seed: variation.next())
            )
        }
        return Soundtrack.render(
            sounds, duration: duration, noise: noise, peak: voice.loudness, sampleRate: sampleRate)
    }

    /// All frames, `[frames, side, side, 3]` bytes, frame `i` showing the instant `i / frameRate`.
    ///
    /// - Parameters:
    ///   - frameRate: frames a second.
    ///   - side: pixels, at most 5460.
    public func frames(frameRate: Double, side: Int) -> [UInt8] {
        let renderer = FrameRenderer(self, side: side)
        let (count, size) = (Int((duration * frameRate).rounded()), side * side * 3)
        return [UInt8](unsafeUninitializedCapacity: count * size) { out, initialized in
            for i in 0..<count {
                let frame = UnsafeMutableBufferPointer(rebasing: out[i * size..<(i + 1) * size])
                renderer.render(at: Double(i) / frameRate, number: i, into: frame)
            }
            initialized = count * size
        }
    }
}
