import Foundation

/// Shows a training to a person: a line that rewrites itself on a terminal, a plain line now and then elsewhere.
///
/// The output goes to standard error by default, so that a pipe behind standard output gets only results.
public final class ProgressDisplay: TrainingObserver {
    /// How progress is shown.
    public enum Style: Sendable {
        /// One line, rewritten in place.
        case bar
        /// A line every so often: for logs.
        case lines
        /// Warnings only.
        case quiet

        /// `bar` on a terminal that can rewrite a line, `lines` elsewhere.
        public static func automatic(descriptor: Int32 = 2) -> Style {
            let terminal = ProcessInfo.processInfo.environment["TERM"] ?? "dumb"
            return isatty(descriptor) == 1 && terminal != "dumb" ? .bar : .lines
        }
    }

    private let label: String
    private let style: Style
    private let clock: () -> Double
    private let write: (String) -> Void
    private var lastShown = -Double.infinity
    private var barIsOpen = false

    /// A display with a label such as the name of the stage.
    ///
    /// - Parameters:
    ///   - interval: seconds between plain lines; the bar is redrawn ten times a second at most.
    ///   - clock: seconds since any fixed moment; a test gives its own.
    ///   - write: where the text goes; nil for standard error.
    public init(
        label: String = "training", style: Style? = nil, interval: Double = 10,
        clock: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime },
        write: ((String) -> Void)? = nil
    ) {
        self.label = label
        self.style = style ?? .automatic()
        self.interval = self.style == .bar ? 0.1 : interval
        self.clock = clock
        self.write = write ?? { FileHandle.standardError.write(Data($0.utf8)) }
    }
    private let interval: Double

    deinit { if barIsOpen { write("\n") } }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) {
        switch event {
        case .started:
            lastShown = -.infinity
        case .step(let report):
            // The last step always shows: a log that stops short of the end looks like a failure.
            guard style != .quiet, clock() - lastShown >= interval || report.step == report.end else { return }
            lastShown = clock()
            show(report)
        case .metric(let name, let step, let value):
            line("\(label): step \(step): \(name) \(ProgressText.figure(value))")
        case .resumed(let step, let path, _, _):
            line("\(label): continued from step \(step) (\(path))")
        case .warning(let text):
            closeBar()
            write("warning: \(text)\n")
        case .finished(let step, let seconds):
            line("\(label): finished at step \(step) in \(ProgressText.duration(seconds))")
        case .interrupted(let step, let reason):
            line("\(label): stopped at step \(step): \(reason)")
        case .checkpoint, .recalled:
            return
        }
    }

    private func show(_ report: StepReport) {
        let count = "\(report.step)/\(report.end)"
        guard style == .bar else {
            write("\(label): step \(count)  \(ProgressText.summary(of: report))\n")
            return
        }
        let bar = ProgressText.bar(Double(report.step) / Double(max(1, report.end)), width: 24)
        // Carriage return, then "erase to the end of the line": a shorter text leaves nothing of a longer one.
        write("\r\(label) \(bar) \(count)  \(ProgressText.summary(of: report))\u{1B}[K")
        barIsOpen = true
    }

    private func line(_ text: String) {
        guard style != .quiet else { return }
        closeBar()
        write(text + "\n")
    }

    private func closeBar() {
        if barIsOpen { write("\n") }
        barIsOpen = false
    }
}
