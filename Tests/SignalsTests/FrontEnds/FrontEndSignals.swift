import Foundation
import Tensors

/// The twelve signals of `Tests/Reference/signals_frontends.py`, from 8 to 96 kHz.
struct FrontEndSignal {
    let name: String
    let rate: Int
    let samples: Tensor

    static let all: [FrontEndSignal] = [
        .init("chirp8k", 8000, 0.3, seed: 1) { t, _, noise in
            0.5 * sin(turn * (100 * t + 6000 * t * t)) + 0.01 * noise
        },
        .init("tones11k", 11_025, 0.25, seed: 2) { t, _, noise in
            let tones = 0.3 * sin(turn * 440 * t) + 0.2 * sin(turn * 1320.5 * t)
            return tones + 0.02 * noise
        },
        .init("speech16k", 16_000, 0.3, seed: 3) { t, _, noise in
            let voice = (1...20).reduce(0.0) { $0 + sin(turn * 120 * Double($1) * t) / Double($1) }
            let loudness = 0.2 * (0.6 - 0.4 * cos(turn * 4 * t))
            return loudness * voice + 0.01 * noise
        },
        .init("noise16k", 16_000, 0.2, seed: 4) { _, _, noise in 0.7 * noise },
        .init("impulses22k", 22_050, 0.2, seed: 5) { _, n, noise in
            (n >= 700 && (n - 700) % 1500 == 0 ? 0.9 : 0) + 0.001 * noise
        },
        .init("square24k", 24_000, 0.15, seed: 6) { _, n, noise in (n / 60 % 2 == 0 ? 0.5 : -0.5) + 0.01 * noise },
        .init("offset32k", 32_000, 0.12, seed: 7) { t, _, noise in
            0.4 + 0.05 * sin(turn * 700 * t) + 0.002 * noise
        },
        .init("quiet44k", 44_100, 0.12, seed: 8) { t, _, noise in
            1e-4 * sin(turn * (300 * t + 20_000 * t * t)) + 2e-5 * noise
        },
        .init("loud44k", 44_100, 0.1, seed: 9) { t, _, noise in 30_000 * sin(turn * 1000 * t) + 500 * noise },
        .init("decay48k", 48_000, 0.1, seed: 10) { t, _, noise in
            exp(-30 * t) * sin(turn * 2500 * t) + 0.003 * noise
        },
        .init("beats88k", 88_200, 0.08, seed: 11) { t, _, noise in
            0.4 * sin(turn * 9000 * t) * sin(turn * 30 * t) + 0.01 * noise
        },
        .init("sweep96k", 96_000, 0.08, seed: 12) { t, _, noise in
            0.5 * sin(turn * (50 * t + 250_000 * t * t)) + 0.05 * noise
        },
    ]

    /// - Parameter value: of seconds, samples and a noise of −1…1.
    private init(
        _ name: String, _ rate: Int, _ seconds: Double, seed: Int, value: (Double, Int, Double) -> Double
    ) {
        var noise = CongruentialNoise(seed: seed)
        self.name = name
        self.rate = rate
        samples = Tensor(
            (0..<Int(Double(rate) * seconds)).map { n in Float(value(Double(n) / Double(rate), n, noise.next())) })
    }
}

private let turn = 2 * Double.pi

/// A linear congruential generator, −1…1.
struct CongruentialNoise {
    private var state: Int

    init(seed: Int) { state = seed }

    mutating func next() -> Double {
        state = (1_103_515_245 * state + 12_345) % (1 << 31)
        return 2 * (Double(state) / Double(1 << 31)) - 1
    }
}
