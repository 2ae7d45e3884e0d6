import Files
import Tensors

extension Digest {
    /// Takes in tensors by name: names, shapes and every bit of the values.
    package mutating func add(_ weights: [String: Tensor]) {
        for (name, tensor) in weights.sorted(by: { $0.key < $1.key }) {
            add(name)
            add("\(tensor.shape)")
            tensor.withHostValues { add($0.bytes) }
        }
    }

    /// That of a model's parameters and buffers as they are now.
    package static func of(_ model: any Module) -> String {
        var digest = Digest()
        digest.add(model.weights())
        return digest.finish()
    }
}
