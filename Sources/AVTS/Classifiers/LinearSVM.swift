import Synchronization
import Tensors
import Work

/// Linear support vector machines, one for each class against the others.
///
/// Each minimises ½‖w‖² + C Σ max(0, 1 − y(w·x + b))², the bias being the weight of a feature that is always 1: what
/// scikit-learn's `LinearSVC` minimises by default. The minimum is unique, so both give the same machine.
public struct LinearSVM: FittedClassifier {
    /// `[features + 1, classes]`, the bias last.
    public let weights: Tensor
    /// Beyond it ½‖w‖² is lost in the rounding of the rest.
    public static let largestCost = 1e6

    /// Learns the machines.
    ///
    /// - Parameters:
    ///   - features: `[rows, features]`.
    ///   - labels: the class of each row, in `0..<classes`.
    ///   - cost: C, above 0, at most ``largestCost``.
    ///   - neighbour: machines of the same features and another cost, from which the way is shorter; the end is the same.
    ///   - poll: called often; what it throws ends the learning.
    public init(
        _ features: Tensor, labels: [Int], classes: Int, cost: Double, startingFrom neighbour: LinearSVM? = nil,
        poll: () throws -> Void = Work.poller
    ) throws {
        ClassRule.hold("LinearSVM", features, labels: labels, classes: classes)
        Failing.unless(
            neighbour.map { $0.weights.shape == [features.shape[1] + 1, classes] } ?? true,
            "LinearSVM: found a neighbour of other features or classes, expected \(features.shape[1]) and \(classes)")
        Failing.unless(
            cost > 0 && cost <= Self.largestCost,
            "LinearSVM: found a cost of \(cost), expected more than 0, at most \(Self.largestCost)")
        let rows = Tensor.concatenated([features, .ones([labels.count, 1])], axis: 1)
        let solver = MarginSolver(rows: rows, cost: cost)
        let machines = Mutex([Tensor?](repeating: nil, count: classes))
        let givenUp = Atomic(false)
        try withInterruption(polling: poll) {
            forEachRange(of: classes, grain: 1) { range in
                for label in range {
                    let machine = solver.solve(
                        signs: labels.map { $0 == label ? 1 : -1 },
                        from: neighbour.map { $0.weights.slice(axis: 1, label..<label + 1) }
                    ) {
                        // Only the thread that called us hears of an interrupt, and tells the others.
                        if isInterrupted { givenUp.store(true, ordering: .relaxed) }
                        return givenUp.load(ordering: .relaxed)
                    }
                    machines.withLock { $0[label] = machine }
                }
            }
        }
        weights = .concatenated(machines.withLock { $0.compactMap(\.self) }, axis: 1)
    }

    /// Signed distances from each class's plane, in units of 1/‖w‖: `[rows, features]` → `[rows, classes]`.
    public func scores(_ features: Tensor) -> Tensor {
        let width = weights.shape[0] - 1
        ClassRule.hold("LinearSVM", features, width: width)
        return matmul(features, weights.slice(axis: 0, 0..<width)) + weights.slice(axis: 0, width..<width + 1)
    }
}
