import Tensors

/// The largest of each window over height and width: `[N, H, W, C] → [N, H′, W′, C]`.
public final class MaxPool2D: Layer {
    private let window: PoolingWindow

    /// A pooling; the stride is the kernel unless given, the padding at most half the kernel.
    public init(_ kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) {
        window = PoolingWindow(kernel, stride, padding)
    }

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, H, W, C] → [N, H′, W′, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.maxPooled2D(kernel: window.kernel, stride: window.stride, padding: window.padding) }
    }

    /// `[N, H, W, C] → [N, H′, W′, C]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try window.outputShape(for: input, axes: 2, operation: "MaxPool2D")
    }
}

/// The largest of each window over time, height and width: `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
public final class MaxPool3D: Layer {
    private let window: PoolingWindow

    /// A pooling; the stride is the kernel unless given, the padding at most half the kernel.
    public init(_ kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) {
        window = PoolingWindow(kernel, stride, padding)
    }

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.maxPooled3D(kernel: window.kernel, stride: window.stride, padding: window.padding) }
    }

    /// `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try window.outputShape(for: input, axes: 3, operation: "MaxPool3D")
    }
}

/// The mean of each window over height and width, padding counted as zeros: `[N, H, W, C] → [N, H′, W′, C]`.
public final class AveragePool2D: Layer {
    private let window: PoolingWindow

    /// A pooling; the stride is the kernel unless given, the padding at most half the kernel.
    public init(_ kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) {
        window = PoolingWindow(kernel, stride, padding)
    }

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, H, W, C] → [N, H′, W′, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.averagePooled2D(kernel: window.kernel, stride: window.stride, padding: window.padding) }
    }

    /// `[N, H, W, C] → [N, H′, W′, C]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try window.outputShape(for: input, axes: 2, operation: "AveragePool2D")
    }
}

/// The mean of each window over time, height and width, padding counted as zeros: `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
public final class AveragePool3D: Layer {
    private let window: PoolingWindow

    /// A pooling; the stride is the kernel unless given, the padding at most half the kernel.
    public init(_ kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) {
        window = PoolingWindow(kernel, stride, padding)
    }

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.averagePooled3D(kernel: window.kernel, stride: window.stride, padding: window.padding) }
    }

    /// `[N, T, H, W, C] → [N, T′, H′, W′, C]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try window.outputShape(for: input, axes: 3, operation: "AveragePool3D")
    }
}

/// The mean over everything between the first axis and the last: `[N, …, C] → [N, C]`.
public final class GlobalAveragePool: Layer {
    /// A pooling.
    public init() {}

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, …, C] → [N, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { measured { input.globalAveragePooled() } }

    /// `[N, …, C] → [N, C]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { try ShapeRule.globalPooling(input) }
}

/// What the pooling layers share.
private struct PoolingWindow {
    let kernel: WindowSize
    let stride: WindowSize?
    let padding: WindowSize

    init(_ kernel: WindowSize, _ stride: WindowSize?, _ padding: WindowSize) {
        for (name, size, least) in [("window", kernel, 1), ("stride", stride ?? 1, 1), ("padding", padding, 0)] {
            require(
                size.sizes.allSatisfy { $0 >= least }, "pooling: found \(name) \(size), expected sizes of at least \(least)")
        }
        (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    }

    func outputShape(for input: Shape, axes: Int, operation: String) throws(ShapeError) -> Shape {
        try ShapeRule.pooling(
            input, kernel: kernel, stride: stride, padding: padding, axes: axes, operation: operation
        ).shape
    }
}
