/// Brings a short run of samples to another length.
enum Stretching {
    /// Linear interpolation: `length` samples that span what `run` spans; channels interleaved.
    static func stretched(_ run: [Float], to length: Int, channels: Int) -> [Float] {
        let count = run.count / channels
        guard count > 1, length > 1, length != count else { return run }
        let step = Double(count) / Double(length)
        return [Float](unsafeUninitializedCapacity: length * channels) { buffer, filled in
            for sample in 0..<length {
                let place = min(Double(sample) * step, Double(count - 1))
                let before = min(Int(place), count - 2)
                let share = Float(place - Double(before))
                for channel in 0..<channels {
                    let (a, b) = (run[before * channels + channel], run[(before + 1) * channels + channel])
                    buffer[sample * channels + channel] = a + (b - a) * share
                }
            }
            filled = length * channels
        }
    }
}
