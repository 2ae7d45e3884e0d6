import Tensors

/// Asks whether to give up, but only after each hundred thousand or so elementary steps: asking costs as much as a few dozen.
///
///     var work = PacedWork()
///     for frame in 0..<frames { guard work.mayGoOn(for: fftSize) else { return false } … }
struct PacedWork {
    private static let pace = 1 << 16
    /// Steps since the question was last put; the first call asks at once.
    private var steps = PacedWork.pace

    /// False once the scope around has been asked to give up.
    /// - Parameter cost: steps that lie ahead until the next call, 0 to a transform of 2²⁴.
    @inline(__always)
    mutating func mayGoOn(for cost: Int) -> Bool {
        guard steps >= Self.pace else {
            steps &+= cost
            return true
        }
        steps = cost
        return !isInterrupted
    }
}
