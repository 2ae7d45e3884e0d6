import Work

/// Shows how far a loop is, turns done of those there are, with a short note such as the loss, and how long it has to go.
///
/// Where the work has been asked to stop, the cell ends here.
///
///     for step in 0..<steps {
///         let loss = descend()
///         progress(step + 1, of: steps, note: "loss \(loss.scalar, digits: 3)")
///     }
public func progress(_ done: Int, of total: Int, note: String = "") {
    Failing.unless(
        total > 0 && (0...max(total, 0)).contains(done),
        "progress: found \(done) of \(total) turns, expected 0…total of 1 or more")
    let context = Work.current
    Failing.trying { try context.poll() }
    let report = context.withBelonging("progress", { _ in LoopProgress() }, { $0.report(done, of: total, note) })
    if let report { context.hear(.progress(report)) }
}

/// How far a loop is, and how long it has to go at the pace so far.
struct LoopProgress: Sendable {
    private var began = ContinuousClock.now
    private var first = 0
    private var last = 0
    private var total = 0
    private var shown: ContinuousClock.Instant?

    init() {}

    private init(began: ContinuousClock.Instant, first: Int, total: Int) {
        self.began = began
        self.first = first
        self.total = total
    }

    /// What to show now; nil within a tenth of a second of the last time, but for the end. Counting anew begins another loop.
    mutating func report(_ done: Int, of total: Int, _ detail: String) -> ProgressReport? {
        let now = ContinuousClock.now
        if total != self.total || done < last { self = LoopProgress(began: now, first: done, total: total) }
        last = done
        if let shown, done < total, now - shown < .milliseconds(100) { return nil }
        shown = now
        let elapsed = (now - began) / .seconds(1)
        let left = done > first && elapsed > 1 ? elapsed / Double(done - first) * Double(total - done) : nil
        return ProgressReport(label: "", fraction: Double(done) / Double(total), detail: detail, secondsLeft: left)
    }
}
