import Kernels

/// A part of a tensor as a subscript names it: where it begins in memory, and how far apart its elements lie.
package struct TensorRegion: Sendable {
    let source: Shape
    /// The part's own shape.
    package let shape: Shape
    let start: Int
    let strides: [Int]

    /// Whether it is the whole tensor as it lies: then nothing is copied.
    var isWhole: Bool { shape.count == source.count && (shape.count < 2 || isDense) }
    private var isDense: Bool {
        zip(zip(shape.dimensions, strides), StridedCopy.denseStrides(of: shape.dimensions)).allSatisfy { $0.0 == 1 || $0.1 == $1 }
    }

    /// The part out of a tensor.
    func taken(from x: Tensor) -> Tensor {
        Tensor(shape: shape, type: x.elementType) { target in
            let copy = StridedCopy(
                shape: shape.dimensions, from: strides, to: StridedCopy.denseStrides(of: shape.dimensions))
            x.withElements { source in
                if shape.count > 0 { copy.run(from: source + start, to: target) }
            }
        }
    }

    /// Zeros but for the part.
    func spread(_ part: Tensor) -> Tensor {
        Tensor(shape: source, keptAs: part.elementType) { target in
            ElementwiseKernel.fill(target.baseAddress!, with: 0, count: target.count)
            write(part, into: target)
        }
    }

    /// Writes a tensor that broadcasts to the part's shape.
    func write(_ part: Tensor, into target: UnsafeMutableBufferPointer<Float>) {
        guard shape.count > 0 else { return }
        let missing = shape.rank - part.rank
        let dense = StridedCopy.denseStrides(of: part.shape.dimensions)
        let from = shape.dimensions.indices.map { axis in
            axis < missing || part.shape.dimensions[axis - missing] == 1 ? 0 : dense[axis - missing]
        }
        part.withUnsafeBuffer { source in
            StridedCopy(shape: shape.dimensions, from: from, to: strides)
                .run(from: source.baseAddress!, to: target.baseAddress! + start)
        }
    }
}
