import Foundation
import Notebook
import Work

/// Shows a run as it goes: what cells print on standard output, everything about the run on standard error.
public final class RunConsole: @unchecked Sendable {
    /// What is shown.
    public enum Style: Sendable {
        /// Outputs and progress.
        case full
        /// Outputs only, as `-e` wants them.
        case bare
        /// Progress only: `test` has words of its own.
        case progressOnly
        case errors
        case silent
    }

    private let console: Console
    private let document: Document
    private var folder: String?
    private let style: Style
    private let lock = NSRecursiveLock()
    private let pictures = TerminalPictures()
    private var count = 0
    private var current: (number: Int, name: String, began: ContinuousClock.Instant)?
    private var progress: ProgressReport?
    private var lastLine = ContinuousClock.now

    public init(console: Console, document: Document, style: Style) {
        self.console = console
        self.document = document
        self.style = style
    }

    private var showsOutputs: Bool { style == .full || style == .bare }
    private var showsProgress: Bool { style == .full || style == .progressOnly }
    private var showsErrors: Bool { style != .silent && style != .progressOnly }

    /// Shows an event of the run.
    public func heard(_ event: RunEvent) {
        lock.withLock {
            switch event {
            case .started(let count, let folder): (self.count, self.folder) = (count, folder)
            case .phrase(let phrase):
                if showsErrors, let error = phrase.error { console.error(error.text) }
            case .note(let text): if showsErrors || showsProgress { console.note(text) }
            case .cellStarted(let index, let cell): begin(index, cell)
            case .output(let text): if showsOutputs { console.output(text) }
            case .display(let output, let forms): if showsOutputs { show(output, forms) }
            case .progress(let report):
                progress = report
                plainProgress()
            case .check(let check):
                if !check.passed, showsErrors {
                    console.error(
                        "\(document.cells.first { $0.id == check.cell }?.file(in: document) ?? document.path):\(check.line): error: check did not hold: \(check.message)"
                    )
                }
            case .cellFinished(let index, let cell, let record): end(index, cell, record)
            case .finished(let record, let report): finish(record, report)
            }
        }
    }

    /// Brings the clock of the live line up to date.
    public func tick() {
        lock.withLock {
            guard showsProgress, console.isLive, let current else { return }
            console.show(
                status: ProgressText.line(
                    head: "[\(current.number)/\(count)] \(current.name)", elapsed: (ContinuousClock.now - current.began).seconds,
                    progress))
        }
    }

    private func begin(_ index: Int, _ cell: Cell) {
        current = (index + 1, name(of: cell), .now)
        progress = nil
        lastLine = .now
        tick()
    }

    /// A cell without a name is called by its line.
    private func name(of cell: Cell) -> String { cell.isNamed ? cell.id : "line \(cell.firstLine)" }

    /// The text, and pictures where the terminal can show them, else where they are.
    private func show(_ output: OutputRecord, _ forms: [Representation]) {
        if let text = output.text, !text.isEmpty { console.output(text.hasSuffix("\n") ? text : text + "\n") }
        defer {
            for player in output.players ?? [] {
                guard let folder else { continue }
                let label = player.label.isEmpty ? "" : " (\(player.label))"
                console.write(console.paint("→ \(folder)/\(player.path)\(label)", .faint) + "\n")
            }
        }
        for case .png(let bytes, _) in forms {
            if pictures.draw([UInt8](bytes), on: console) { continue }
            if let image = output.image, let folder {
                console.write(console.paint("→ \(folder)/\(image)", .faint) + "\n")
            } else {
                console.note(console.paint("→ a picture, which --out FOLDER keeps", .faint, errors: true))
            }
        }
    }

    /// Where there is no terminal to redraw, a line every ten seconds is enough.
    private func plainProgress() {
        guard showsProgress, !console.isLive, let current, let progress, ContinuousClock.now - lastLine > .seconds(10) else {
            return
        }
        lastLine = .now
        console.note("[\(current.number)/\(count)] \(current.name): \(ProgressText.plain(progress))")
    }

    private func end(_ index: Int, _ cell: Cell, _ record: CellRecord) {
        current = nil
        console.show(status: "")
        let head = "[\(index + 1)/\(count)] \(name(of: cell))"
        let note = record.note.map { " (\($0))" } ?? ""
        switch record.status {
        case .skipped: if showsProgress, !note.hasPrefix(" (not selected") { console.note(faint("\(head) skipped\(note)")) }
        case .ok:
            if showsProgress { console.note(faint("\(head) · \(TimeSpan.text(record.seconds))\(note)\(uncached(cell, record))")) }
            if showsProgress, let time = record.time, time.total >= 5, let words = time.words {
                console.note(faint("  \(words)"))
            }
            if showsProgress, let layers = record.layers {
                let table = TextTable.text([LayerTime].headings, layers.rows(most: 15)) { $0 >= [LayerTime].numbers }
                console.note(String(table.dropLast()))
            }
        case .expectedFailure:
            // What a cell must fail with is known; what it may fail with is not.
            if showsErrors, cell.attributes.raises == nil, let error = record.error { console.note(error.text) }
            let leave = cell.attributes.raises == nil ? "as it may" : "as it should"
            if showsProgress { console.note(faint("\(head) · failed \(leave): \(record.error?.name ?? "")")) }
        default:
            if showsErrors { console.error(record.error?.text ?? "\(head) \(record.status.rawValue)") }
            if showsProgress {
                console.note(
                    "\(head) · \(console.paint(record.status.rawValue, .red, errors: true)) after \(TimeSpan.text(record.seconds))"
                )
            }
        }
    }

    /// Why it will run again, where that is worth a word.
    private func uncached(_ cell: Cell, _ record: CellRecord) -> String {
        guard let reason = record.uncached, cell.attributes.caches == true || record.seconds > 2 else { return "" }
        return " (not kept: \(reason))"
    }

    private func faint(_ text: String) -> String { console.paint(text, .faint, errors: true) }

    private func finish(_ record: RunRecord, _ report: String?) {
        guard style == .full, record.exitCode != 73 else { return }
        let ran = record.cells.count { $0.status == .ok || $0.status == .expectedFailure }
        var parts = ["\(ran) of \(record.cells.count) cells ran in \(TimeSpan.text(record.seconds))"]
        let shown = record.cells.count { $0.from != nil }
        if shown > 0 { parts.append("\(shown) shown from earlier runs") }
        let held = record.checks.count { $0.passed }
        if !record.checks.isEmpty { parts.append("\(held) of \(record.checks.count) checks held") }
        let colour: Console.Colour = record.status == .ok ? .green : record.status == .checksFailed ? .yellow : .red
        console.note(console.paint("\(record.status.rawValue): ", colour, errors: true) + parts.joined(separator: ", "))
        if let report { console.note("report: \(report)") }
    }
}
