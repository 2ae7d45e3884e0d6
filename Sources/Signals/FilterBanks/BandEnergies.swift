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
        var power = [Float](repeating: 0, count: bins + BandedMatrix.slack)
        let energies = Tensor(onHost: shape) { target in
            isCompleted = forEachSpectrum(samples, frames: frames) { frame, spectrum in
                var powers = power.mutableSpan
                magnitudes(spectrum, to: exponent, scale: scale, into: &powers, at: 0, count: bins)
                let total = powers.span.sum(count: bins)
                totals[frame] = total
                if total.isNaN {
                    // Also in bands without a bin, whose sum would be 0.
                    target.fill(frame * bands..<(frame + 1) * bands, with: .nan)
                } else {
                    filters.multiply(powers.span, into: &target, at: frame * bands)
                }
            }
            guard isCompleted else { return }
            for index in target.indices where target[index] == 0 { target[index] = floor }
        }
        try requireCompleted(isCompleted, operation)
        return (energies, totals.map { $0 == 0 ? floor : $0 })
    }
}
