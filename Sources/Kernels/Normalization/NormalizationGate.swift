/// What decides whether a derivative passes the ReLU after a normalisation.
package enum NormalizationGate {
    /// There is no ReLU.
    case open
    /// `scale · x + shift` above zero, computed again from the input: nothing need be kept. For use without a residual.
    case input(scale: UnsafePointer<Float>, shift: UnsafePointer<Float>)
    /// This saved output above zero; kept as the input is.
    case output(Elements)

    /// The numbers for each channel it needs.
    var channelValues: [UnsafePointer<Float>] {
        if case .input(let scale, let shift) = self { return [scale, shift] }
        return []
    }
}

/// A gate as a type, so that loops over it are specialised.
protocol RegisterGate {
    /// The derivative where the gate lets it pass, and zero elsewhere.
    func pass(_ g: Lanes, _ x: Lanes, scale: Lanes, shift: Lanes, _ offset: Int, _ count: Int) -> Lanes
}

struct OpenGate: RegisterGate {
    @inline(__always)
    func pass(_ g: Lanes, _ x: Lanes, scale: Lanes, shift: Lanes, _ offset: Int, _ count: Int) -> Lanes { g }
}

struct InputGate: RegisterGate {
    @inline(__always)
    func pass(_ g: Lanes, _ x: Lanes, scale: Lanes, shift: Lanes, _ offset: Int, _ count: Int) -> Lanes {
        g.where(x * scale + shift)
    }
}

struct OutputGate<Element: StoredElement>: RegisterGate {
    let output: UnsafePointer<Element>

    @inline(__always)
    func pass(_ g: Lanes, _ x: Lanes, scale: Lanes, shift: Lanes, _ offset: Int, _ count: Int) -> Lanes {
        g.where(Element.lanes(at: output + offset, first: count))
    }
}

extension Lanes {
    /// Each lane, or zero where it is not above zero; NaN stays.
    @inline(__always)
    var positivePart: Lanes { replacing(with: 0, where: self .<= 0) }

    /// Each lane where `decision` is above zero, and zero elsewhere.
    @inline(__always)
    func `where`(_ decision: Lanes) -> Lanes { Lanes.zero.replacing(with: self, where: decision .> 0) }
}
