import Script
import Tensors

/// The rows of the tensor engine, by mathematical kind: one file each.
enum TensorRows {}

extension Tensor: NativeValue {}

extension Tensor: SummarizedValue {
    public var scriptSummary: String { summary }
}

extension Tensor: DisplayableValue {
    public func representations() -> [Representation] { [.text(description)] }
}

/// A shape is written as an array literal in cells: `[2, 3]`.
extension Shape: ScriptConvertible {
    public static var scriptType: ScriptType { .array(.int) }
    public static func fromScript(_ value: Value) -> Shape? {
        guard let sizes = [Int].fromScript(value), let shape = try? ShapeRule.shape(sizes) else { return nil }
        return shape
    }
    public var scriptValue: Value { dimensions.scriptValue }
}

extension TensorRows {
    /// The rule of two operands of an elementwise operation.
    static func broadcast(_ left: Tensor, _ right: Tensor, _ operation: String) throws {
        let shape = try ShapeRule.broadcast(left.shape, right.shape, operation: operation)
        try ShapeRule.allocation(shape, operation: operation)
    }

    /// A new tensor's shape, checked against this machine's memory.
    static func allocatable(_ sizes: [Int], _ operation: String) throws -> Shape {
        let shape = try ShapeRule.shape(sizes, operation: operation)
        try ShapeRule.allocation(shape, operation: operation)
        return shape
    }
}
