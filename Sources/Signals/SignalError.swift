import Tensors

/// Why a signal could not be analysed.
public enum SignalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no sample to analyse.
    case empty(operation: String)
    /// The signal is shorter than the one whole frame that was asked for.
    case tooShort(operation: String, samples: Int, needed: Int)
    /// A parameter lies outside its range.
    case parameter(operation: String, name: String, found: String, expected: String)
    /// An array of the wrong rank or size.
    case shape(ShapeError)
    /// `withInterruption` was asked to give up: by the user, or by a deadline.
    case interrupted(operation: String)

    public var description: String {
        switch self {
        case .empty(let operation): "\(operation): found no samples, expected at least one"
        case .tooShort(let operation, let samples, let needed):
            "\(operation): found \(samples) samples, expected at least \(needed) for one whole frame "
                + "(frame with .paddedEnd or .centred to pad shorter signals)"
        case .parameter(let operation, let name, let found, let expected):
            "\(operation): \(name) is \(found), expected \(expected)"
        case .shape(let error): error.description
        case .interrupted(let operation): "\(operation): given up half-way, as was asked"
        }
    }
}

/// Throws a parameter error unless `condition` holds.
func require(
    _ condition: Bool, _ operation: String, _ name: String, found: @autoclosure () -> String,
    expected: @autoclosure () -> String
) throws(SignalError) {
    if !condition {
        throw .parameter(operation: operation, name: name, found: found(), expected: expected())
    }
}

/// Requires a rate in Hz.
func requireRate(_ sampleRate: Double, _ operation: String) throws(SignalError) {
    try require(
        sampleRate.isFinite && sampleRate > 0, operation, "sampleRate", found: "\(sampleRate) Hz",
        expected: "more than 0 Hz")
}

/// Checks that a tensor is a signal `[S]` or a table `[rows, columns]`, and fits in memory.
func requireRank(_ rank: Int, _ tensor: Tensor, named names: String, _ operation: String) throws(SignalError) {
    do throws(ShapeError) {
        try ShapeRule.rank(rank, of: tensor.shape, named: names, operation: operation)
    } catch {
        throw .shape(error)
    }
}

/// Throws when a computation that asked between its blocks has been told to stop.
func requireCompleted(_ isCompleted: Bool, _ operation: String) throws(SignalError) {
    if !isCompleted { throw .interrupted(operation: operation) }
}

/// The shape of a result, once it is known to fit in memory.
func resultShape(_ dimensions: [Int], _ operation: String) throws(SignalError) -> Shape {
    do throws(ShapeError) {
        let shape = try ShapeRule.shape(dimensions, operation: operation)
        try ShapeRule.allocation(shape, operation: operation)
        return shape
    } catch {
        throw .shape(error)
    }
}
