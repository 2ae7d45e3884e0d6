import Foundation
import Notebook
import Terminal
import Work

/// Tells clients what a running cell prints, shows and claims: few messages, nothing lost, all of it before the cell's end is told.
struct CellPublisher {
    private let answering: Answering
    private let isSilent: Bool
    private let number: Int
    private let began = ContinuousClock.now
    private var printed = StreamBuffer()
    private var progress: Progress?
    /// Displays that take each other's place, by their keys.
    private var places: [String: String] = [:]
    /// What the last expression was, in words.
    private(set) var value: String?

    /// A line of progress: where it is shown, and what it says that was not sent yet.
    private struct Progress {
        var id: String?
        var report: ProgressReport
        var isSent = false
        var sent = ContinuousClock.now
    }

    /// A cell that is over sooner has no line of progress.
    private static let patience = Duration.milliseconds(300)
    private static let pace = Duration.milliseconds(200)

    init(_ answering: Answering, isSilent: Bool, number: Int) {
        (self.answering, self.isSilent, self.number) = (answering, isSilent, number)
    }

    mutating func heard(_ event: ReportEvent) {
        switch event {
        case .output(let text): print(text)
        case .display(let forms):
            flush()
            publish("display_data", forms)
        case .redisplay(let forms, let key):
            flush()
            let known = places[key]
            let id = known ?? UUID().uuidString.lowercased()
            places[key] = id
            publish(known == nil ? "display_data" : "update_display_data", forms, id: id)
        case .value(let forms):
            flush()
            for case .text(let text) in forms { value = text }
            // A figure is shown as any other, wherever in the cell it stands.
            let isFigure = forms.contains { if case .png = $0 { true } else { false } }
            publish(isFigure ? "display_data" : "execute_result", forms)
        case .clear(let waits):
            flush()
            (places, progress) = ([:], nil)
            if !isSilent { answering.publish("clear_output", ["wait": .bool(waits)]) }
        case .record(let name, let value, let unit): print("\(name) = \(value.text)\(unit.map { " \($0)" } ?? "")\n")
        case .check(let passed, let message, _): print("\(passed ? "✓" : "✗") \(message)\n")
        case .reused(let reuse): print("\(reuse.text)\n")
        case .progress(let report):
            if progress?.report.label != report.label { settle() }
            progress = Progress(id: progress?.id, report: report, sent: progress?.sent ?? began)
        case .data, .restored, .metrics, .spent, .layers: break
        }
    }

    private mutating func print(_ text: String) {
        guard !isSilent else { return }
        if printed.add(text) { flush() }
    }

    /// Sends what has waited long enough.
    mutating func tick() {
        if printed.isDue { flush() }
        guard let progress, !progress.isSent, ContinuousClock.now - began > Self.patience else { return }
        if progress.id == nil || ContinuousClock.now - progress.sent > Self.pace { show(progress) }
    }

    /// Sends all that there is.
    mutating func finish() {
        flush(isLast: true)
        settle()
    }

    private mutating func flush(isLast: Bool = false) {
        guard let text = printed.take(isLast: isLast) else { return }
        answering.publish("stream", ["name": "stdout", "text": .string(VisibleText.output(text))])
    }

    private mutating func show(_ shown: Progress) {
        let id = shown.id ?? UUID().uuidString.lowercased()
        let text = ProgressText.line(
            head: shown.report.label, elapsed: (ContinuousClock.now - began).seconds, shown.report)
        // Where the work has no name, nothing stands before the bar.
        flush()
        publish(
            shown.id == nil ? "display_data" : "update_display_data",
            [.text(VisibleText.line(text.trimmingCharacters(in: .whitespaces)))], id: id)
        progress = Progress(id: id, report: shown.report, isSent: true)
    }

    /// Leaves a line of progress as it is in the end.
    private mutating func settle() {
        if let last = progress, last.id != nil, !last.isSent { show(last) }
        progress = nil
    }

    private func publish(_ type: String, _ forms: [Representation], id: String? = nil) {
        guard !isSilent else { return }
        let bundle = MediaBundle(forms)
        var content: [String: JSON] = ["data": .object(bundle.data), "metadata": .object(bundle.metadata)]
        content["transient"] = id.map { ["display_id": .string($0)] } ?? [:]
        if type == "execute_result" { content["execution_count"] = .int(number) }
        answering.publish(type, .object(content))
        // One thing a message: what shows a picture plays no sound. In place only the picture changes.
        guard id == nil else { return }
        for case .player(let player) in forms {
            let bundle = MediaBundle(playing: player)
            answering.publish(
                "display_data", ["data": .object(bundle.data), "metadata": .object(bundle.metadata), "transient": [:]])
        }
    }
}
