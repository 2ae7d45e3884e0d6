/// What numbers are multiplied in, and what the results are kept as from layer to layer. Sums, statistics and weights are 32-bit floats in
/// either case.
public enum Precision: String, Sendable, Hashable, CaseIterable, Codable {
    /// 32-bit floats: 24 bits of mantissa.
    case float32
    /// Brain floats: 8 bits of mantissa, the range of 32-bit floats. Twice as fast or more where the CPU has them.
    case bf16

    /// What this machine lacks to compute in this precision, such as "needs oneDNN (apt-get install libdnnl-dev)"; `nil` where it can.
    public var unavailability: String? {
        guard self == .bf16 else { return nil }
        guard let library = OneDNN.shared else { return "needs oneDNN (apt-get install libdnnl-dev)" }
        return library.hasNativeBF16 ? nil : "needs a CPU that multiplies such numbers (AVX-512 BF16 or AMX)"
    }
}
