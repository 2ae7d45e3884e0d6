import Layers
import Work

/// The means of figures over batches, with the model in evaluation mode; it has its old mode afterwards.
///
/// ```swift
/// let figures = try evaluate(model, batches: 0..<10, batch: testBatch) { batch in
///     (["accuracy": accuracy(model(batch.x), batch.y)], batch.count)
/// }
/// ```
///
/// - Parameters:
///   - measure: the mean figures of a batch and the number of examples they are means of.
///   - poll: called before each batch; what it throws ends the evaluation.
public func evaluate<Batch>(
    _ model: any Module, batches: Range<Int>, batch: (Int) throws -> Batch, poll: () throws -> Void = Work.poller,
    measure: (Batch) throws -> (figures: [String: Double], count: Int)
) rethrows -> [String: Double] {
    try model.evaluating {
        var means = WeightedMeans()
        for index in batches {
            try Work.poll(poll)
            let (figures, count) = try measure(try batch(index))
            means.add(figures, count: count)
        }
        return means.values
    }
}

/// The same with the coming batches made on another thread.
public func evaluate<Batch: Sendable>(
    _ model: any Module, batches: Range<Int>, prefetching batch: @escaping @Sendable (Int) throws -> Batch,
    poll: () throws -> Void = Work.poller, measure: (Batch) throws -> (figures: [String: Double], count: Int)
) throws -> [String: Double] {
    let prefetcher = Prefetcher(steps: batches, ahead: 2, make: batch)
    defer { prefetcher.stop() }
    return try model.evaluating {
        var means = WeightedMeans()
        while let batch = try prefetcher.next(poll: poll) {
            try Work.poll(poll)
            let (figures, count) = try measure(batch)
            means.add(figures, count: count)
        }
        return means.values
    }
}

/// Means of named figures, each value as heavy as the examples behind it.
private struct WeightedMeans {
    private var sums: [String: (sum: Double, count: Int)] = [:]

    mutating func add(_ figures: [String: Double], count: Int) {
        for (name, value) in figures {
            sums[name, default: (0, 0)].sum += value * Double(count)
            // Examples beyond counting weigh as many as can be counted.
            sums[name]!.count = Int(clamping: Int128(sums[name]!.count) + Int128(count))
        }
    }

    var values: [String: Double] { sums.mapValues { $0.count == 0 ? .nan : $0.sum / Double($0.count) } }
}
