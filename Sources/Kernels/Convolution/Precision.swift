/// What numbers are multiplied in. Arrays, sums, statistics and weights are 32-bit floats in either case.
public enum Precision: String, Sendable, Hashable, CaseIterable, Codable {
    /// 32-bit floats: 24 bits of mantissa.
    case float32
    /// Brain floats: 8 bits of mantissa, the range of 32-bit floats. Twice as fast or more where the CPU has them.
    case bf16

    /// Why this machine cannot compute in this precision, and what to do; `nil` where it can.
    public var unavailability: String? {
        guard self == .bf16 else { return nil }
        guard let library = OneDNN.shared else {
            return "precision: found bf16, but oneDNN is not installed; apt-get install libdnnl-dev, or use .float32"
        }
        guard library.hasNativeBF16 else {
            return "precision: found bf16, expected a CPU that multiplies such numbers (AVX-512 BF16 or AMX); use .float32"
        }
        return nil
    }
}
