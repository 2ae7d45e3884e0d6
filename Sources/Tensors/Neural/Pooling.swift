import Kernels

extension Tensor {
    /// The largest of each window over height and width: `[N, H, W, C] → [N, H′, W′, C]`.
    ///
    /// Padding never wins, NaN does, and of equals the first gets the derivative.
    /// - Parameters:
    ///   - kernel: one number or (height, width), ≥ 1.
    ///   - stride: the kernel unless given.
    ///   - padding: on each side, at most half the kernel.
    public func maxPooled2D(kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) -> Tensor {
        maxPooled(kernel, stride, padding, axes: 2)
    }

    /// The largest of each window over time, height and width: `[N, T, H, W, C] → [N, T′, H′, W′, C]`; see `maxPooled2D`.
    public func maxPooled3D(kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) -> Tensor {
        maxPooled(kernel, stride, padding, axes: 3)
    }

    /// The mean of each window over height and width, padding counted as zeros: `[N, H, W, C] → [N, H′, W′, C]`.
    ///
    /// - Parameters: as of `maxPooled2D`.
    public func averagePooled2D(kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) -> Tensor {
        averagePooled(kernel, stride, padding, axes: 2)
    }

    /// The mean of each window over time, height and width: `[N, T, H, W, C] → [N, T′, H′, W′, C]`; see `averagePooled2D`.
    public func averagePooled3D(kernel: WindowSize, stride: WindowSize? = nil, padding: WindowSize = 0) -> Tensor {
        averagePooled(kernel, stride, padding, axes: 3)
    }

    /// The mean over everything between the first axis and the last: `[N, …, C] → [N, C]`.
    public func globalAveragePooled() -> Tensor {
        let target = obeying(try ShapeRule.globalPooling(shape))
        let (batch, channels) = (target.dimensions[0], target.dimensions[1])
        let points = shape.dimensions.dropFirst().dropLast().reduce(1, *)
        let source = shape
        return LinearMap(
            { x in
                Tensor(shape: target, keptAs: x.numberType) { output in
                    x.withUnsafeBuffer {
                        AveragePooling.globalForward(
                            batch: batch, points: points, channels: channels, input: $0.baseAddress!, output: output.baseAddress!)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, keptAs: g.numberType) { gradient in
                    g.withUnsafeBuffer {
                        AveragePooling.globalBackward(
                            batch: batch, points: points, channels: channels, outputGradient: $0.baseAddress!,
                            inputGradient: gradient.baseAddress!)
                    }
                }
            })(self)
    }

    private func maxPooled(_ kernel: WindowSize, _ stride: WindowSize?, _ padding: WindowSize, axes: Int) -> Tensor {
        let operation = "maxPooled\(axes)D"
        let (target, geometry) = obeying(
            try ShapeRule.pooling(shape, kernel: kernel, stride: stride, padding: padding, axes: axes, operation: operation))
        let places = Storage(count: target.count)
        let value = Tensor(shape: target, keptAs: numberType) { output in
            withUnsafeBuffer {
                PoolingChoice.kernel.maximum(
                    geometry, input: $0.baseAddress!, output: output.baseAddress!, places: places.pointer)
            }
        }
        let source = shape
        // Once it is known who won, the pooling is a linear map: it takes the winners.
        let winners = LinearMap(
            { x in
                Tensor(shape: target, keptAs: x.numberType) { output in
                    x.withUnsafeBuffer {
                        MaxPooling.pick(geometry, input: $0.baseAddress!, places: places.pointer, output: output.baseAddress!)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, keptAs: g.numberType) { gradient in
                    g.withUnsafeBuffer {
                        PoolingChoice.kernel.maximumGradient(
                            geometry, outputGradient: $0.baseAddress!, places: places.pointer,
                            inputGradient: gradient.baseAddress!)
                    }
                }
            })
        // oneDNN notes the winners in its own way, which `pick` cannot read.
        let onlyOnce = PoolingChoice.kernel is DirectPooling ? nil : "\(operation) by oneDNN"
        return .differentiable(value, inputs: [self], onlyOnce: onlyOnce) { [winners.transposed($0)] }
    }

    private func averagePooled(_ kernel: WindowSize, _ stride: WindowSize?, _ padding: WindowSize, axes: Int) -> Tensor {
        let (target, geometry) = obeying(
            try ShapeRule.pooling(
                shape, kernel: kernel, stride: stride, padding: padding, axes: axes, operation: "averagePooled\(axes)D"))
        let source = shape
        return LinearMap(
            { x in
                Tensor(shape: target, keptAs: x.numberType) { output in
                    x.withUnsafeBuffer {
                        PoolingChoice.kernel.average(geometry, input: $0.baseAddress!, output: output.baseAddress!)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, keptAs: g.numberType) { gradient in
                    g.withUnsafeBuffer {
                        PoolingChoice.kernel.averageGradient(
                            geometry, outputGradient: $0.baseAddress!, inputGradient: gradient.baseAddress!)
                    }
                }
            })(self)
    }
}
