import Tensors
import Work

/// Fixed features of files: one row for each clip, or one for each file.
public struct FeatureTable: Sendable {
    /// Where they come from: `AVTS (pretrain)`, `MFCC`.
    public let name: String
    /// `[rows, features]`.
    public let values: Tensor
    /// The rows of each file, in the order of the task's files.
    public let rows: [Range<Int>]

    /// - Parameter parts: the rows of each file, `[n, features]`, n ≥ 1.
    public init(_ name: String, _ parts: [Tensor]) {
        Failing.unless(!parts.isEmpty, "\(name): found no file, expected at least one")
        self.name = name
        values = Tensor.concatenated(parts, axis: 0)
        var end = 0
        rows = parts.map { part in
            defer { end += part.shape[0] }
            return end..<end + part.shape[0]
        }
    }

    /// Numbers in a row.
    public var width: Int { values.shape[1] }

    /// The rows of some files, one file after the other.
    func rows(of files: [Int]) -> [Int] { files.flatMap { Array(rows[$0]) } }
}
