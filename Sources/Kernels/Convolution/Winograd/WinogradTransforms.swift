// The small matrices of F(2×2, 3×3) (Winograd 1980; Lavin and Gray 2016), applied along one axis of a square of registers.
// A correlation with three taps over four inputs becomes four products for two outputs, where it had six.

/// Bᵀ: four inputs to four factors.
@inline(__always)
private func spread(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> (Lanes, Lanes, Lanes, Lanes) {
    (a - c, b + c, c - b, b - d)
}

/// Aᵀ: four products to two outputs.
@inline(__always)
private func gather(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> (Lanes, Lanes) { (a + b + c, b - c - d) }

/// A: two derivatives by the outputs to four by the products.
@inline(__always)
private func expand(_ a: Lanes, _ b: Lanes) -> (Lanes, Lanes, Lanes, Lanes) { (a, a + b, a - b, -b) }

/// G: three taps to four factors.
@inline(__always)
private func project(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> (Lanes, Lanes, Lanes, Lanes) {
    let outer = (a + c) * 0.5
    let half = b * 0.5
    return (a, outer + half, outer - half, c)
}

/// Gᵀ: derivatives by four factors to three by the taps.
@inline(__always)
private func lift(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> (Lanes, Lanes, Lanes) {
    let half = (b + c) * 0.5
    return (a + half, (b - c) * 0.5, half + d)
}

/// Stores a row of a square's sixteen factors, which lie `step` floats apart.
@inline(__always)
private func put<Factor: StoredElement>(
    _ row: Int, _ values: (Lanes, Lanes, Lanes, Lanes), to target: UnsafeMutablePointer<Factor>, step: Int
) {
    let first = target + (4 &* row) &* step
    Factor.store(values.0, to: first)
    Factor.store(values.1, to: first + step)
    Factor.store(values.2, to: first + 2 &* step)
    Factor.store(values.3, to: first + 3 &* step)
}

/// The sixteen factors of a square, row by row.
typealias Factors = (
    (Lanes, Lanes, Lanes, Lanes), (Lanes, Lanes, Lanes, Lanes), (Lanes, Lanes, Lanes, Lanes), (Lanes, Lanes, Lanes, Lanes)
)

/// Stores them, `step` elements apart.
@inline(__always)
private func put<Factor: StoredElement>(_ factors: Factors, to target: UnsafeMutablePointer<Factor>, step: Int) {
    put(0, factors.0, to: target, step: step)
    put(1, factors.1, to: target, step: step)
    put(2, factors.2, to: target, step: step)
    put(3, factors.3, to: target, step: step)
}

/// The transforms of one square, sixteen channels at a time.
enum WinogradTransforms {
    /// Sixteen inputs, row by row, to sixteen factors that lie `step` elements apart.
    @inline(__always)
    static func input<Element: StoredElement>(
        _ pixels: UnsafePointer<UnsafePointer<Element>>, channels: Int, into target: UnsafeMutablePointer<Element>, step: Int
    ) {
        var lane = 0
        while lane < channels {
            put(factors(ofInputs: pixels, lane), to: target + lane, step: step)
            lane &+= Lanes.count
        }
    }

    /// The factors of one register of channels.
    @inline(__always)
    static func factors<Element: StoredElement>(ofInputs pixels: UnsafePointer<UnsafePointer<Element>>, _ lane: Int) -> Factors {
        @inline(__always)
        func pixel(_ index: Int) -> Lanes { Element.lanes(at: pixels[index] + lane) }
        let a = spread(pixel(0), pixel(4), pixel(8), pixel(12))
        let b = spread(pixel(1), pixel(5), pixel(9), pixel(13))
        let c = spread(pixel(2), pixel(6), pixel(10), pixel(14))
        let d = spread(pixel(3), pixel(7), pixel(11), pixel(15))
        return (
            spread(a.0, b.0, c.0, d.0), spread(a.1, b.1, c.1, d.1), spread(a.2, b.2, c.2, d.2), spread(a.3, b.3, c.3, d.3)
        )
    }

    /// Sixteen products `step` floats apart to the four outputs of a square, those of `targets` that are there; all four leave a trace.
    @inline(__always)
    static func output<Element: StoredElement>(
        _ products: UnsafePointer<Float>, step: Int, channels: Int, bias: UnsafePointer<Float>?, trace: inout FiniteWatch.Trace,
        into targets: (
            UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>?, UnsafeMutablePointer<Element>?,
            UnsafeMutablePointer<Element>?
        )
    ) {
        var lane = 0
        while lane < channels {
            let line = products + lane
            @inline(__always)
            func row(_ index: Int) -> (Lanes, Lanes) {
                let first = line + (4 &* index) &* step
                return gather(
                    Lanes(at: first), Lanes(at: first + step), Lanes(at: first + 2 &* step), Lanes(at: first + 3 &* step))
            }
            let (a, b, c, d) = (row(0), row(1), row(2), row(3))
            let offset = bias.map { Lanes(at: $0 + lane) } ?? Lanes.zero
            let left = gather(a.0, b.0, c.0, d.0)
            let right = gather(a.1, b.1, c.1, d.1)
            trace.add((left.0 + left.1) + (right.0 + right.1))
            Element.store(left.0 + offset, to: targets.0 + lane)
            if let target = targets.1 { Element.store(right.0 + offset, to: target + lane) }
            if let target = targets.2 { Element.store(left.1 + offset, to: target + lane) }
            if let target = targets.3 { Element.store(right.1 + offset, to: target + lane) }
            lane &+= Lanes.count
        }
    }

    /// Four derivatives by outputs, row by row, to sixteen by the products.
    @inline(__always)
    static func outputGradient(
        _ pixels: UnsafePointer<UnsafePointer<Float>>, channels: Int, into target: UnsafeMutablePointer<Float>, step: Int
    ) {
        var lane = 0
        while lane < channels {
            put(factors(ofOutputGradients: pixels, lane), to: target + lane, step: step)
            lane &+= Lanes.count
        }
    }

    /// The factors of one register of channels.
    @inline(__always)
    static func factors<Element: StoredElement>(
        ofOutputGradients pixels: UnsafePointer<UnsafePointer<Element>>, _ lane: Int
    ) -> Factors {
        let left = expand(Element.lanes(at: pixels[0] + lane), Element.lanes(at: pixels[2] + lane))
        let right = expand(Element.lanes(at: pixels[1] + lane), Element.lanes(at: pixels[3] + lane))
        return (
            expand(left.0, right.0), expand(left.1, right.1), expand(left.2, right.2), expand(left.3, right.3)
        )
    }

    /// Nine taps `tapStep` floats apart to sixteen factors `step` floats apart; one register of channels.
    @inline(__always)
    static func filter(
        _ taps: UnsafePointer<Float>, tapStep: Int, into target: UnsafeMutablePointer<Float>, step: Int
    ) {
        put(factors(ofTaps: taps, step: tapStep), to: target, step: step)
    }

    @inline(__always)
    static func factors(ofTaps taps: UnsafePointer<Float>, step: Int) -> Factors {
        @inline(__always)
        func tap(_ index: Int) -> Lanes { Lanes(at: taps + index &* step) }
        let a = project(tap(0), tap(3), tap(6))
        let b = project(tap(1), tap(4), tap(7))
        let c = project(tap(2), tap(5), tap(8))
        return (project(a.0, b.0, c.0), project(a.1, b.1, c.1), project(a.2, b.2, c.2), project(a.3, b.3, c.3))
    }

    /// Derivatives by sixteen factors, the sums over `groups` arrays `groupStep` floats apart, to those by nine taps.
    @inline(__always)
    static func filterGradient(
        _ factors: UnsafePointer<Float>, step: Int, groups: Int, groupStep: Int, trace: inout FiniteWatch.Trace,
        into taps: UnsafeMutablePointer<Float>, tapStep: Int
    ) {
        @inline(__always)
        func factor(_ index: Int) -> Lanes {
            var sum = Lanes(at: factors + index &* step)
            var group = 1
            while group < groups {
                sum += Lanes(at: factors + (group &* groupStep &+ index &* step))
                group &+= 1
            }
            return sum
        }
        let a = lift(factor(0), factor(4), factor(8), factor(12))
        let b = lift(factor(1), factor(5), factor(9), factor(13))
        let c = lift(factor(2), factor(6), factor(10), factor(14))
        let d = lift(factor(3), factor(7), factor(11), factor(15))
        @inline(__always)
        func put(_ row: Int, _ values: (Lanes, Lanes, Lanes)) {
            values.0.store(to: taps + (3 &* row) &* tapStep)
            values.1.store(to: taps + (3 &* row &+ 1) &* tapStep)
            values.2.store(to: taps + (3 &* row &+ 2) &* tapStep)
            trace.add(values.0 + values.1 + values.2)
        }
        put(0, lift(a.0, b.0, c.0, d.0))
        put(1, lift(a.1, b.1, c.1, d.1))
        put(2, lift(a.2, b.2, c.2, d.2))
    }
}
