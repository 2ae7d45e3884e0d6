import Files
import Foundation
import Notebook
import NotebookSession
import REPL
import Session
import Synchronization
import Terminal
import Work

/// The `:commands` that know notebooks.
enum NotebookCommands {
    static let table = [
        Command(
            "run", "FILE[#ID] [-p name=value]", takesFile: true,
            help: "run a notebook, or one cell of it, on this session, up to a cell that fails"
        ) { repl, argument in
            try enter(CommandWords(argument, usage: ":run FILE[#ID] [-p name=value]"), "run", on: repl)
        },
        Command(
            "load", "FILE [-p name=value]", takesFile: true, help: "enter the cells of a notebook as if they were typed"
        ) { repl, argument in
            try enter(CommandWords(argument, usage: ":load FILE [-p name=value]"), "load", on: repl)
        },
        Command("save", "FILE", takesFile: true, help: "write what was entered as a notebook, outputs as expected blocks") {
            repl, file in
            let words = file.split(separator: " ").map(String.init)
            let force = words.contains("--force")
            let name = words.filter { $0 != "--force" }.joined(separator: " ")
            guard !name.isEmpty else { throw CommandError("where to? :save FILE") }
            let path = PathText.expanded(name.contains(".") ? name : name + ".avtsnb")
            let saved = SavedSession(repl.transcript, title: path)
            try save(Array(saved.text.utf8), to: path, force: force)
            for note in saved.omissions { repl.write("left out: \(note)\n") }
            repl.write("wrote \(path)\n")
        },
    ]

    /// What this process wrote last, by path: it is written over, and nothing else is.
    private static let written = Mutex<[String: String]>([:])

    /// Writes a notebook where none is, or where the one lies that was saved here and is as it was.
    private static func save(_ bytes: [UInt8], to path: String, force: Bool) throws {
        let key = URL(fileURLWithPath: path).standardizedFileURL.path
        var status = stat()
        do throws(FileError) {
            if lstat(path, &status) != 0 {
                let place = URL(fileURLWithPath: path)
                try OpenFolder(place.deletingLastPathComponent().path).write(bytes, to: place.lastPathComponent)
            } else {
                let old = try RegularFile.contents(path, limit: 1 << 26)
                guard force || written.withLock({ $0[key] }) == Digest.of(old) else {
                    throw FileError(
                        operation: "write", path: path,
                        reason: "it is there already; another name, or `:save \(path) --force`, which writes over it")
                }
                try FileReplacement.replace(old, of: path, with: bytes, force: force)
            }
        } catch { throw CommandError(OutputError(error).description) }
        written.withLock { $0[key] = Digest.of(bytes) }
    }

    /// Evaluates the cells of a notebook as entries of the prompt, so that `:cells` and `:save` know them.
    private static func enter(_ words: CommandWords, _ command: String, on repl: Repl) throws {
        let document = try reading { try Input.document(words.file) }
        let declared = document.frontMatter.parameters
        // What is remembered of the line holds no secret.
        let hidden = Set(declared.filter { $0.kind == .secret }.map(\.name))
        if words.assignments.contains(where: { hidden.contains(String($0.prefix { $0 != "=" })) }) {
            let shown = words.assignments.map { text in
                let name = String(text.prefix { $0 != "=" })
                return " -p " + (hidden.contains(name) ? "\(name)=•••" : text)
            }
            repl.remembered = ":\(command) \(words.file)" + (words.cell.map { "#\($0)" } ?? "") + shown.joined()
        }
        if let cell = words.cell, !document.cells.contains(where: { $0.id == cell }) {
            let near = nearest(to: cell, among: document.cells.map(\.id))
            throw CommandError("no cell has the id `\(cell)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        let parameters = try reading { try Input.parameters(of: document, file: nil, assignments: words.assignments) }
        for warning in document.allWarnings { repl.console.warning(warning) }
        let session = repl.session
        let before = (folder: session.folder, seed: session.seed)
        defer { (session.folder, session.seed) = before }
        session.folder = PathText.folder(of: words.file)
        session.seed = document.frontMatter.seed
        if !declared.isEmpty, !define(parameters, on: repl) { return }
        for cell in document.cells where !cell.attributes.isSkipped && (words.cell == nil || words.cell == cell.id) {
            guard try isWanted(cell, of: document, on: repl) else { continue }
            var origin = Repl.Origin()
            (origin.id, origin.file, origin.firstLine) = (cell.id, cell.file(in: document), cell.firstLine)
            (origin.seed, origin.limit) = (cell.attributes.seed, cell.attributes.timeout)
            let isWell = repl.evaluate(cell.source, from: origin)
            let error = repl.transcript.entries.last?.error?.name
            if repl.wasInterrupted { throw CommandError("stopped at the cell \(cell.id); what follows it did not run") }
            if let raises = cell.attributes.raises, error != raises {
                throw CommandError(
                    "the cell \(cell.id) should have failed with \(raises), and \(error.map { "failed with \($0)" } ?? "did not fail")"
                )
            }
            if !isWell, cell.attributes.raises == nil, !cell.attributes.allowsError {
                if cell.id != document.cells.last?.id { repl.console.note("the cells after \(cell.id) did not run") }
                throw FailedEntry()
            }
        }
    }

    /// Gives the session `params`; what is kept of it holds the values, but for secrets.
    private static func define(_ parameters: Parameters, on repl: Repl) -> Bool {
        repl.session.parameters = Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value.text) })
        repl.session.secrets = Secrets(parameters.secrets)
        var origin = Repl.Origin()
        (origin.id, origin.file, origin.evaluated) = ("params", "parameters", parameters.program)
        return repl.evaluate(parameters.swiftSource, from: origin)
    }

    private static func isWanted(_ cell: Cell, of document: Document, on repl: Repl) throws -> Bool {
        guard let condition = cell.attributes.condition else { return true }
        let place = CellPlace(id: cell.id, file: cell.file(in: document), firstLine: cell.fenceLine)
        let session = repl.session
        let answer = repl.attend { () -> Result<Bool?, CellFailure> in
            do throws(CellFailure) { return .success(try session.truth(of: condition, at: place)) } catch {
                return .failure(error)
            }
        }
        do {
            guard let isTrue = try answer.get() else { throw CommandError("`if=\(condition)` is not true or false") }
            return isTrue
        } catch let failure as CellFailure { throw CommandError(failure.text) }
    }

    private static func reading<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let failure as Failure { throw CommandError(failure.message) }
    }
}
