extension Tensor {
    /// The part that one selection an axis takes; ranges that run to `.max` end with their axis.
    package func part(_ selections: [TensorSelection]) -> Tensor {
        taken(obeying(try ShapeRule.region(shape, by: selections)))
    }

    private func taken(_ region: TensorRegion) -> Tensor {
        if region.isWhole { return reshaped(to: region.shape) }
        return LinearMap({ region.taken(from: $0) }, adjoint: { region.spread($0) })(self)
    }

    /// Sets a part; see the subscripts. Memory that no one else holds is written in place.
    package mutating func assign(_ value: Tensor, to selections: [TensorSelection]) {
        let region = obeying(try ShapeRule.region(shape, by: selections))
        obeying(try ShapeRule.broadcast(value.shape, to: region.shape, operation: "subscript"))
        // Whole numbers and masks have no derivative.
        guard elementType.isFloatingPoint, needsGradient || value.needsGradient else {
            return withUnsafeMutableBuffer { region.write(value, into: $0) }
        }
        var written = detached()
        written.withUnsafeMutableBuffer { region.write(value, into: $0) }
        let (keepsOld, hasNew, newShape) = (needsGradient, value.needsGradient, value.shape)
        self = .differentiable(written, inputs: [self, value]) { g in
            [keepsOld ? g.cleared(region) : nil, hasNew ? g.taken(region).summed(to: newShape) : nil]
        }
    }

    /// Zeros within the part: its own adjoint.
    private func cleared(_ region: TensorRegion) -> Tensor {
        let clear = { @Sendable (x: Tensor) in
            var result = x.detached()
            result.withUnsafeMutableBuffer { region.write(Tensor(0), into: $0) }
            return result
        }
        return LinearMap(clear, adjoint: clear)(self)
    }
}
