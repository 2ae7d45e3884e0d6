import Files
import Foundation
import Notebook
import NotebookSession
import REPL
import Synchronization
import Terminal

/// The `:commands` that know notebooks.
enum NotebookCommands {
    static func table(_ engine: Engine) -> [Command] {
        [
            Command("run", "FILE[#ID]", takesFile: true, help: "run a notebook, or one cell of it, on this session") {
                repl, argument in
                let parts = argument.split(separator: "#", maxSplits: 1).map(String.init)
                guard let file = parts.first else { throw CommandError("which notebook? :run FILE") }
                try run(file, cell: parts.dropFirst().first, on: repl, engine)
            },
            Command("load", "FILE", takesFile: true, help: "enter the cells of a notebook as if they were typed") { repl, file in
                guard !file.isEmpty else { throw CommandError("which file? :load FILE") }
                let document = try read(file)
                for cell in document.cells where !cell.attributes.isSkipped {
                    if !repl.evaluate(cell.source) { break }
                }
            },
            Command("save", "FILE", takesFile: true, help: "write what was entered as a notebook, outputs as expected blocks") {
                repl, file in
                guard !file.isEmpty else { throw CommandError("where to? :save FILE") }
                let words = file.split(separator: " ").map(String.init)
                let force = words.contains("--force")
                let name = words.filter { $0 != "--force" }.joined(separator: " ")
                guard !name.isEmpty else { throw CommandError("where to? :save FILE") }
                let path = name.contains(".") ? name : name + ".avtsnb"
                try save(Array(notebook(repl.transcript, title: path).utf8), to: path, force: force)
                repl.write("wrote \(path)\n")
            },
        ]
    }

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
                guard force || written.withLock({ $0[key] }) == SHA256.hex(old) else {
                    throw FileError(
                        operation: "write", path: path,
                        reason: "it is there already; another name, or `:save \(path) --force`, which writes over it")
                }
                try FileReplacement.replace(old, of: path, with: bytes, force: force)
            }
        } catch { throw CommandError(OutputError(error).description) }
        written.withLock { $0[key] = SHA256.hex(bytes) }
    }

    private static func read(_ file: String) throws -> Document {
        do {
            return try Input.document(file)
        } catch let failure as Failure {
            throw CommandError(failure.message)
        }
    }

    private static func run(_ file: String, cell: String?, on repl: Repl, _ engine: Engine) throws {
        let document = try read(file)
        var options = RunOptions()
        options.seed = document.frontMatter.seed
        if let cell { options.only = [cell] }
        if let (id, suggestion) = options.unknownCells(in: document).first {
            throw CommandError("no cell has the id `\(id)`" + (suggestion.map { "; \($0)" } ?? ""))
        }
        let parameters: Parameters
        do {
            parameters = try Parameters(declared: document.frontMatter.parameters, assignments: [])
        } catch {
            throw CommandError(error.description)
        }
        let watcher = RunConsole(console: repl.console, document: document, style: .full)
        let session = repl.session
        let (hear, seed) = (session.onEvent, session.seed)
        defer { (session.onEvent, session.seed) = (hear, seed) }
        let runner = Runner(
            document: document, parameters: parameters, evaluator: session, options: options, folder: nil,
            provenance: engine.provenance(for: document, on: session, isKept: false), observer: watcher.heard)
        _ = repl.attend { runner.run() }
    }

    /// The session as a notebook that `avts-nb test` passes.
    static func notebook(_ transcript: Transcript, title: String) -> String {
        let name = URL(fileURLWithPath: title).lastPathComponent
        let seed = transcript.entries.first?.seed ?? 0
        var text = "---\navtsnb: 1\ntitle: \(name.split(separator: ".").first ?? "session")\nseed: \(seed)\n---\n"
        for entry in transcript.entries {
            // What did not even parse changed nothing and is left out.
            if let error = entry.error, !error.ran { continue }
            let fence = fence(for: entry.source + entry.output)
            var attributes = "#\(entry.id)"
            if entry.seed != seed { attributes += " seed=\(entry.seed)" }
            if let error = entry.error { attributes += " raises=\(error.name)" }
            text +=
                "\n\(fence)swift {\(attributes)}\n\(entry.source.hasSuffix("\n") ? entry.source : entry.source + "\n")\(fence)\n"
            if !entry.output.isEmpty {
                text +=
                    "\n\(fence)output {for=\(entry.id)}\n\(entry.output.hasSuffix("\n") ? entry.output : entry.output + "\n")\(fence)\n"
            }
        }
        return text
    }

    private static func fence(for text: String) -> String {
        var fence = "```"
        while text.contains(fence) { fence += "`" }
        return fence
    }
}
