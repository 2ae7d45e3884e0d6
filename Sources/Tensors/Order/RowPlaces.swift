import Kernels

/// The rows of a tensor along one axis, each on its own: what sorting works on.
struct AxisRows {
    let shape: Shape
    let outer: Int, width: Int, inner: Int
    private let axis: Int

    init(_ shape: Shape, axis: Int) {
        (self.shape, self.axis) = (shape, axis)
        (outer, width, inner) = shape.split(at: axis)
    }

    var rows: Int { outer * inner }

    /// The rows as a matrix `[rows, width]`.
    func matrix(_ x: Tensor) -> Tensor {
        if inner == 1 { return x.reshaped(rows, width) }
        return x.reshaped(outer, width, inner).transposed(permutation: [0, 2, 1]).reshaped(rows, width)
    }

    /// A matrix `[rows, count]` as a tensor that has `count` elements along the axis.
    func tensor(_ matrix: Tensor, count: Int) -> Tensor {
        let result = shape.replacing(axis, with: count)
        if inner == 1 { return matrix.reshaped(to: result) }
        return matrix.reshaped(outer, inner, count).transposed(permutation: [0, 2, 1]).reshaped(to: result)
    }

    /// The same for the places in rows, `count` a row.
    func ordered(_ places: [Int], count: Int) -> [Int] {
        if inner == 1 { return places }
        return (0..<places.count).map { index in
            let (o, rest) = index.quotientAndRemainder(dividingBy: count * inner)
            return places[(o * inner + rest % inner) * count + rest / inner]
        }
    }
}

extension Tensor {
    /// Of each row of a matrix `[R, W]` the elements at its own `count` places: `[R, count]`.
    func gatheredInRows(_ places: [Int], count: Int) -> Tensor {
        let (rows, width) = (shape.dimensions[0], shape.dimensions[1])
        return LinearMap(
            { x in
                Tensor(shape: [rows, count], keptAs: x.elementType) { target in
                    x.withUnsafeBuffer {
                        RowPlacesKernel.gather(
                            $0.baseAddress!, rows: rows, width: width, places: places, count: count, into: target.baseAddress!)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: [rows, width], keptAs: g.elementType) { target in
                    ElementwiseKernel.fill(target.baseAddress!, with: 0, count: target.count)
                    g.withUnsafeBuffer {
                        RowPlacesKernel.scatterAdd(
                            $0.baseAddress!, rows: rows, width: width, places: places, count: count, into: target.baseAddress!)
                    }
                }
            })(self)
    }

    /// Where the sorted elements of each row of a matrix stand in it, row after row.
    func sortedPlaces(descending: Bool = false) -> [Int] {
        let (rows, width) = (shape.dimensions[0], shape.dimensions[1])
        return [Int](unsafeUninitializedCapacity: count) { buffer, filled in
            // Work that is given up leaves the rest as it was, and that must be places too.
            buffer.initialize(repeating: 0)
            withUnsafeBuffer {
                guard let places = buffer.baseAddress, let source = $0.baseAddress else { return }
                SortKernel.places(source, rows: rows, width: width, descending: descending, into: places)
            }
            filled = count
        }
    }
}
