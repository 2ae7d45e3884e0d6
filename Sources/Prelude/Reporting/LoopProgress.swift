import Script

/// How far a loop is that a cell writes out, and how long it has to go at the pace so far.
struct LoopProgress {
    private var began = ContinuousClock.now
    private var first = 0
    private var last = 0
    private var total = 0
    private var shown: ContinuousClock.Instant?

    static var rows: [NativeRow] {
        [
            native(
                "progress(_:of:note:)", defaults: ["note": ""],
                doc:
                    "Shows how far a loop of a cell is, turns done of those there are, with a short note such as the loss, and how long it has to go."
            ) { (context: NativeContext, done: Int, total: Int, detail: String) throws in
                guard total > 0, (0...total).contains(done) else {
                    throw NativeError("progress: found \(done) of \(total) turns, expected 0…total of 1 or more")
                }
                var loop = context.cellStorage("progress") { _ in LoopProgress() }
                if let report = loop.report(done, of: total, detail) { context.emit(.progress(report)) }
                context.setCellStorage("progress", loop)
            }
        ]
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

extension LoopProgress {
    private init(began: ContinuousClock.Instant, first: Int, total: Int) {
        self.began = began
        self.first = first
        self.total = total
    }
}
