/// What the elements of a tensor are kept as.
///
/// Operations compute in 32-bit floats whatever their operands are kept as. What has as many elements as its operand keeps the operand's
/// floating-point type; sums and what is made of them are 32-bit floats.
public enum ElementType: String, Sendable, Hashable, CaseIterable, Codable {
    /// 32-bit floats: 24 bits of mantissa. What tensors are unless something else is asked for.
    case float32
    /// Brain floats: 8 bits of mantissa, the range of 32-bit floats, half their size.
    case bf16
    /// Whole numbers from −2³¹ to 2³¹ − 1: indices and labels. Computing with them gives 32-bit floats.
    case int32
    /// Whether something holds, a byte each: masks. Computing with them gives 32-bit floats, 1 where it holds.
    case bool

    /// Bytes of one element.
    public var size: Int {
        switch self {
        case .float32, .int32: 4
        case .bf16: 2
        case .bool: 1
        }
    }

    /// Whether elements are numbers with a fraction.
    public var isFloatingPoint: Bool { self == .float32 || self == .bf16 }
}
