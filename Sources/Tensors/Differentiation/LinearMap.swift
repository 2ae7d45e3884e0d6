/// An operation that is linear in its operand, and its adjoint: each is the derivative of the other.
///
/// Both work on values only; what is registered here has derivatives of every order.
struct LinearMap: Sendable {
    private let map: @Sendable (Tensor) -> Tensor
    private let adjoint: @Sendable (Tensor) -> Tensor

    /// - Parameters:
    ///   - map: of what is given.
    ///   - adjoint: of a gradient by the result, the one by what was given.
    init(_ map: @escaping @Sendable (Tensor) -> Tensor, adjoint: @escaping @Sendable (Tensor) -> Tensor) {
        (self.map, self.adjoint) = (map, adjoint)
    }

    func callAsFunction(_ x: Tensor) -> Tensor { .differentiable(map(x), inputs: [x]) { [transposed($0)] } }

    func transposed(_ g: Tensor) -> Tensor { .differentiable(adjoint(g), inputs: [g]) { [self($0)] } }
}

/// A product that is linear in each of two operands: matrices, a convolution and its filter. With the derivatives by either operand it makes
/// a closed family: the derivative of each of the three is made of the other two.
struct BilinearProduct: Sendable {
    private let product: @Sendable (_ left: Tensor, _ right: Tensor) -> Tensor
    private let leftAdjoint: @Sendable (_ gradient: Tensor, _ right: Tensor) -> Tensor
    private let rightAdjoint: @Sendable (_ left: Tensor, _ gradient: Tensor) -> Tensor

    /// All three of values only.
    init(
        _ product: @escaping @Sendable (_ left: Tensor, _ right: Tensor) -> Tensor,
        byLeft: @escaping @Sendable (_ gradient: Tensor, _ right: Tensor) -> Tensor,
        byRight: @escaping @Sendable (_ left: Tensor, _ gradient: Tensor) -> Tensor
    ) {
        (self.product, leftAdjoint, rightAdjoint) = (product, byLeft, byRight)
    }

    func callAsFunction(_ left: Tensor, _ right: Tensor) -> Tensor {
        let pullback = pullback(left, right)
        return .differentiable(product(left, right), inputs: [left, right]) { pullback($0) }
    }

    /// The gradients by both operands, those that are asked for: an operand that is not needed is not kept.
    func pullback(_ left: Tensor, _ right: Tensor) -> (Tensor) -> [Tensor?] {
        let x = right.needsGradient ? left : nil
        let y = left.needsGradient ? right : nil
        return { g in [y.map { byLeft(g, right: $0) }, x.map { byRight($0, gradient: g) }] }
    }

    private func byLeft(_ g: Tensor, right: Tensor) -> Tensor {
        .differentiable(leftAdjoint(g, right), inputs: [g, right]) { u in [self(u, right), byRight(u, gradient: g)] }
    }

    private func byRight(_ left: Tensor, gradient g: Tensor) -> Tensor {
        .differentiable(rightAdjoint(left, g), inputs: [left, g]) { v in [byLeft(g, right: v), self(left, v)] }
    }
}
