import Tensors

/// The order of axes in which weights stand in a file.
public enum WeightLayout: String, Sendable {
    /// This library's: linear `[in, out]`, convolution `[kT, kH, kW, in, out]`.
    case native
    /// PyTorch's: linear `[out, in]`, convolution `[out, in, kT, kH, kW]`.
    case torch

    /// The key of a file's metadata that names its layout.
    static let metadataKey = "layout"

    /// A value of this library as it stands in a file.
    func encode(_ value: Tensor, role: Parameter.Role) -> Tensor {
        guard self == .torch else { return value }
        switch role {
        case .linearWeight:
            return value.transposed(permutation: [1, 0])
        case .convolutionWeight:
            let rank = value.rank
            return value.transposed(permutation: [rank - 1, rank - 2] + Array(0..<(rank - 2)))
        default:
            return value
        }
    }

    /// A value of a file as it is in this library; one of a rank that the role cannot have stays as it is.
    func decode(_ value: Tensor, role: Parameter.Role) -> Tensor {
        guard self == .torch else { return value }
        switch role {
        case .linearWeight where value.rank == 2:
            return value.transposed(permutation: [1, 0])
        case .convolutionWeight where value.rank >= 3:
            return value.transposed(permutation: Array(2..<value.rank) + [1, 0])
        default:
            return value
        }
    }

    /// The shape in a file of a value of this library.
    func encode(_ shape: Shape, role: Parameter.Role) -> Shape {
        let dimensions = shape.dimensions
        guard self == .torch else { return shape }
        switch role {
        case .linearWeight: return Shape(dimensions.reversed())
        case .convolutionWeight: return Shape(dimensions.suffix(2).reversed() + dimensions.dropLast(2))
        default: return shape
        }
    }
}
