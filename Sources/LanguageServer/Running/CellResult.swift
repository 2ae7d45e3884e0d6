import Notebook
import Terminal

/// How the last run of a cell ended.
struct CellResult: Sendable {
    enum Status: String, Sendable { case running, ok, failed, interrupted, skipped }

    /// Where something went wrong, in a cell as it was then: its line from 1, and the character in it.
    struct Failure: Sendable {
        let cell: String
        let source: String
        let line: Int
        let column: Int?
        let name: String
        let message: String
    }

    /// The cell's code as it ran.
    let source: String
    var status: Status
    var seconds: Double
    /// What the last expression was, or else what was printed.
    var value: String?
    var failures: [Failure] = []

    /// The result in a few words, behind the line that opens the cell.
    func label(for cell: Cell) -> String {
        let time = TimeSpan.text(seconds)
        let words: [String?] =
            switch status {
            case .running: ["… running"]
            case .ok: [(failures.isEmpty ? "✓ " : "✗ ") + time, failures.first.map { $0.message } ?? value]
            case .failed: ["✗ " + time, failures.first?.name]
            case .interrupted: ["– " + time, "interrupted"]
            case .skipped: ["– skipped"]
            }
        let edited = cell.source == source || status == .running ? nil : "edited since"
        return (words + [edited]).compactMap(\.self).map(Self.shortened).joined(separator: " · ")
    }

    /// The first line, as far as a person takes it in at a glance.
    private static func shortened(_ text: String) -> String {
        let line = VisibleText.line(text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
        return line.count > 60 ? line.prefix(60) + "…" : line
    }
}

/// What a run says on its way.
enum RunEvent: Sendable {
    case began(Cell)
    case output(Cell, String)
    case value(Cell, String)
    case figure(Cell, path: String)
    case check(Cell, passed: Bool, message: String)
    case progress(String, fraction: Double?)
    case ended(Cell, CellResult)
    /// What a person should know of the session.
    case notice(String)
}
