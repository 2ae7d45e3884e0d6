import Kernels

/// Steps of optimisers, in place where no one else holds the memory; all tensors of one shape.
extension Tensor {
    package typealias Descent = UpdateKernel.Descent
    package typealias Moments = UpdateKernel.Moments

    /// `p ← p − rate · (g + decay · p)`.
    package mutating func descend(along gradient: Tensor, by rule: Descent) {
        require(gradient.shape == shape, Self.mismatch)
        gradient.withUnsafeBuffer { gradient in
            withUnsafeMutableBuffer {
                guard let p = $0.baseAddress, let g = gradient.baseAddress else { return }
                UpdateKernel.descend(p, g, count: $0.count, rule)
            }
        }
    }

    /// The same with a velocity: `v ← momentum · v + g + decay · p`, `p ← p − rate · v`, or looked up ahead.
    package mutating func descend(along gradient: Tensor, velocity: inout Tensor, by rule: Descent) {
        require(gradient.shape == shape && velocity.shape == shape, Self.mismatch)
        gradient.withUnsafeBuffer { gradient in
            withUnsafeMutableBuffer { value in
                velocity.withUnsafeMutableBuffer {
                    guard let p = value.baseAddress, let g = gradient.baseAddress, let v = $0.baseAddress else { return }
                    UpdateKernel.descend(p, g, velocity: v, count: value.count, rule)
                }
            }
        }
    }

    /// A step of Adam.
    package mutating func adapt(to gradient: Tensor, first: inout Tensor, second: inout Tensor, by rule: Moments) {
        require(gradient.shape == shape && first.shape == shape && second.shape == shape, Self.mismatch)
        gradient.withUnsafeBuffer { gradient in
            withUnsafeMutableBuffer { value in
                first.withUnsafeMutableBuffer { first in
                    second.withUnsafeMutableBuffer {
                        guard let p = value.baseAddress, let g = gradient.baseAddress, let m = first.baseAddress,
                            let v = $0.baseAddress
                        else { return }
                        UpdateKernel.adapt(p, g, first: m, second: v, count: value.count, rule)
                    }
                }
            }
        }
    }

    /// `x ← factor · x`.
    package mutating func scale(by factor: Float) {
        withUnsafeMutableBuffer {
            if let x = $0.baseAddress { UpdateKernel.scale(x, count: $0.count, by: factor) }
        }
    }

    /// The sum of squares, in double precision.
    package var sumOfSquares: Double {
        withUnsafeBuffer { x in x.baseAddress.map { UpdateKernel.sumOfSquares($0, count: x.count) } ?? 0 }
    }

    private static var mismatch: String {
        "optimizer: found values, gradients and moments of different shapes, expected one shape"
    }
}
