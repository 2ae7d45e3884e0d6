import Foundation

/// The sound of a synthetic video, from its description.
enum Soundtrack {
    /// A strike in a track: its onset in seconds (when negative, its tail is still heard) and its level in decibels.
    struct Event {
        var onset: Double
        var level: Double
        var sound: Strike
    }

    /// Sound of strikes before background noise, mono, −1…1.
    ///
    /// - Parameters:
    ///   - noise: see `VideoDescription.Noise`.
    ///   - peak: level of the loudest sample, in decibels of full scale.
    static func render(
        _ strikes: [Event], duration: Double, noise: VideoDescription.Noise,
        peak: Double, sampleRate: Int
    ) -> [Float] {
        let count = Int((duration * Double(sampleRate)).rounded())
        var track = background(noise, count: count, sampleRate: sampleRate)
        for strike in strikes {
            let start = Int((strike.onset * Double(sampleRate)).rounded())
            let samples = strike.sound.samples(sampleRate: sampleRate)
            let gain = Float(pow(10, strike.level / 20))
            let (first, last) = (max(-start, 0), min(samples.count, count - start))
            guard first < last else { continue }
            for i in first..<last { track[start + i] += gain * samples[i] }
        }
        var largest: Float = 1e-6
        for value in track { largest = max(largest, abs(value)) }
        let scale = Float(pow(10, peak / 20)) / largest
        for i in 0..<count { track[i] *= scale }
        return track
    }

    /// Noise between white (`colour` 0) and brown (`colour` → 1), at `level` decibels against a strike's first 50 ms.
    static func background(_ noise: VideoDescription.Noise, count: Int, sampleRate: Int) -> [Float] {
        var generator = NoiseGenerator(seed: noise.seed)
        let keep = Float(noise.colour)
        // A one-pole filter of pole a passes a share 1/(1 − a²) of white noise's power.
        let gain = Float(pow(10, -noise.signalToNoise / 20)) * (1 - keep * keep).squareRoot()
        var value: Float = 0
        var track = [Float](repeating: 0, count: count)
        for i in 0..<count {
            value = keep * value + generator.gaussian()
            track[i] = gain * value
        }
        return track
    }
}
