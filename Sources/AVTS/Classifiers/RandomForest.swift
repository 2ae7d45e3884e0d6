import Tensors
import Work

/// Trees on bootstrap samples, whose leaves vote with their shares (Breiman 2001; scikit-learn's defaults).
public struct RandomForest: FittedClassifier {
    private let trees: [DecisionTree]
    private let classes: Int
    private let width: Int

    /// Grows the trees.
    ///
    /// - Parameters:
    ///   - features: `[rows, features]`.
    ///   - labels: the class of each row, in `0..<classes`.
    ///   - count: how many trees, 1…1,000,000.
    ///   - seed: of the samples and of the features tried.
    ///   - poll: called between trees; what it throws ends the growing.
    public init(
        _ features: Tensor, labels: [Int], classes: Int, trees count: Int = 100, seed: UInt64 = 0,
        poll: () throws -> Void = Work.poller
    ) throws {
        ClassRule.hold("RandomForest", features, labels: labels, classes: classes)
        Failing.unless(!labels.isEmpty, "RandomForest: found no rows, expected at least 1 to learn from")
        Failing.unless((1...1_000_000).contains(count), "RandomForest: found \(count) trees, expected 1…1,000,000")
        let (values, width) = (features.scalars, features.shape[1])
        let tried = max(Int(Double(width).squareRoot()), 1)
        (self.classes, self.width) = (classes, width)
        trees = try (0..<count).map { number in
            try Work.poll(poll)
            var random = RandomStream(seed: seed).split("forest").split(number)
            let rows = labels.indices.map { _ in random.integer(in: 0..<labels.count) }
            return DecisionTree(
                values, width: width, labels: labels, classes: classes, rows: rows, tried: tried, using: &random)
        }
    }

    /// Mean shares of the trees' leaves: `[rows, features]` → `[rows, classes]`.
    public func scores(_ features: Tensor) -> Tensor {
        ClassRule.hold("RandomForest", features, width: width)
        let rows = features.shape[0]
        return Tensor(onHost: [rows, classes]) { target in
            target.update(repeating: 0)
            features.withHostValues { values in
                for row in 0..<rows {
                    for tree in trees {
                        for (label, share) in tree.shares(values.extracting(row * width..<(row + 1) * width)).enumerated() {
                            target[row * classes + label] += share / Float(trees.count)
                        }
                    }
                }
            }
        }
    }
}
