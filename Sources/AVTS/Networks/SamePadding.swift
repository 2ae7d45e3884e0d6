import Layers
import Tensors

/// Zeros around maps as TensorFlow's `SAME` puts them: `[N, T, H, W, C]` → the same, larger.
///
/// A window of `kernel` at `stride` then has ⌈size / stride⌉ places along each axis. Of an odd number of zeros the one more comes after,
/// so that the windows lie elsewhere than with as many zeros on both sides. Before a max-pooling zeros are right where no value is below
/// zero, as after a ReLU.
final class SamePadding: Layer {
    private let kernel: [Int]
    private let stride: [Int]

    /// - Parameters:
    ///   - kernel, stride: over time, height and width, at least 1 each.
    init(kernel: [Int], stride: [Int]) {
        self.kernel = kernel
        self.stride = stride
    }

    var members: [ModuleMember] { [] }

    func callAsFunction(_ input: Tensor) -> Tensor { input.padded(padding(input.shape)) }

    func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        guard input.rank == 5 else {
            throw ShapeError(operation: "SamePadding", found: "\(input)", expected: "[N, T, H, W, C]")
        }
        return Shape(zip(input.dimensions, padding(input)).map { $0 + $1.before + $1.after })
    }

    private func padding(_ shape: Shape) -> [(before: Int, after: Int)] {
        let inner = (0..<3).map { axis in
            let places = (shape[axis + 1] + stride[axis] - 1) / stride[axis]
            let all = max((places - 1) * stride[axis] + kernel[axis] - shape[axis + 1], 0)
            return (before: all / 2, after: all - all / 2)
        }
        return [(0, 0)] + inner + [(0, 0)]
    }
}
