import Tensors

/// The spectrum of least power whose bands in a filter bank are those given, negative powers raised to 0.
///
/// S = max(0, Aᵀ (A Aᵀ)⁻¹ m), A the bank's matrix: torchaudio's `InverseMelScale`. librosa's `mel_to_stft` goes on from
/// there by steps of its own. With `griffinLim` it turns a mel spectrogram into sound.
///
///     let bank = try FilterBank(bands: 80, fftSize: 1024, sampleRate: 22_050, scale: .slaney, corners: .exact)
///     let power = try inverseBands(mel, of: bank)                        // [frames, 513]
///     let sound = try griffinLim(power.sqrt(), hopLength: 256)
///
/// - Parameters:
///   - energies: `[frames, bands]`, ≥ 0, no logarithms.
///   - bank: the filters that made them, at most 4096; those without a bin do not count, nor those that follow from others.
/// - Returns: `[frames, fftSize / 2 + 1]`, ≥ 0. Frames of NaN stay so.
/// - Throws: `SignalError` for another number of bands or an interruption.
public func inverseBands(_ energies: Tensor, of bank: FilterBank) throws(SignalError) -> Tensor {
    let name = "inverseBands"
    try requireRank(2, energies, named: "[frames, bands]", name)
    guard energies.shape[0] > 0 else { throw .empty(operation: name) }
    try require(
        energies.shape[1] == bank.bands, name, "the number of bands", found: "\(energies.shape[1])",
        expected: "\(bank.bands), those of the bank")
    try require(bank.bands <= 4096, name, "the number of bands", found: "\(bank.bands)", expected: "at most 4096")
    let shape = try resultShape([energies.shape[0], bank.bins], name)
    guard let solver = BandSolver(bank) else { throw .interrupted(operation: name) }
    var isCompleted = true
    let result = Tensor(onHost: shape) { target in
        energies.withHostValues { source in
            var work = PacedWork()
            for frame in 0..<shape[0] {
                isCompleted = isCompleted && work.mayGoOn(for: bank.bands * 64 + bank.bins)
                guard isCompleted else { return }
                solver.solve(
                    source.extracting(frame * bank.bands..<(frame + 1) * bank.bands), into: &target, at: frame * bank.bins)
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return result
}
