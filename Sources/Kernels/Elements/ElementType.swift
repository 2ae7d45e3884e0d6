/// What the elements of a tensor are kept as.
///
/// Operations compute in 32-bit floats whatever their operands are kept as. What works element by element, multiplies, normalises or pools keeps a
/// floating-point type that all operands share; what moves, picks or sorts elements keeps any. Reductions, softmax, cumulative sums, losses and
/// linear algebra give 32-bit floats, comparisons masks.
public enum ElementType: String, Sendable, Hashable, CaseIterable, Codable {
    /// 32-bit floats: 24 bits of mantissa. What tensors are unless something else is asked for.
    case float32
    /// Brain floats: 8 bits of mantissa, the range of 32-bit floats, half their size.
    case bf16
    /// Whole numbers that a 32-bit float holds, as all up to 2²⁴: indices and labels. Computing with them gives 32-bit floats.
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
