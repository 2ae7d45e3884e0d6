import Kernels

extension Tensor {
    /// Each row along the last axis brought to mean 0 and variance 1, then scaled and shifted:
    /// `y = γ (x − μ) / √(σ² + ε) + β` (Ba, Kiros and Hinton 2016).
    ///
    ///     x.layerNormalized(scale: gamma, shift: beta)   // x: [8, 196, 384], gamma, beta: [384]
    ///
    /// - Parameters:
    ///   - scale: γ, `[C]`.
    ///   - shift: β, `[C]`.
    ///   - epsilon: ε > 0.
    /// - Returns: `[…, C]` for `[…, C]`.
    public func layerNormalized(scale: Tensor, shift: Tensor, epsilon: Float = 1e-5) -> Tensor {
        obeying(try ShapeRule.layerNormalization(shape, scale: scale.shape, shift: shift.shape))
        let width = shape[-1], rows = width == 0 ? 0 : count / width
        let (gamma, beta) = (scale.floats, shift.floats)
        let source = detached()
        let statistics = Storage(count: 2 * rows)
        let value = Tensor(shape: shape, keptAs: numberType) { target in
            let x = floats
            withExtendedLifetime((x, gamma, beta)) {
                LayerNormalizationKernel.forward(
                    rows: rows, width: width, input: x.pointer, scale: gamma.pointer, shift: beta.pointer, epsilon: epsilon,
                    output: target.baseAddress!, mean: statistics.pointer, inverse: statistics.pointer + rows)
            }
        }
        return .differentiable(value, inputs: [self, scale, shift]) { g in
            if Tensor.isDerivativeRecorded {
                let distance = self - self.mean(axes: [-1], keepingDimensions: true)
                let inverse = (distance.square().mean(axes: [-1], keepingDimensions: true) + epsilon).rsqrt()
                let normal = distance * inverse, weighed = g * scale
                let inner =
                    weighed - weighed.mean(axes: [-1], keepingDimensions: true)
                    - normal * (weighed * normal).mean(axes: [-1], keepingDimensions: true)
                return [inner * inverse, (g * normal).summed(to: scale.shape), g.summed(to: shift.shape)]
            }
            let (x, g) = (source.floats, g.floats)
            let (byInput, byScale, byShift) = (Storage(count: x.count), Storage(count: width), Storage(count: width))
            withExtendedLifetime((x, g, gamma, statistics)) {
                LayerNormalizationKernel.backward(
                    rows: rows, width: width, input: x.pointer, gradient: g.pointer, scale: gamma.pointer,
                    mean: statistics.pointer, inverse: statistics.pointer + rows, inputGradient: byInput.pointer,
                    scaleGradient: byScale.pointer, shiftGradient: byShift.pointer)
            }
            return [
                Tensor(shape: x.shape, storage: byInput), Tensor(shape: [width], storage: byScale),
                Tensor(shape: [width], storage: byShift),
            ]
        }
    }

    /// The channels of each member of a batch brought to mean 0 and variance 1 in groups, over all places, then scaled and shifted channel by
    /// channel (Wu and He 2018).
    ///
    ///     maps.groupNormalized(groups: 8, scale: scale, shift: shift)   // maps: [N, T, H, W, 64], scale, shift: [64]
    ///
    /// - Parameters:
    ///   - groups: how many, a divisor of C; 1 takes all channels of a member together, C each by itself.
    ///   - scale: γ, `[C]`.
    ///   - shift: β, `[C]`.
    ///   - epsilon: ε > 0.
    /// - Returns: `[N, …, C]` for `[N, …, C]`.
    public func groupNormalized(groups: Int, scale: Tensor, shift: Tensor, epsilon: Float = 1e-5) -> Tensor {
        obeying(try ShapeRule.groupNormalization(shape, groups: groups, scale: scale.shape, shift: shift.shape))
        let (members, channels) = (shape[0], shape[-1])
        guard count > 0 else { return (self * scale + shift).converted(to: numberType) }
        let parted = reshaped([members, count / (members * channels), groups, channels / groups])
        let distance = parted - parted.mean(axes: [1, 3], keepingDimensions: true)
        let variance = distance.square().mean(axes: [1, 3], keepingDimensions: true)
        return ((distance * (variance + epsilon).rsqrt()).reshaped(to: shape) * scale + shift).converted(to: numberType)
    }
}

extension ShapeRule {
    /// A layer normalisation.
    package static func layerNormalization(_ input: Shape, scale: Shape, shift: Shape) throws(ShapeError) {
        guard input.rank >= 1, input[-1] > 0 || input.count == 0 else {
            throw ShapeError(operation: "layerNormalized", found: "\(input)", expected: "[…, C]")
        }
        for (name, values) in [("scale", scale), ("shift", shift)] where values != [input[-1]] {
            throw ShapeError(operation: "layerNormalized", found: "\(name) \(values) for \(input)", expected: "[\(input[-1])]")
        }
    }

    /// A group normalisation.
    package static func groupNormalization(_ input: Shape, groups: Int, scale: Shape, shift: Shape) throws(ShapeError) {
        guard input.rank >= 2 else {
            throw ShapeError(operation: "groupNormalized", found: "\(input)", expected: "[N, …, C]")
        }
        guard groups >= 1, input[-1].isMultiple(of: groups) else {
            throw ShapeError(
                operation: "groupNormalized", found: "\(groups) groups of \(input[-1]) channels",
                expected: "at least 1 group, which divides the channels")
        }
        for (name, values) in [("scale", scale), ("shift", shift)] where values != [input[-1]] {
            throw ShapeError(operation: "groupNormalized", found: "\(name) \(values) for \(input)", expected: "[\(input[-1])]")
        }
    }
}
