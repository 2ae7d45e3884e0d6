/// What decides whether a derivative passes the ReLU after a normalisation.
package enum NormalizationGate {
    /// There is no ReLU.
    case open
    /// `scale · x + shift` above zero, computed again from the input: nothing need be kept. For use without a residual.
    case input(scale: UnsafePointer<Float>, shift: UnsafePointer<Float>)
    /// This saved output above zero.
    case output(UnsafePointer<Float>)

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

struct OutputGate: RegisterGate {
    let output: UnsafePointer<Float>

    @inline(__always)
    func pass(_ g: Lanes, _ x: Lanes, scale: Lanes, shift: Lanes, _ offset: Int, _ count: Int) -> Lanes {
        g.where(Lanes(at: output + offset, first: count))
    }
}

extension Lanes {
    /// The first `count` lanes from memory, the others zero.
    @inline(__always)
    init(at pointer: UnsafePointer<Float>, first count: Int) {
        if count >= Lanes.count {
            self.init(at: pointer)
        } else {
            var lanes = Lanes.zero
            withUnsafeMutableBytes(of: &lanes) { $0.copyMemory(from: UnsafeRawBufferPointer(start: pointer, count: count * 4)) }
            self = lanes
        }
    }

    /// Each lane, or zero where it is not above zero; NaN stays.
    @inline(__always)
    var positivePart: Lanes { replacing(with: 0, where: self .<= 0) }

    /// Each lane where `decision` is above zero, and zero elsewhere.
    @inline(__always)
    func `where`(_ decision: Lanes) -> Lanes { Lanes.zero.replacing(with: self, where: decision .> 0) }
}
