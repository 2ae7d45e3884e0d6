import Tensors

/// What stands for an energy of 0, so that it has a logarithm: the spacing of doubles at 1, as in NumPy.
let leastEnergy = Float(Double.ulpOfOne)

extension FrameAnalysis {
    /// Σ filter · scale · |X|ᵉ for each frame and band, and the sum of scale · |X|ᵉ of each frame.
    ///
    /// - Parameters:
    ///   - exponent: e, 2 for powers.
    ///   - floor: stands for sums of exactly 0.
    /// - Returns: `[frames, bands]` and `[frames]`.
    func bandEnergies(
        _ samples: Tensor, _ bank: FilterBank, exponent: Double = 2, scale: Float, floor: Float
    ) throws(SignalError) -> (energies: Tensor, totals: [Float]) {
        let frames = try frameCount(samples)
        let shape = try resultShape([frames, bank.bands], operation)
        let bins = bins, bands = bank.bands
        let filters = bank.filters
        var totals = [Float](repeating: 0, count: frames)
        var isCompleted = false
        let energies = Tensor(shape: shape) { target in
            let power = UnsafeMutablePointer<Float>.allocate(capacity: bins + BandedMatrix.slack)
            power.initialize(repeating: 0, count: bins + BandedMatrix.slack)
            defer { power.deallocate() }
            let first = target.baseAddress!
            totals.withUnsafeMutableBufferPointer { totals in
                isCompleted = forEachSpectrum(samples, frames: frames) { frame, spectrum in
                    magnitudes(spectrum, to: exponent, scale: scale, into: power, count: bins)
                    let total = sum(power, bins)
                    totals[frame] = total
                    if total.isNaN {
                        // Also in bands without a bin, whose sum would be 0.
                        (first + frame * bands).update(repeating: .nan, count: bands)
                    } else {
                        filters.multiply(power, into: first + frame * bands)
                    }
                }
            }
            guard isCompleted else { return }
            for index in 0..<target.count where target[index] == 0 { target[index] = floor }
        }
        try requireCompleted(isCompleted, operation)
        return (energies, totals.map { $0 == 0 ? floor : $0 })
    }

    private func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
        var sums = SIMD8<Float>.zero
        let whole = count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            sums += UnsafeRawPointer(values + start).loadUnaligned(as: SIMD8<Float>.self)
        }
        return (whole..<count).reduce(sums.sum()) { $0 + values[$1] }
    }
}
