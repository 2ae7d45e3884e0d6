import Foundation
import Tensors

/// The state of Griffin and Lim's search: the present spectrum of wanted magnitudes, and the last one that a signal had.
struct PhaseSearch {
    private let synthesis: Synthesis
    private let magnitude: Tensor
    /// Frames with a magnitude that is no finite number: silent during the search.
    private let isSpoiled: [Bool]
    /// Pairs of real and imaginary part, frame by frame.
    private var current: [Float]
    private var previous: [Float] = []

    private var bins: Int { synthesis.analysis.bins }

    /// Nil when given up half-way.
    ///
    /// - Parameter stream: draws the first phases; all 0 when nil.
    init?(_ magnitude: Tensor, _ synthesis: Synthesis, _ stream: RandomStream?) {
        let bins = synthesis.analysis.bins
        self.synthesis = synthesis
        self.magnitude = magnitude
        isSpoiled = magnitude.withHostValues { values in
            (0..<synthesis.frames).map { frame in (0..<bins).contains { !values[frame * bins + $0].isFinite } }
        }
        current = [Float](repeating: 0, count: 2 * magnitude.count)
        if var stream {
            var work = PacedWork()
            for place in 0..<magnitude.count {
                guard work.mayGoOn(for: 32) else { return nil }
                let angle = 2 * Double.pi * stream.uniform(in: 0.0..<1.0)
                current[2 * place] = Float(cos(angle))
                current[2 * place + 1] = Float(sin(angle))
            }
        } else {
            for place in 0..<magnitude.count { current[2 * place] = 1 }
        }
        scale()
    }

    /// Gives the phases in `current`, of length 1, their magnitudes.
    private mutating func scale() {
        let bins = bins
        magnitude.withHostValues { magnitude in
            for place in magnitude.indices {
                let wanted = isSpoiled[place / bins] ? 0 : magnitude[place]
                current[2 * place] *= wanted
                current[2 * place + 1] *= wanted
            }
        }
    }

    /// The signal nearest to the present spectrum, and whether it was computed to its end.
    func signal(marksSpoiled: Bool = false) -> (Tensor, Bool) {
        let width = 2 * bins
        var isCompleted = false
        let signal = Tensor(onHost: [synthesis.count]) { target in
            isCompleted = synthesis.run(into: &target) { frame, pairs in
                let isNaN = marksSpoiled && isSpoiled[frame]
                for place in 0..<width { pairs[place] = isNaN ? .nan : current[frame * width + place] }
            }
        }
        return (signal, isCompleted)
    }

    /// One round; false when given up half-way.
    mutating func improve(momentum: Float) -> Bool {
        let (signal, isHeard) = signal()
        guard isHeard else { return false }
        let width = 2 * bins
        let isFirst = previous.isEmpty
        if isFirst { previous = [Float](repeating: 0, count: current.count) }
        let isCompleted = synthesis.analysis.forEachSpectrum(signal, frames: synthesis.frames) { frame, spectrum in
            for place in stride(from: 0, to: width, by: 2) {
                let at = frame * width + place
                let real = spectrum[place] - momentum * previous[at]
                let imaginary = spectrum[place + 1] - momentum * previous[at + 1]
                previous[at] = spectrum[place]
                previous[at + 1] = spectrum[place + 1]
                // In double precision, where the square of no 32-bit number is lost.
                let (x, y) = (Double(real), Double(imaginary))
                let length = Float((x * x + y * y).squareRoot()) + .leastNormalMagnitude
                current[at] = real / length
                current[at + 1] = imaginary / length
            }
        }
        if isCompleted { scale() }
        return isCompleted
    }
}
