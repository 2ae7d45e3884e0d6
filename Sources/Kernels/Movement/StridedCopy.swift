import Work

/// Copies one strided block to another: the one kernel under slices, pads, joins, flips and transposes.
package struct StridedCopy: Sendable {
    /// Merged axes, slowest first: size, source stride, target stride (elements; a source stride may be 0 or negative).
    private(set) var sizes: [Int] = []
    private(set) var from: [Int] = []
    private(set) var to: [Int] = []
    private(set) var isEmpty = false

    /// - Parameters:
    ///   - shape: sizes of the block.
    ///   - from: strides of the source along each axis.
    ///   - to: strides of the target along each axis.
    package init(shape: [Int], from sourceStrides: [Int], to targetStrides: [Int]) {
        Failing.unless(
            shape.count == sourceStrides.count && shape.count == targetStrides.count, "one stride an axis")
        isEmpty = shape.contains(0)
        for axis in shape.indices where shape[axis] != 1 {
            let (size, source, target) = (shape[axis], sourceStrides[axis], targetStrides[axis])
            if let last = sizes.indices.last, from[last] == source * size, to[last] == target * size {
                sizes[last] *= size
                from[last] = source
                to[last] = target
            } else {
                sizes.append(size)
                from.append(source)
                to.append(target)
            }
        }
        if sizes.isEmpty { (sizes, from, to) = ([1], [1], [1]) }
    }

    /// Row-major strides of a dense shape.
    package static func denseStrides(of shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        return strides
    }
}
