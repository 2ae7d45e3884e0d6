import Foundation

extension Strike {
    /// Seconds until the strike has sunk below −52 dB.
    var length: Double { decay * 6 }

    /// The strike as samples, starting at its onset, with a root mean square of 1 over its first 50 ms.
    ///
    /// The fixed power makes all timbres equally loud, so that loudness never gives the class away.
    func samples(sampleRate: Int) -> [Float] {
        let rate = Double(sampleRate)
        let count = max(Int(length * rate), 1)
        var wave = body(count: count, rate: rate)
        // Without a ramp every timbre would start with the same broad click; 1 ms keeps the onset sharp.
        let ramp = max(Int(0.001 * rate), 1)
        let fade = Float(exp(-1 / (decay * rate)))
        var envelope: Float = 1
        for i in 0..<count {
            wave[i] *= i < ramp ? envelope * Float(i + 1) / Float(ramp) : envelope
            envelope *= fade
        }
        let head = min(count, max(Int(0.05 * rate), 1))
        var power: Float = 0
        for i in 0..<head { power += wave[i] * wave[i] }
        let gain = 1 / max((power / Float(head)).squareRoot(), 1e-6)
        for i in 0..<count { wave[i] *= gain }
        return wave
    }

    /// The timbre before its decay.
    private func body(count: Int, rate: Double) -> [Float] {
        switch timbre {
        case .pureTone:
            return partials([(1, 1)], count, rate)
        case .harmonic:
            return partials([(1, 1), (2, 0.7), (3, 0.5), (4, 0.35), (5, 0.25)], count, rate)
        case .inharmonic:
            return partials([(1, 1), (1.71, 0.8), (2.43, 0.6), (3.37, 0.45)], count, rate)
        case .buzz:
            return partials([(0.5, 1), (1.5, 0.8), (2.5, 0.7), (3.5, 0.6), (4.5, 0.5), (5.5, 0.45)], count, rate)
        case .upChirp: return chirp(from: 0.6, to: 2.4, count, rate)
        case .downChirp: return chirp(from: 2.4, to: 0.6, count, rate)
        case .lowNoise: return filteredNoise(count, rate).low
        case .highNoise: return filteredNoise(count, rate).high
        case .toneAndNoise:
            var mix = partials([(1, 1)], count, rate)
            let noise = filteredNoise(count, rate).band
            for i in 0..<count { mix[i] = 0.8 * mix[i] + 1.2 * noise[i] }
            return mix
        case .pluck: return pluck(count, rate)
        case .frequencyModulated:
            return (0..<count).map { i in
                let t = Double(i) / rate
                return Float(sin(2 * .pi * pitch * t + 4 * exp(-t / decay) * sin(2 * .pi * pitch * 1.4 * t)))
            }
        case .rattle:
            let noise = filteredNoise(count, rate).band
            return (0..<count).map { i in
                let turn = Double(i) / rate * 38
                return noise[i] * Float(exp(-(turn - turn.rounded(.down)) * 7))
            }
        }
    }

    /// A sum of sines at multiples of the pitch; partials above 0.45 of the sample rate are left out.
    private func partials(_ list: [(ratio: Double, weight: Float)], _ count: Int, _ rate: Double) -> [Float] {
        var wave = [Float](repeating: 0, count: count)
        for (ratio, weight) in list where ratio * pitch < 0.45 * rate {
            // A rotating phasor costs four multiplications a sample where sin() costs twenty.
            let turn = 2 * Double.pi * pitch * ratio / rate
            let (c, s) = (cos(turn), sin(turn))
            var (x, y) = (1.0, 0.0)
            for i in 0..<count {
                wave[i] += weight * Float(y)
                (x, y) = (x * c - y * s, x * s + y * c)
            }
        }
        return wave
    }

    private func chirp(from start: Double, to end: Double, _ count: Int, _ rate: Double) -> [Float] {
        // Glides exponentially within 0.12 s, then stays.
        var phase = 0.0
        let glide = 0.12 * rate
        return (0..<count).map { i in
            let frequency = pitch * start * pow(end / start, min(Double(i) / glide, 1))
            phase += 2 * .pi * frequency / rate
            return Float(sin(phase))
        }
    }

    /// White noise through a state-variable filter at the pitch: low, band and high outputs.
    private func filteredNoise(_ count: Int, _ rate: Double) -> (low: [Float], band: [Float], high: [Float]) {
        var noise = NoiseGenerator(seed: seed)
        let f = Float(2 * sin(.pi * min(pitch, rate / 6) / rate))
        var (low, band) = (Float(0), Float(0))
        var (lows, bands, highs) = ([Float](), [Float](), [Float]())
        lows.reserveCapacity(count)
        bands.reserveCapacity(count)
        highs.reserveCapacity(count)
        for _ in 0..<count {
            low += f * band
            let high = noise.gaussian() - low - 0.7 * band
            band += f * high
            lows.append(low)
            bands.append(band)
            highs.append(high)
        }
        return (lows, bands, highs)
    }

    /// Karplus and Strong's string: a burst of noise in a delay line that averages neighbours.
    private func pluck(_ count: Int, _ rate: Double) -> [Float] {
        var noise = NoiseGenerator(seed: seed)
        let period = max(Int(rate / pitch), 2)
        var line = (0..<period).map { _ in noise.gaussian() }
        var at = 0
        return (0..<count).map { _ in
            let next = (at + 1) % period
            let value = line[at]
            line[at] = 0.5 * (line[at] + line[next])
            at = next
            return value
        }
    }
}
