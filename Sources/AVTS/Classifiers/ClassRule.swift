import Tensors
import Work

/// What every classifier asks of the rows it learns from.
enum ClassRule {
    /// Ends the cell unless there is a row of features for each label, and each label is one of the classes.
    static func hold(_ name: String, _ features: Tensor, labels: [Int], classes: Int) {
        Failing.unless(
            features.rank == 2 && features.shape[0] == labels.count,
            "\(name): found features \(features.shape) for \(labels.count) labels, expected [\(labels.count), features]")
        Failing.unless(
            (1...largest).contains(classes), "\(name): found \(classes) classes, expected at least 1, at most \(largest)")
        if let label = labels.first(where: { !(0..<classes).contains($0) }) {
            Failing.with("\(name): found label \(label), expected one within 0..<\(classes)")
        }
    }

    /// Ends the cell unless features are of the width that was learnt.
    static func hold(_ name: String, _ features: Tensor, width: Int) {
        Failing.unless(
            features.rank == 2 && features.shape[1] == width,
            "\(name): found features \(features.shape), expected [rows, \(width)] as were learnt from")
    }

    private static let largest = 1 << 20
}
