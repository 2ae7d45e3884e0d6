import Kernels

extension Tensor {
    /// The elements moved `shift` positions along `axis`; those that leave at one end come in at the other: `[…] → […]`.
    ///
    ///     Tensor([1, 2, 3, 4]).rolled(by: 1)    // [4, 1, 2, 3]
    ///     Tensor([1, 2, 3, 4]).rolled(by: -1)   // [2, 3, 4, 1]
    public func rolled(by shift: Int, axis: Int = -1) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "rolled"))
        let (outer, size, inner) = shape.split(at: axis)
        guard count > 0, shift % size != 0 else { return self }
        // Those that come in at the front.
        let front = (shift % size + size) % size
        return LinearMap(
            { $0.rolled(outer, size, inner, front: front) }, adjoint: { $0.rolled(outer, size, inner, front: size - front) })(
                self)
    }

    private func rolled(_ outer: Int, _ size: Int, _ inner: Int, front: Int) -> Tensor {
        let (length, moved) = (size * inner, front * inner)
        return Tensor(shape: shape, type: elementType) { target in
            withElements { source in
                BlockCopy(outer: outer, length: moved).run(
                    from: source + (length - moved), every: length, to: target, every: length)
                BlockCopy(outer: outer, length: length - moved).run(
                    from: source, every: length, to: target + moved, every: length)
            }
        }
    }

    /// The tensor side by side with itself: `repetitions[i]` times along axis i, counted from the last; missing axes are added in front.
    ///
    ///     Tensor([1, 2]).tiled([2, 2])   // twice the row of 1, 2, 1, 2
    public func tiled(_ repetitions: [Int]) -> Tensor {
        obeying(try ShapeRule.tile(shape, repetitions))
        let missing = Swift.max(0, repetitions.count - rank)
        var result = reshaped([Int](repeating: 1, count: missing) + shape.dimensions)
        let first = result.rank - repetitions.count
        for (place, count) in repetitions.enumerated() where count != 1 {
            result = result.repeated(count, axis: first + place)
        }
        return result
    }

    /// Pieces of the given sizes along `axis`, which they fill.
    ///
    ///     let parts = projected.split(sizes: [64, 64, 128], axis: -1)   // queries, keys and values
    public func split(sizes: [Int], axis: Int = 0) -> [Tensor] {
        let axis = obeying(try ShapeRule.split(shape, sizes: sizes, axis: axis))
        var start = 0
        return sizes.map { size in
            defer { start += size }
            return slice(axis: axis, start..<start + size)
        }
    }

    /// The tensor in `count` pieces along `axis`, as equal as can be: the first ones have one position more where it does not divide.
    ///
    ///     Tensor.arange(7).chunked(into: 3)   // of 0, 1, 2, of 3, 4 and of 5, 6
    public func chunked(into count: Int, axis: Int = 0) -> [Tensor] {
        let size = obeying(try ShapeRule.chunks(shape, count: count, axis: axis))
        return split(sizes: (0..<count).map { size / count + ($0 < size % count ? 1 : 0) }, axis: axis)
    }
}
