import Tensors
import Work

/// Layers one after the other, named by position (`0`, `1`, …) or by word.
///
/// ```swift
/// let model = Sequential([Linear(4, 8, using: &random), ReLU(), Linear(8, 2, using: &random)])
/// model.namedParameters().map(\.name)   // ["0.weight", "0.bias", "2.weight", "2.bias"]
/// ```
public final class Sequential: Layer {
    /// The layers with their names, in the order in which they run.
    public let parts: [(name: String, layer: any Layer)]

    /// Layers named by their position.
    public init(_ layers: [any Layer]) {
        parts = layers.enumerated().map { ("\($0)", $1) }
    }

    /// Layers named by words, such as `["stem": stem, "layer1": layer1]`.
    public init(_ layers: KeyValuePairs<String, any Layer>) {
        parts = layers.map { ($0.key, $0.value) }
    }

    /// Layers with names that are known only at run time.
    public init(parts: [(name: String, layer: any Layer)]) {
        self.parts = parts
    }

    /// The layers.
    public var members: [ModuleMember] { parts.map { .module($0.name, $0.layer) } }

    /// The output of the last layer.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        parts.reduce(input) { $1.layer($0) }
    }

    /// The output of the layers up to and including the one called `name`; traps when there is none.
    public func output(of name: String, for input: Tensor) -> Tensor {
        guard let last = parts.firstIndex(where: { $0.name == name }) else {
            Failing.with("no layer \"\(name)\" among \(parts.map(\.name))")
        }
        return parts[...last].reduce(input) { $1.layer($0) }
    }

    /// The shape after the last layer; an error names the layer at which the shape did not fit.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        var shape = input
        for (name, layer) in parts {
            do throws(ShapeError) {
                shape = try layer.outputShape(for: shape)
            } catch {
                throw error.at(layer: name)
            }
        }
        return shape
    }
}

extension ShapeError {
    /// The same error with the layer at which it came up.
    func at(layer name: String) -> ShapeError {
        ShapeError(
            operation: "layer \"\(name)\": \(operation)", found: found, expected: expected, remedy: remedy)
    }
}
