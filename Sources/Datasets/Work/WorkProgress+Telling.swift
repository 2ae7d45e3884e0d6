import Work

extension WorkProgress {
    /// Hands progress under its label to the context of whoever takes it: what long work does with its progress unless told otherwise.
    public static var teller: (String, WorkProgress) -> Void {
        let tell = ProgressReport.teller
        return { label, work in tell(work.report(label)) }
    }

    /// The same under one label.
    public static func telling(_ label: String) -> ProgressHandler {
        let tell = teller
        return { tell(label, $0) }
    }

    /// As it is shown: how many items of how many, and how many a second.
    private func report(_ label: String) -> ProgressReport {
        let rate = itemsPerSecond > 0 ? ", \(Int(itemsPerSecond.rounded()))/s" : ""
        return ProgressReport(
            label: label, fraction: fraction, detail: note ?? "\(done) of \(total)\(rate)", secondsLeft: secondsLeft)
    }
}
