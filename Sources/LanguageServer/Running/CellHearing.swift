import Foundation
import Notebook
import Terminal
import Work

/// What a cell prints, shows and claims, as editors are told.
struct CellHearing {
    private let cell: Cell
    private let figures: String
    /// The number of pictures so far.
    private(set) var pictures: Int
    /// What the last expression was; else the last that was printed.
    var value: String? { shown ?? printed }
    private var shown: String?
    private var printed: String?
    private var told = 0
    private(set) var failures: [CellResult.Failure] = []

    /// Of a cell that prints without end, an editor is told the beginning.
    private static let mostText = 1 << 20

    init(_ cell: Cell, figures: String, pictures: Int) { (self.cell, self.figures, self.pictures) = (cell, figures, pictures) }

    mutating func heard(_ event: ReportEvent) -> [RunEvent] {
        switch event {
        case .output(let text):
            if let line = text.split(whereSeparator: \.isNewline).last { printed = String(line) }
            guard told < Self.mostText else { return [] }
            told += text.utf8.count
            let rest = told < Self.mostText ? "" : "\n… more is printed, which is not shown here\n"
            return [.output(cell, VisibleText.output(text) + rest)]
        case .value(let forms), .display(let forms), .redisplay(let forms, _):
            var events: [RunEvent] = []
            for case .png(let bytes, let name) in forms { events.append(file(bytes, name, "png")) }
            for case .player(let player) in forms { events.append(file(player.data, player.name, player.type.fileExtension)) }
            for case .text(let text) in forms {
                if case .value = event { shown = text }
                if events.isEmpty { events.append(.value(cell, VisibleText.of(text))) }
                break
            }
            return events
        case .check(let passed, let message, let line):
            if !passed {
                failures.append(
                    .init(
                        cell: cell.id, source: cell.source, line: max(1, line - cell.firstLine + 1), column: nil, name: "Check",
                        message: "check did not hold: \(message)"))
            }
            return [.check(cell, passed: passed, message: VisibleText.line(message))]
        case .record(let name, let value, let unit) where !name.isEmpty:
            return [.value(cell, VisibleText.line("\(name) = \(value)" + (unit.map { " \($0)" } ?? "")))]
        case .progress(let report):
            let words = [report.label, report.detail].filter { !$0.isEmpty }.joined(separator: " · ")
            return [.progress(VisibleText.line(words), fraction: report.fraction)]
        case .record, .clear, .reused, .restored, .data, .metrics, .spent, .layers: return []
        }
    }

    /// Leaves a picture, a sound or a film where an editor can open it.
    private mutating func file(_ bytes: Data, _ name: String, _ ending: String) -> RunEvent {
        pictures += 1
        let safe = String(name.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }.prefix(40))
        let path = "\(figures)/\(pictures)-\(safe).\(ending)"
        do {
            try FileManager.default.createDirectory(atPath: figures, withIntermediateDirectories: true)
            try bytes.write(to: URL(fileURLWithPath: path))
            return .figure(cell, path: path)
        } catch { return .value(cell, "\(name).\(ending) could not be written: \(error.localizedDescription)") }
    }
}
