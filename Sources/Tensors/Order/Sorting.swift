import Kernels

/// Elements in their order along an axis. NaN is larger than every number, as in NumPy: the last of an ascending order, the first of a
/// descending one; both zeros are equal.
extension Tensor {
    /// The elements in ascending order along `axis`: `[…] → […]`. Each gradient goes where its element came from.
    ///
    ///     Tensor([3, 1, 2]).sorted()                   // [1, 2, 3]
    ///     Tensor([3, 1, 2]).sorted(descending: true)   // [3, 2, 1]
    public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
        let axis = obeying(try ShapeRule.sorting(shape, axis: axis, operation: "sorted"))
        if descending { return sorted(axis: axis).flipped(axis: axis) }
        let lines = AxisRows(shape, axis: axis)
        let matrix = lines.matrix(self)
        if needsGradient {
            return lines.tensor(matrix.gatheredInRows(matrix.sortedPlaces(), count: lines.width), count: lines.width)
        }
        let value = Tensor(shape: matrix.shape, keptAs: elementType) { target in
            matrix.withUnsafeBuffer {
                SortKernel.sort($0.baseAddress!, rows: lines.rows, width: lines.width, into: target.baseAddress!)
            }
        }
        return lines.tensor(value, count: lines.width)
    }

    /// The positions along `axis` that sort it, row-major in the tensor's shape; equal elements keep their order (a stable sort).
    ///
    ///     Tensor([3, 1, 2]).argsorted()   // [1, 2, 0]
    public func argsorted(axis: Int = -1, descending: Bool = false) -> [Int] {
        let axis = obeying(try ShapeRule.sorting(shape, axis: axis, operation: "argsorted"))
        let lines = AxisRows(shape, axis: axis)
        return lines.ordered(lines.matrix(detached()).sortedPlaces(descending: descending), count: lines.width)
    }

    /// The `count` largest elements along `axis`, the largest first, and their positions; or the smallest, the smallest first.
    ///
    /// Of equal elements the earlier come first. The values have `count` elements along the axis, and the positions are in their order,
    /// row-major. Each gradient goes where its element came from.
    ///
    ///     let (values, positions) = Tensor([3, 1, 4, 1, 5]).topK(2)   // [5, 4] and [4, 2]
    public func topK(_ count: Int, axis: Int = -1, smallest: Bool = false) -> (values: Tensor, indices: [Int]) {
        let axis = obeying(try ShapeRule.topK(shape, count: count, axis: axis))
        let lines = AxisRows(shape, axis: axis)
        let matrix = lines.matrix(self)
        let places = matrix.detached().firstPlaces(count, smallest: smallest)
        return (lines.tensor(matrix.gatheredInRows(places, count: count), count: count), lines.ordered(places, count: count))
    }

    private func firstPlaces(_ count: Int, smallest: Bool) -> [Int] {
        let (rows, width) = (shape.dimensions[0], shape.dimensions[1])
        // Many of a row are found by sorting it.
        if count > Swift.max(16, width / 16) {
            let all = sortedPlaces(descending: !smallest)
            return count == width ? all : (0..<rows * count).map { all[$0 / count * width + $0 % count] }
        }
        return [Int](unsafeUninitializedCapacity: rows * count) { buffer, filled in
            buffer.initialize(repeating: 0)
            withUnsafeBuffer {
                guard let places = buffer.baseAddress, let source = $0.baseAddress else { return }
                LargestKernel.places(source, rows: rows, width: width, count: count, smallest: smallest, into: places)
            }
            filled = rows * count
        }
    }
}
