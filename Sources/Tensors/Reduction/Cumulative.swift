import Kernels

/// Sums and products of all elements up to each, along an axis: `[…] → […]`; from the first NaN on they are NaN.
extension Tensor {
    /// The sum of the elements up to each along `axis`, itself among them; added in double precision.
    ///
    ///     Tensor([1, 2, 3]).cumulativeSum()   // [1, 3, 6]
    public func cumulativeSum(axis: Int = -1) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "cumulativeSum"))
        let (outer, length, inner) = shape.split(at: axis)
        let value = Tensor(shape: shape) { target in
            withUnsafeBuffer {
                RunningSumKernel.run($0.baseAddress!, outer: outer, length: length, inner: inner, into: target.baseAddress!)
            }
        }
        return .differentiable(value, inputs: [self]) { g in
            [g.flipped(axis: axis).cumulativeSum(axis: axis).flipped(axis: axis)]
        }
    }

    /// The product of the elements up to each along `axis`, itself among them; its derivative holds where elements are 0, too.
    ///
    ///     Tensor([1, 2, 3]).cumulativeProduct()   // [1, 2, 6]
    public func cumulativeProduct(axis: Int = -1) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "cumulativeProduct"))
        let lines = AxisRows(shape, axis: axis)
        return lines.tensor(lines.matrix(self).cumulativeProductOfRows(), count: lines.width)
    }

    /// With P the product of what stands before an element, and R of the gradients behind it what they weigh: ∂xₖ = Pₖ Rₖ, where
    /// Rₖ = gₖ + xₖ₊₁ Rₖ₊₁. Nothing is divided.
    private func cumulativeProductOfRows() -> Tensor {
        let (rows, length) = (shape.dimensions[0], shape.dimensions[1])
        let value = Tensor(shape: shape) { target in
            withUnsafeBuffer {
                RecurrenceKernel.products($0.baseAddress!, rows: rows, length: length, into: target.baseAddress!)
            }
        }
        guard length > 0 else { return value }
        return .differentiable(
            value, inputs: [self],
            byValue: { g, products in
                let before = products.slice(axis: 1, 0..<length - 1).padded(axis: 1, before: 1, with: 1)
                return [before * g.recurrence(factor: self, reversed: true)]
            })
    }

    /// Along the rows of a matrix, hₖ = xₖ + aₖ hₖ₋₁; from the end, hₖ = xₖ + aₖ₊₁ hₖ₊₁.
    private func recurrence(factor: Tensor, reversed: Bool) -> Tensor {
        let length = shape.dimensions[1]
        if reversed {
            // From behind, each factor belongs to the step before it.
            let turned = factor.flipped(axis: 1).slice(axis: 1, 0..<length - 1).padded(axis: 1, before: 1)
            return flipped(axis: 1).recurrence(factor: turned, reversed: false).flipped(axis: 1)
        }
        let rows = shape.dimensions[0]
        let value = Tensor(shape: shape) { target in
            let (x, a) = (floats, factor.floats)
            withExtendedLifetime((x, a)) {
                RecurrenceKernel.run(x.pointer, factor: a.pointer, rows: rows, length: length, into: target.baseAddress!)
            }
        }
        return .differentiable(
            value, inputs: [self, factor],
            byValue: { g, h in
                let back = g.recurrence(factor: factor, reversed: true)
                return [back, back * h.slice(axis: 1, 0..<length - 1).padded(axis: 1, before: 1)]
            })
    }
}
