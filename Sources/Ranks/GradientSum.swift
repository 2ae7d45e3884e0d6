import Tensors

/// Adds the gradients of all ranks while the backward pass goes on: each is handed over as soon as it is whole, and a megabyte or more travels at
/// once.
package final class GradientSum {
    private struct Bucket {
        let places: [Int]
        let sum: PendingSum
    }

    private let group: RankGroup
    private var waiting: [(place: Int, gradient: Tensor)] = []
    private var floats = 0
    private var buckets: [Bucket] = []

    /// Floats after which a bucket is sent: a megabyte, and more among many ranks, each of which sends as many parts of it as there are ranks.
    private var limit: Int { max(1 << 18, group.count << 14) }

    /// A sum over the ranks of a company; all of them hand over the same gradients in the same order.
    package init(_ group: RankGroup) { self.group = group }

    /// Takes the gradient number `place`, which is whole.
    package func add(_ place: Int, _ gradient: Tensor) {
        waiting.append((place, gradient.detached()))
        floats += gradient.count
        if floats >= limit { send() }
    }

    /// Waits for the sums and puts them in place.
    package func finish(into gradients: inout [Tensor]) throws {
        send()
        defer { buckets = [] }
        for bucket in buckets {
            try group.finish(sum: bucket.sum) { sum in
                var first = 0
                for place in bucket.places {
                    let count = gradients[place].count
                    gradients[place].withMutableHostValues { $0.copy(sum.extracting(first..<first + count)) }
                    first += count
                }
            }
        }
    }

    private func send() {
        guard !waiting.isEmpty else { return }
        let sum = group.beginSum(of: floats) { own in
            var first = 0
            for (_, gradient) in waiting {
                gradient.withHostValues { own.copy($0, to: first) }
                first += gradient.count
            }
        }
        buckets.append(Bucket(places: waiting.map(\.place), sum: sum))
        (waiting, floats) = ([], 0)
    }
}
