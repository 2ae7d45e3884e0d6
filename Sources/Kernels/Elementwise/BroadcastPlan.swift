/// How two operands of different shapes walk over one result: sizes and strides with neighbours merged.
///
/// A stride of 0 repeats an operand. Axes that both operands cross in one step are merged, so `[N, T, H, W, C] + [C]`
/// becomes two loops and equal shapes one.
package struct BroadcastPlan: Sendable {
    /// Sizes of the merged axes, slowest first; never empty.
    package private(set) var sizes: [Int] = []
    package private(set) var left: [Int] = []
    package private(set) var right: [Int] = []

    /// Plans for operand shapes that broadcast to `shape` (the caller has checked the rule).
    package init(shape: [Int], left leftShape: [Int], right rightShape: [Int]) {
        let leftStrides = Self.strides(of: leftShape, in: shape)
        let rightStrides = Self.strides(of: rightShape, in: shape)
        for axis in shape.indices where shape[axis] != 1 {
            append(shape[axis], leftStrides[axis], rightStrides[axis])
        }
        if sizes.isEmpty { (sizes, left, right) = ([1], [1], [1]) }
    }

    /// Whether the plan is rows of the left operand, each against the same row of the right one.
    var repeatsRight: Bool { sizes.count == 2 && left == [sizes[1], 1] && right == [0, 1] }
    /// The same with the sides exchanged.
    var repeatsLeft: Bool { sizes.count == 2 && right == [sizes[1], 1] && left == [0, 1] }

    private mutating func append(_ size: Int, _ leftStride: Int, _ rightStride: Int) {
        if let last = sizes.indices.last, left[last] == leftStride * size, right[last] == rightStride * size {
            sizes[last] *= size
            left[last] = leftStride
            right[last] = rightStride
        } else {
            sizes.append(size)
            left.append(leftStride)
            right.append(rightStride)
        }
    }

    /// Row-major strides of `operand`, aligned at the last axis of `shape`; 0 where it is repeated.
    private static func strides(of operand: [Int], in shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 0, count: shape.count)
        var stride = 1
        let missing = shape.count - operand.count
        for axis in operand.indices.reversed() {
            strides[missing + axis] = operand[axis] == 1 ? 0 : stride
            stride *= operand[axis]
        }
        return strides
    }
}
