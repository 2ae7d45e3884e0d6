import Tensors

/// A tensor that belongs to a model but is not trained, such as the running mean of a batch normalisation.
public final class Buffer {
    /// The present value.
    public var value: Tensor

    /// A buffer with a first value.
    public init(_ value: Tensor) { self.value = value }
}

/// A random stream that belongs to a model, such as that of a dropout: a checkpoint holds its place.
public final class RandomSource {
    /// The stream from which the next numbers come.
    public var stream: RandomStream

    /// A source that begins where `stream` stands.
    public init(_ stream: RandomStream) { self.stream = stream }
}
