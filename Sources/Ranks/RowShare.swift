import Tensors
import Work

/// The rows of a batch that this rank computes on, where a batch is divided: what sums over rows within, sums over those of all ranks.
///
/// The loss is computed on all rows by every rank, and counts once: a gradient begins at the first rank's, and what the ranks find of it is added.
/// So a parameter may be used before rows are gathered, after it, or both.
package struct RowShare: Sendable {
    package let group: RankGroup
    /// Rows of the whole batch.
    package let count: Int

    /// The share within which the caller works, if there is one.
    @TaskLocal package static var current: RowShare?

    /// - Parameter what: the rows' name in an error, such as "clips".
    /// - Throws: ``RankError/tooMany(ranks:what:count:)`` for fewer rows than ranks.
    package init(of count: Int, what: String, among group: RankGroup) throws(RankError) {
        guard count >= group.count else { throw .tooMany(ranks: group.count, what: what, count: count) }
        (self.group, self.count) = (group, count)
    }

    /// The rows of this rank.
    package var own: Range<Int> { rows(of: group.rank) }

    /// The rows of a rank: parts as equal as can be.
    package func rows(of rank: Int) -> Range<Int> { (rank * count / group.count)..<((rank + 1) * count / group.count) }

    /// What `body` makes of this rank's rows, `[own rows, columns]`, with that of the others: `[rows, columns]`.
    package func callAsFunction(_ body: () throws -> Tensor) rethrows -> Tensor {
        gathered(try Self.$current.withValue(self, operation: body))
    }

    /// Numbers added over all ranks; as they are where the work is being given up.
    package func sum(_ values: [Double]) -> [Double] { holding(values) { try group.sum(values) } }

    private func gathered(_ part: Tensor) -> Tensor {
        require(
            part.rank == 2 && part.shape[0] == own.count, "gathering rows: found \(part.shape), expected [\(own.count), columns]")
        let columns = part.shape[1]
        let value = Tensor(onHost: [count, columns]) { target in
            let counts = (0..<group.count).map { rows(of: $0).count * columns }
            let isThere: Bool = holding(false) {
                group.note(part)
                try part.withHostValues { try group.gather($0, counts: counts, into: &target) }
                return true
            }
            if !isThere { target.update(repeating: 0) }
        }
        return .differentiable(value, inputs: [part], onlyOnce: "gathering rows of ranks") { gradient in
            [summed(gradient).slice(axis: 0, own)]
        }
    }

    /// A tensor added over all ranks.
    private func summed(_ tensor: Tensor) -> Tensor {
        var result = tensor.detached()
        holding(()) {
            let sum = group.beginSum(of: tensor.count) { own in tensor.withHostValues { own.copy($0) } }
            try group.finish(sum: sum) { sum in result.withMutableHostValues { $0.copy(sum) } }
        }
        return result
    }

    /// What an exchange gives; where it fails, the cell ends, or the scope that is being given up goes on to its end with `otherwise`.
    private func holding<R>(_ otherwise: R, _ body: () throws -> R) -> R {
        do { return try body() } catch {
            if isInterrupted { return otherwise }
            Failing.with(error, file: #file, line: #line)
        }
    }
}

/// Ends the program when the caller broke a rule, and says what was found.
func require(_ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line) {
    guard condition else { Failing.with(message(), file: file, line: line) }
}
