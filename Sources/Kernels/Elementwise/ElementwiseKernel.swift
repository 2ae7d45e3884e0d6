/// Maps over contiguous arrays; `ElementwiseKernel+Broadcast.swift` adds operands of other shapes.
package enum ElementwiseKernel {
    /// Elements below which another thread costs more than it brings.
    static var grain: Int { 32_768 }

    /// `target[i] = operation(source[i])`; the two may be the same memory.
    package static func unary(
        _ operation: UnaryOperation, _ source: UnsafePointer<Float>,
        into target: UnsafeMutablePointer<Float>, count: Int
    ) {
        switch operation {
        case .negate: map(Unary.Negate(), source, target, count)
        case .absoluteValue: map(Unary.AbsoluteValue(), source, target, count)
        case .sign: map(Unary.Sign(), source, target, count)
        case .square: map(Unary.Square(), source, target, count)
        case .squareRoot: map(Unary.SquareRoot(), source, target, count)
        case .reciprocal: map(Unary.Reciprocal(), source, target, count)
        case .reciprocalSquareRoot: map(Unary.ReciprocalSquareRoot(), source, target, count)
        case .exponential: map(Unary.Exponential(), source, target, count)
        case .logarithm: map(Unary.Logarithm(), source, target, count)
        case .sine: mapAngles(Angle.Sine.self, source, target, count)
        case .cosine: mapAngles(Angle.Cosine.self, source, target, count)
        case .tanh: map(Unary.Tanh(), source, target, count)
        case .sigmoid: map(Unary.Sigmoid(), source, target, count)
        case .relu: map(Unary.ReLU(), source, target, count)
        case .floor: map(Unary.Floor(), source, target, count)
        case .ceiling: map(Unary.Ceiling(), source, target, count)
        case .rounded: map(Unary.Rounded(), source, target, count)
        case .tangent: mapAngles(Angle.Tangent.self, source, target, count)
        case .logarithmOfOnePlus: map(Unary.LogarithmOfOnePlus(), source, target, count)
        case .exponentialMinusOne: map(Unary.ExponentialMinusOne(), source, target, count)
        case .errorFunction: map(Unary.ErrorFunction(), source, target, count)
        case .gelu: map(Unary.GELU(), source, target, count)
        case .geluByTanh: map(Unary.GELUByTanh(), source, target, count)
        case .silu: map(Unary.SiLU(), source, target, count)
        case .softplus: map(Unary.Softplus(), source, target, count)
        case .isNaN: map(Unary.IsNaN(), source, target, count)
        case .isFinite: map(Unary.IsFinite(), source, target, count)
        case .isInfinite: map(Unary.IsInfinite(), source, target, count)
        case .not: map(Unary.Not(), source, target, count)
        case .clamp(let low, let high): map(Unary.Clamp(low: low, high: high), source, target, count)
        case .power(let exponent): map(Unary.Power(exponent: exponent), source, target, count)
        }
    }

    @inline(__always)
    private static func map<Operator: UnaryOperator>(
        _ operation: Operator, _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        Threads.parallelFor(count, grain: grain) { range in
            for i in range { target[i] = operation.apply(source[i]) }
        }
    }

    /// `target[i] = mask[i] ? whenTrue[i] : whenFalse[i]`, all of `count` elements; a mask is a byte an element, 0 or 1.
    package static func select(
        _ mask: Elements, _ whenTrue: UnsafePointer<Float>, _ whenFalse: UnsafePointer<Float>,
        into target: UnsafeMutablePointer<Float>, count: Int
    ) {
        let holds = mask.flags
        Threads.parallelFor(count, grain: grain) { range in
            for i in range {
                let a = whenTrue[i]
                let b = whenFalse[i]
                target[i] = holds[i] != 0 ? a : b
            }
        }
    }

    /// `target[i] += scale · source[i]`, the update of optimisers and of gradient accumulation.
    package static func accumulate(
        _ source: UnsafePointer<Float>, scaledBy scale: Float = 1, into target: UnsafeMutablePointer<Float>, count: Int
    ) {
        Threads.parallelFor(count, grain: grain) { range in
            for i in range { target[i] += scale * source[i] }
        }
    }

    /// `target[i] = value`.
    package static func fill(_ target: UnsafeMutablePointer<Float>, with value: Float, count: Int) {
        Threads.parallelFor(count, grain: 4 * grain) { range in
            (target + range.lowerBound).update(repeating: value, count: range.count)
        }
    }

    /// The same of elements of any type.
    package static func fill(_ target: MutableElements, with value: Float, count: Int) {
        if target.type == .float32 { return fill(target.floats, with: value, count: count) }
        let length = min(count, 4_096)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(length, 1)) { floats in
            floats.baseAddress!.update(repeating: value, count: length)
            for start in stride(from: 0, to: count, by: max(length, 1)) {
                ConversionKernel.block(Elements(floats.baseAddress!), to: target + start, count: min(length, count - start))
            }
        }
    }
}
