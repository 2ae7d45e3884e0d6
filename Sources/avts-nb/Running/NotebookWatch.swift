import CellCompiler
import Files
import Foundation
import Notebook
import Session
import Terminal

/// Runs a notebook again whenever it is saved, on the same session: what an edit touched, and nothing else.
final class NotebookWatch {
    private let path: String
    private let session: CellSession
    private let console: Console
    private let makeRunner: (Document, RunOptions) throws -> (Runner, RunConsole)
    private let options: RunOptions

    /// A cell as it ran last.
    private struct Past {
        let cell: Cell
        let trace: CellTrace?

        /// A file that it looked at and that is another now.
        var changedFile: String? { trace?.looked.first { FileStamp(of: $0.key) != $0.value }?.key }
    }

    private var past: [Past] = []
    /// The files that the notebook includes, as they stood when it was read.
    private var included: [String: FileStamp] = [:]
    /// What every cell hangs on beside the cells: front matter and parameters.
    private var front = ""

    /// - Parameter makeRunner: a runner of a document on the session, and what shows it.
    init(
        _ path: String, _ session: CellSession, _ console: Console, _ options: RunOptions,
        _ makeRunner: @escaping (Document, RunOptions) throws -> (Runner, RunConsole)
    ) {
        (self.path, self.session, self.console, self.options, self.makeRunner) = (path, session, console, options, makeRunner)
    }

    /// Runs the notebook, and again and again, until a signal comes.
    func run(_ document: Document) throws -> Int32 {
        var stamp = FileStamp(of: path)
        var code = try run(document, of: nil)
        while code < 128 {
            console.note(console.paint("watching \(path); Ctrl-C ends", .faint, errors: true))
            guard let reason = wait(since: stamp) else { return code == 130 || code == 143 ? code : 0 }
            stamp = settled()
            let began = ContinuousClock.now
            do {
                let next = try Input.document(path)
                for warning in next.allWarnings { console.warning(warning) }
                guard let places = try touched(by: next) else { continue }
                if places.isEmpty {
                    // The report has the prose as it is now.
                    code = try run(next, of: [])
                    console.note("\(reason): no cell is touched")
                    continue
                }
                code = try run(next, of: places)
                let seconds = TimeSpan.text((ContinuousClock.now - began) / .seconds(1))
                console.note("\(reason): \(places.count) of \(next.cells.count) cells ran again in \(seconds)")
            } catch let failure as Failure {
                // What cannot be read is told, and waited for.
                console.error(failure.message)
            }
        }
        return code
    }

    /// Waits until the notebook, or a file that a cell looked at, is another; says which. Nil when a signal came.
    private func wait(since stamp: FileStamp) -> String? {
        let signals = SignalPipe(for: [SIGINT, SIGTERM, SIGHUP])
        while true {
            if !signals.wait(milliseconds: 50).signals.isEmpty { return nil }
            if FileStamp(of: path) != stamp { return "saved" }
            if let file = included.first(where: { FileStamp(of: $0.key) != $0.value })?.key {
                return "\(URL(fileURLWithPath: file).lastPathComponent) saved"
            }
            if let file = changedFile { return "\(URL(fileURLWithPath: file).lastPathComponent) changed" }
        }
    }

    /// The notebook's stamp, once nobody writes it any more: an editor may write in pieces.
    private func settled() -> FileStamp {
        var stamp = FileStamp(of: path)
        for _ in 0..<50 {
            Thread.sleep(forTimeInterval: 0.02)
            let next = FileStamp(of: path)
            if next == stamp { break }
            stamp = next
        }
        return stamp
    }

    private var changedFile: String? {
        for cell in past { if let file = cell.changedFile { return file } }
        return nil
    }

    /// Places of the cells that have to run; nil where nothing can be run now.
    private func touched(by next: Document) throws -> Set<Int>? {
        let cells = next.cells
        let all = Set(cells.indices)
        let front = Self.front(of: next)
        let isSame = front == self.front
        let old = past.map { CellGraph.Past(source: $0.cell.reading, changed: $0.changedFile == nil ? $0.trace?.changed : nil) }
        let pairs = Self.pairs(past.map(\.cell), cells)
        guard isSame, let places = CellGraph(cells.map(\.reading)).touched(by: old, same: pairs) else {
            // Nothing of what was can stay.
            try session.reset()
            return all
        }
        return places
    }

    private static func front(of document: Document) -> String {
        "\(document.frontMatter.seed) \(document.frontMatter.parameters)"
    }

    /// Of each new cell the old one that it is: the same text, id and attributes, in the same order (the longest common subsequence).
    private static func pairs(_ old: [Cell], _ new: [Cell]) -> [Int: Int] {
        func isSame(_ a: Cell, _ b: Cell) -> Bool { a.id == b.id && a.source == b.source && a.attributes == b.attributes }
        var length = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                length[i][j] = isSame(old[i], new[j]) ? length[i + 1][j + 1] + 1 : max(length[i + 1][j], length[i][j + 1])
            }
        }
        var pairs: [Int: Int] = [:]
        var (i, j) = (0, 0)
        while i < old.count, j < new.count {
            if isSame(old[i], new[j]) {
                pairs[j] = i
                i += 1
                j += 1
            } else if length[i + 1][j] >= length[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }

    private func run(_ document: Document, of places: Set<Int>?) throws -> Int32 {
        included = Dictionary(
            document.included.map { ($0.path, FileStamp(of: $0.path)) }, uniquingKeysWith: { first, _ in first })
        var options = options
        if let places {
            options.only = Set(places.map { document.cells[$0].id })
            options.isProseAlone = places.isEmpty
            options.asksAgain = true
        }
        tried = places == nil ? nil : options.only
        let (runner, watcher) = try makeRunner(document, options)
        let record = Supervisor.run(runner, idle: watcher.tick)
        if let error = runner.saveError { throw Failure(.cannotWrite, error.description) }
        let ran = Set(zip(document.cells, record.cells).filter { $1.status == .ok }.map(\.0.id))
        remember(document, traces: runner.traces, ran: places == nil ? nil : ran)
        return record.status.exitCode
    }

    /// - Parameter ran: cells that ran; nil for all.
    private func remember(_ document: Document, traces: [String: CellTrace], ran: Set<String>?) {
        let before = Dictionary(past.map { ($0.cell.id, $0) }, uniquingKeysWith: { $1 })
        past = document.cells.map { cell in
            if let trace = traces[cell.id] { return Past(cell: cell, trace: trace) }
            // One that was to run and did not come to its end is not as it should be.
            let stays = ran != nil && before[cell.id]?.cell.source == cell.source && !(tried?.contains(cell.id) ?? false)
            return Past(cell: cell, trace: stays ? before[cell.id]?.trace : nil)
        }
        front = Self.front(of: document)
    }

    /// Cells of the run that was made last.
    private var tried: Set<String>?
}
