import Foundation

/// Figures of one name, as they were logged one after the other: points of a curve.
public struct MetricSeries: Codable, Sendable, Equatable {
    /// What they are called, `single easy/loss`.
    public package(set) var name: String
    /// The step of each.
    public private(set) var steps: [Int] = []
    /// The figures, as many as steps.
    public private(set) var values: [Double] = []
    /// When each was logged, in seconds since 1970; empty for what an earlier process logged.
    public private(set) var times: [Double] = []

    /// A series without a point.
    public init(_ name: String) { self.name = name }

    /// Adds a point.
    package mutating func add(_ value: Double, at step: Int, time: Double?) {
        steps.append(step)
        values.append(value)
        if let time { times.append(time) }
    }
}

/// What was logged and not told yet: told in batches, so that a step costs microseconds.
package struct MetricBuffer: Sendable {
    static let name = "metrics"
    private static let pace = Duration.milliseconds(100)
    private static let most = 2048
    private var waiting: [MetricSeries] = []
    private var places: [String: Int] = [:]
    private var count = 0
    private var told = ContinuousClock.now
    /// The step of the next point of each series of which no step is given.
    private var next: [String: Int] = [:]

    mutating func add(_ name: String, _ value: Double, _ step: Int?, time: Double?) {
        let place = places[name] ?? waiting.count
        if place == waiting.count {
            waiting.append(MetricSeries(name))
            places[name] = place
        }
        let step = step ?? next[name] ?? 1
        next[name] = step &+ 1
        waiting[place].add(value, at: step, time: time)
        count += 1
    }

    mutating func taken(ifDue: Bool) -> [MetricSeries] {
        if ifDue, count < Self.most, ContinuousClock.now - told < Self.pace { return [] }
        defer { (waiting, places, count, told) = ([], [:], 0, .now) }
        return waiting
    }
}

extension WorkContext {
    /// Logs figures of a step under their names.
    ///
    /// - Parameters:
    ///   - step: nil for the step after the last one of each name, beginning with 1.
    ///   - isNew: false for what an earlier process logged, whose moments nobody knows.
    package func log(_ figures: some Sequence<(String, Double)>, step: Int?, isNew: Bool = true) {
        let due = withBelonging(MetricBuffer.name, { _ in MetricBuffer() }) { buffer in
            let time = isNew ? Date().timeIntervalSince1970 : nil
            for (name, value) in figures { buffer.add(name, value, step, time: time) }
            return buffer.taken(ifDue: true)
        }
        if !due.isEmpty { hear(.metrics(due)) }
    }

    /// Tells what was logged and not told yet.
    package func settleMetrics() {
        let rest = withBelonging(MetricBuffer.name, { _ in MetricBuffer() }) { $0.taken(ifDue: false) }
        if !rest.isEmpty { hear(.metrics(rest)) }
    }
}
