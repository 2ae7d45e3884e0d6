/// Batch normalisation with what usually follows it, in one pass over memory: `y = [relu](scale · x + shift [+ residual])`, scale and
/// shift a number for each channel, rows `[rows, channels]`.
package enum BatchNormalizationKernel {
    /// The largest of `scale · x + shift [+ residual]` and, with `relu`, zero.
    package static func forward(
        rows: Int, channels: Int, input: UnsafePointer<Float>, residual: UnsafePointer<Float>?,
        scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, relu: Bool, output: UnsafeMutablePointer<Float>
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        withWide(layout, [scale, shift]) { wide in
            let (scale, shift) = (wide, wide + layout.width)
            @inline(__always)
            func each(_ finish: (Lanes, Int, Int) -> Lanes) {
                layout.forEachRegister { offset, lane, count in
                    let y = Lanes(at: input + offset, first: count) * Lanes(at: scale + lane) + Lanes(at: shift + lane)
                    finish(y, offset, count).store(to: output + offset, first: count)
                }
            }
            switch (residual, relu) {
            case (nil, false): each { y, _, _ in y }
            case (nil, true): each { y, _, _ in y.positivePart }
            case (let residual?, false): each { y, offset, count in y + Lanes(at: residual + offset, first: count) }
            case (let residual?, true): each { y, offset, count in (y + Lanes(at: residual + offset, first: count)).positivePart }
            }
        }
    }

    /// `Σ g` and `Σ g · (x − mean) · inverse` for each channel, where g is the derivative by the output that passes `gate`: the
    /// derivatives by shift and scale.
    package static func parameterGradients(
        rows: Int, channels: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gate: NormalizationGate,
        mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>
    ) -> (shift: [Float], scale: [Float]) {
        let layout = ChannelRows(rows: rows, channels: channels)
        return withWide(layout, gate.channelValues + [mean, inverse]) { wide in
            let (mean, inverse) = (
                wide + gate.channelValues.count * layout.width, wide + (gate.channelValues.count + 1) * layout.width
            )
            @inline(__always)
            func sums(_ gated: (Lanes, Lanes, Int, Int, Int) -> Lanes) -> (shift: [Float], scale: [Float]) {
                let sums = layout.sums { offset, lane, count in
                    let x = Lanes(at: input + offset, first: count)
                    let g = gated(Lanes(at: outputGradient + offset, first: count), x, offset, lane, count)
                    return (g, g * ((x - Lanes(at: mean + lane)) * Lanes(at: inverse + lane)))
                }
                return (sums.first, sums.second)
            }
            switch gate {
            case .open: return sums { g, _, _, _, _ in g }
            case .input:
                return sums { g, x, _, lane, _ in g.where(x * Lanes(at: wide + lane) + Lanes(at: wide + layout.width + lane)) }
            case .output(let output): return sums { g, _, offset, _, count in g.where(Lanes(at: output + offset, first: count)) }
            }
        }
    }

    /// The derivative by the input, `a · g − b − c · (x − mean)` with numbers a, b, c for each channel, and by the residual, g, if wanted.
    ///
    /// With batch statistics a = γ/σ, b = a · Σg / rows, c = a · Σ(g · x̂) / (σ · rows); with fixed ones b = c = 0.
    package static func inputGradient(
        rows: Int, channels: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gate: NormalizationGate,
        mean: UnsafePointer<Float>, a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>, residualGradient: UnsafeMutablePointer<Float>?
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        let width = layout.width
        withWide(layout, gate.channelValues + [mean, a, b, c]) { wide in
            let constants = wide + gate.channelValues.count * width
            @inline(__always)
            func each(_ gated: (Lanes, Lanes, Int, Int, Int) -> Lanes) {
                layout.forEachRegister { offset, lane, count in
                    let x = Lanes(at: input + offset, first: count)
                    let g = gated(Lanes(at: outputGradient + offset, first: count), x, offset, lane, count)
                    if let residualGradient { g.store(to: residualGradient + offset, first: count) }
                    let centred = x - Lanes(at: constants + lane)
                    let (a, b) = (Lanes(at: constants + width + lane), Lanes(at: constants + 2 &* width + lane))
                    (a * g - b - Lanes(at: constants + 3 &* width + lane) * centred).store(
                        to: inputGradient + offset, first: count)
                }
            }
            switch gate {
            case .open: each { g, _, _, _, _ in g }
            case .input: each { g, x, _, lane, _ in g.where(x * Lanes(at: wide + lane) + Lanes(at: wide + width + lane)) }
            case .output(let output): each { g, _, offset, _, count in g.where(Lanes(at: output + offset, first: count)) }
            }
        }
    }

    /// Calls `body` with the numbers per channel repeated over wide rows, one after another.
    private static func withWide<R>(
        _ layout: ChannelRows, _ values: [UnsafePointer<Float>], _ body: (UnsafePointer<Float>) -> R
    ) -> R {
        BufferPool.withScratch(values.count * layout.width) { wide in
            for (i, value) in values.enumerated() { layout.widen(value, into: wide + i * layout.width) }
            return body(wide)
        }
    }
}

/// What decides whether a derivative passes the ReLU after a normalisation.
package enum NormalizationGate {
    /// There is no ReLU.
    case open
    /// `scale · x + shift` above zero, computed again from the input: nothing need be kept. For use without a residual.
    case input(scale: UnsafePointer<Float>, shift: UnsafePointer<Float>)
    /// This saved output above zero.
    case output(UnsafePointer<Float>)

    fileprivate var channelValues: [UnsafePointer<Float>] {
        if case .input(let scale, let shift) = self { return [scale, shift] }
        return []
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
