import Tensors

/// Says when a figure has stopped getting better.
///
/// ```swift
/// var stopping = EarlyStopping(patience: 5)
/// trainer.every(100) { _ in
///     if stopping.observe(validationLoss()) { trainer.stop() }
/// }
/// ```
public struct EarlyStopping: Sendable {
    /// How many looks without a better figure are too many, ≥ 1.
    public let patience: Int
    /// By how much a figure has to be better than the best, ≥ 0.
    public let minimumDelta: Double
    /// Whether larger figures are better, as of accuracies.
    public let prefersLarger: Bool
    /// The best so far; nil before the first.
    public private(set) var best: Double?
    /// Looks since the best one.
    public private(set) var waited = 0

    /// - Parameters:
    ///   - patience: how many looks without a better figure are too many, ≥ 1.
    ///   - minimumDelta: by how much a figure has to be better than the best, ≥ 0.
    ///   - prefersLarger: whether larger figures are better, as of accuracies.
    public init(patience: Int, minimumDelta: Double = 0, prefersLarger: Bool = false) {
        require(patience >= 1, "EarlyStopping: found a patience of \(patience), expected at least 1")
        require(minimumDelta >= 0, "EarlyStopping: found a minimum delta of \(minimumDelta), expected at least 0")
        (self.patience, self.minimumDelta, self.prefersLarger) = (patience, minimumDelta, prefersLarger)
    }

    /// Looks at a figure, and says whether it is time to stop. One that is no number is never better.
    public mutating func observe(_ value: Double) -> Bool {
        let isBetter = best.map { prefersLarger ? value > $0 + minimumDelta : value < $0 - minimumDelta } ?? !value.isNaN
        if isBetter { best = value }
        waited = isBetter ? 0 : waited + 1
        return waited >= patience
    }
}
