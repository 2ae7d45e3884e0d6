import Tensors

/// Two convolutions with a shortcut around them: `relu(BN(conv₂(relu(BN(conv₁ x)))) + shortcut x)` (He et al. 2016).
///
/// The parts have the names of `BasicBlock` in torchvision's video networks: `conv1.0`, `conv1.1` (its normalisation), `conv2.0`,
/// `conv2.1`, `downsample.0`, `downsample.1`. Sum and rectifier are done by the normalisation, in its pass over memory.
public final class ResidualBlock: Layer {
    private let first: any Layer
    private let firstNormalization: BatchNormalization
    private let second: any Layer
    private let secondNormalization: BatchNormalization
    private let shortcut: Sequential?

    /// A block of given convolutions without offset.
    ///
    /// - Parameters:
    ///   - middle: channels after the first convolution.
    ///   - outputs: channels after the second.
    ///   - shortcut: a convolution that gives the input the output's shape; nil when it has it.
    public init(first: any Layer, middle: Int, second: any Layer, outputs: Int, shortcut: (any Layer)? = nil) {
        self.first = first
        self.second = second
        firstNormalization = BatchNormalization(middle, activation: .relu)
        secondNormalization = BatchNormalization(outputs, activation: .relu)
        self.shortcut = shortcut.map { Sequential([$0, BatchNormalization(outputs)]) }
    }

    /// A block of 3-D convolutions, padded so that only the stride changes sizes; the shortcut is the identity where it can be, a
    /// convolution of one point otherwise.
    ///
    /// - Parameters:
    ///   - kernel: (time, height, width), each odd: `[3, 3, 3]`, or `[1, 3, 3]` for a block without time.
    ///   - stride: of the first convolution and the shortcut.
    public convenience init(
        _ inputs: Int, _ outputs: Int, kernel: WindowSize = 3, stride: WindowSize = 1, using random: inout RandomStream
    ) {
        let sizes = obeying(
            try LayerRule.residualBlock(inputs: inputs, outputs: outputs, kernel: kernel, stride: stride))
        let padding = WindowSize(sizes.map { $0 / 2 })
        let first = Convolution3D(
            inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: false, using: &random)
        let second = Convolution3D(outputs, outputs, kernel: kernel, padding: padding, bias: false, using: &random)
        let isIdentity = inputs == outputs && stride.sizes.allSatisfy { $0 == 1 }
        let shortcut =
            isIdentity
            ? nil : Convolution3D(inputs, outputs, kernel: 1, stride: stride, bias: false, using: &random)
        self.init(first: first, middle: outputs, second: second, outputs: outputs, shortcut: shortcut)
    }

    /// `conv1`, `conv2` and, where there is one, `downsample`.
    public var members: [ModuleMember] {
        [
            .module("conv1", Sequential([first, firstNormalization])),
            .module("conv2", Sequential([second, secondNormalization])),
        ] + (shortcut.map { [.module("downsample", $0)] } ?? [])
    }

    /// The output of both paths together.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        let hidden = firstNormalization(first(input))
        return secondNormalization(second(hidden), adding: shortcut?(input) ?? input)
    }

    /// The shape of both paths, which must be the same.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        let hidden = try firstNormalization.outputShape(for: first.outputShape(for: input))
        let output = try secondNormalization.outputShape(for: second.outputShape(for: hidden))
        let beside = try shortcut?.outputShape(for: input) ?? input
        guard beside == output else {
            throw ShapeError(
                operation: "ResidualBlock", found: "\(output) beside a shortcut of \(beside)", expected: "equal shapes",
                remedy: "give the shortcut a convolution with the same stride and channels")
        }
        return output
    }
}
