import Tensors

/// A tensor that is trained: an identity whose value an optimiser replaces.
///
/// Its name is not its own but comes from its place in a model (`Module.namedParameters`).
public final class Parameter {
    /// What a parameter is for: it decides its layout in other libraries' files and whether it decays.
    public enum Role: Hashable, Sendable {
        /// The matrix `[in, out]` of a linear layer.
        case linearWeight
        /// The filter `[k…, in, out]` of a convolution.
        case convolutionWeight
        /// An offset, one a feature.
        case bias
        /// The scale of a normalisation, one a feature.
        case normalizationScale
        /// The shift of a normalisation, one a feature.
        case normalizationShift
        /// Anything else; kept in the same layout everywhere.
        case other
    }

    /// The present value.
    public var value: Tensor
    /// What the parameter is for.
    public let role: Role
    /// Whether training leaves it as it is.
    public var isFrozen = false

    /// A parameter with a first value, of numbers with a fraction: whole numbers and masks cannot be trained, and end the cell.
    public init(_ value: Tensor, role: Role = .other) {
        require(
            value.elementType.isFloatingPoint,
            "Parameter: found a tensor of \(value.elementType), expected numbers with a fraction (convert it)")
        self.value = value
        self.role = role
    }

    /// The shape, which never changes.
    public var shape: Shape { value.shape }
    /// The number of scalars.
    public var count: Int { value.count }
}
