// The three passes of a fused normalisation.

/// `y = scale · x + shift [+ residual]`, with a ReLU if wanted.
struct NormalizationForward<Element: StoredElement>: RegisterPass {
    let input: UnsafePointer<Element>
    let residual: UnsafePointer<Element>?
    let relu: Bool
    let output: UnsafeMutablePointer<Element>
    /// Scale and shift, one after the other, repeated over a wide row.
    let wide: UnsafePointer<Float>
    let width: Int

    @inline(__always)
    func constants(_ lane: Int) -> (scale: Lanes, shift: Lanes) { (Lanes(at: wide + lane), Lanes(at: wide + width + lane)) }

    @inline(__always)
    func apply(_ k: (scale: Lanes, shift: Lanes), _ offset: Int, _ count: Int) {
        var y = Element.lanes(at: input + offset, first: count) * k.scale + k.shift
        if let residual { y += Element.lanes(at: residual + offset, first: count) }
        if relu { y = y.positivePart }
        Element.store(y, to: output + offset, first: count)
    }
}

/// The terms g and g · (x − mean) · inverse of the derivatives by shift and scale.
struct NormalizationParameters<Element: StoredElement, Gate: RegisterGate>: RegisterSums {
    let input: UnsafePointer<Element>
    let outputGradient: UnsafePointer<Element>
    let gate: Gate
    /// The gate's scale and shift if it has them, mean, inverse.
    let wide: UnsafePointer<Float>
    let own: UnsafePointer<Float>
    let width: Int

    @inline(__always)
    func constants(_ lane: Int) -> (scale: Lanes, shift: Lanes, mean: Lanes, inverse: Lanes) {
        (Lanes(at: wide + lane), Lanes(at: wide + width + lane), Lanes(at: own + lane), Lanes(at: own + width + lane))
    }

    @inline(__always)
    func terms(
        _ k: (scale: Lanes, shift: Lanes, mean: Lanes, inverse: Lanes), _ offset: Int, _ count: Int
    ) -> (Lanes, Lanes) {
        let x = Element.lanes(at: input + offset, first: count)
        let g = gate.pass(
            Element.lanes(at: outputGradient + offset, first: count), x, scale: k.scale, shift: k.shift, offset, count)
        return (g, g * ((x - k.mean) * k.inverse))
    }
}

/// `a · g − b − c · (x − mean)`, and g for the residual if wanted.
struct NormalizationInput<Element: StoredElement, Gate: RegisterGate>: RegisterPass {
    let input: UnsafePointer<Element>
    let outputGradient: UnsafePointer<Element>
    let gate: Gate
    let inputGradient: UnsafeMutablePointer<Element>
    let residualGradient: UnsafeMutablePointer<Element>?
    /// The gate's scale and shift if it has them, mean, a, b, c.
    let wide: UnsafePointer<Float>
    let own: UnsafePointer<Float>
    let width: Int

    struct Constants {
        let scale, shift, mean, a, b, c: Lanes
    }

    @inline(__always)
    func constants(_ lane: Int) -> Constants {
        Constants(
            scale: Lanes(at: wide + lane), shift: Lanes(at: wide + width + lane), mean: Lanes(at: own + lane),
            a: Lanes(at: own + width + lane), b: Lanes(at: own + 2 * width + lane), c: Lanes(at: own + 3 * width + lane))
    }

    @inline(__always)
    func apply(_ k: Constants, _ offset: Int, _ count: Int) {
        let x = Element.lanes(at: input + offset, first: count)
        let g = gate.pass(
            Element.lanes(at: outputGradient + offset, first: count), x, scale: k.scale, shift: k.shift, offset, count)
        if let residualGradient { Element.store(g, to: residualGradient + offset, first: count) }
        Element.store(k.a * g - k.b - k.c * (x - k.mean), to: inputGradient + offset, first: count)
    }
}
