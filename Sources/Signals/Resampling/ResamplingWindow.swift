/// The window of the sinc that resamples.
public enum ResamplingWindow: Hashable, Sendable {
    /// cos²(πt / 2w): torchaudio's `sinc_interp_hann`.
    case hann
    /// I₀(β √(1 − (t / w)²)) / I₀(β): torchaudio's `sinc_interp_kaiser`, whose β is 14.77.
    case kaiser(beta: Double = 14.769656459379492)
}
