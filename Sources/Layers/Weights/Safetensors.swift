import Tensors

/// Named tensors on disk, in the format of Hugging Face's `safetensors`.
///
/// ```swift
/// try Safetensors.save(["bias": Tensor([1, 2], shape: [2])], to: "a.safetensors")
/// try Safetensors.load("a.safetensors").tensors["bias"]!.scalars     // [1.0, 2.0]
/// ```
///
/// Source: https://github.com/huggingface/safetensors#format.
public enum Safetensors {
    /// What a file holds.
    public struct Contents: Sendable {
        /// The tensors by name, converted to 32-bit floats.
        public var tensors: [String: Tensor]
        /// The strings of `__metadata__`.
        public var metadata: [String: String]
    }
}
