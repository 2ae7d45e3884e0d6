import CellCompiler
import Files
import Foundation
import Session
import Terminal
import Work

/// The prompt: reads lines until they are a whole, evaluates them on the session, shows what comes of it.
///
/// Lines are read and signals are minded on the caller's thread; cells run on the session's own.
package final class Repl {
    package let session: CellSession
    /// Answers the tab key and `:help`.
    let assistant: (any CellHelping)?
    package let console: Console
    /// The commands, in the order `:help` lists them.
    package let commands: [Command]
    package internal(set) var transcript = Transcript()
    /// The files of the pictures shown so far.
    package internal(set) var figures: [String] = []
    /// How progress is worded, after so many seconds.
    package var progressText: (ProgressReport, Double) -> String = { report, _ in
        "\(report.label) \(report.fraction.map { "\(Int($0 * 100)) %" } ?? "") \(report.detail)"
    }

    let isTerminal: Bool
    let signals: SignalPipe
    let images = InlineImage.protocolOfTerminal()
    /// Where this process keeps pictures and cells' own files; a number of a process comes again, and a killed one leaves its folder.
    static let folder = TemporaryFolder.named("prompt")
    /// The text of the entry under way.
    var gathered = ""
    let progress = Box<ProgressReport>()
    private var isLeaving = false
    private var exitCode: Int32 = 0

    /// The commands of the prompt itself.
    package static let ownCommands = HelpCommands.table + SessionCommands.table + TranscriptCommands.table

    /// - Parameter commands: those of the front end, after the prompt's own.
    package init(session: CellSession, assistant: (any CellHelping)? = nil, console: Console, commands: [Command] = []) {
        self.session = session
        self.assistant = assistant
        self.console = console
        self.commands = Self.ownCommands + commands
        isTerminal = isatty(0) == 1
        signals = SignalPipe(for: isTerminal ? [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP] : [SIGINT, SIGTERM, SIGHUP])
        // After a notebook its files stay where they are.
        session.files = session.files ?? Self.folder + "/files"
        session.onEvent = { [unowned self] event in self.heard(event) }
    }

    /// Runs until the input ends; gives the exit code.
    package func run(greeting: String = "") -> Int32 {
        isTerminal ? runTerminal(greeting) : runPiped()
    }

    package func write(_ text: String) { console.write(text) }

    /// Ends the prompt after the current line.
    package func leave(_ code: Int32 = 0) {
        isLeaving = true
        exitCode = code
    }

    package func reset() throws {
        try session.reset()
        transcript.removeAll()
    }

    // MARK: - Reading

    private func runTerminal(_ greeting: String) -> Int32 {
        if !greeting.isEmpty { write(greeting) }
        let completer = LineCompleter(assistant: assistant) { [unowned self] in self.commands }
        let editor = LineEditor(signals: signals, completer: completer)
        let history = LineHistory(path: LineHistory.defaultPath())
        var pending = ""
        while !isLeaving {
            completer.earlierLines = pending
            switch editor.read(prompt: pending.isEmpty ? "avts> " : "  ... ") {
            case .cleared: pending = ""
            case .terminated: return 143
            case .end:
                write("\n")
                // Ctrl-D in the middle of an entry gives the entry up.
                if pending.isEmpty { return exitCode }
                pending = ""
            case .line(let line):
                let source = pending + line + "\n"
                if pending.isEmpty, line.hasPrefix(":") {
                    history.add(line)
                    _ = obey(line)
                } else if !isBlank(source), wantsMore(source, line) {
                    pending = source
                } else {
                    pending = ""
                    history.add(source)
                    if !isBlank(source) { evaluate(source) }
                }
            }
        }
        return exitCode
    }

    /// No prompt, no echo; the first error is the last thing that happens.
    private func runPiped() -> Int32 {
        var lines = PipedLines()
        var pending = ""
        while !isLeaving, let line = lines.next() {
            if pending.isEmpty, line.hasPrefix(":") {
                guard obey(line) else { return 1 }
                continue
            }
            pending += line + "\n"
            if isBlank(pending) {
                pending = ""
            } else if CellReading.completeness(of: pending) != .incomplete, !lines.continues() {
                let source = pending
                pending = ""
                guard evaluate(source) else { return exitCode == 0 ? 1 : exitCode }
            }
        }
        if let failure = lines.failure {
            console.error("\(failure)")
            return 1
        }
        if !isLeaving, !isBlank(pending), !evaluate(pending) { return exitCode == 0 ? 1 : exitCode }
        return exitCode
    }

    /// A blank line forces; otherwise the parser decides.
    private func wantsMore(_ source: String, _ line: String) -> Bool {
        !isBlank(line) && CellReading.completeness(of: source) == .incomplete
    }

    private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    /// Runs a `:command`; false when it failed.
    private func obey(_ line: String) -> Bool {
        let words = line.dropFirst()
        let name = String(words.prefix { !$0.isWhitespace })
        let argument = words.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
        do {
            if let command = commands.first(where: { $0.name == name }) {
                try command.action(self, argument)
            } else {
                let near =
                    nearest(to: name, among: commands.map(\.name))
                    ?? commands.map(\.name).first { $0.hasPrefix(name) && !name.isEmpty }
                throw CommandError(
                    "there is no :\(name)" + (near.map { "; did you mean :\($0)?" } ?? "; :help lists what there is"))
            }
            return true
        } catch let error as CellError {
            console.note(error.rendered(color: console.colorsErrors))
        } catch {
            console.error("\(error)")
        }
        return false
    }
}
