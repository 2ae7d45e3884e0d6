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
    let pictures = TerminalPictures()
    /// What the `:command` under way has written, where that is shown as a whole; else it is written at once.
    var collected: String?
    /// The value of the entry under way, where it may exceed the screen: it is shown once nothing runs.
    let heldValue = Box<[Representation]>()
    /// Where this prompt keeps pictures and cells' own files, as long as it lasts.
    let scratch: ScratchFolder?
    /// What the entry under way has printed and shown, as far as it is kept, and whether there was more.
    var gathered = ""
    var isCut = false
    /// Ctrl-C was pressed since the last command began.
    package internal(set) var wasInterrupted = false
    /// What is remembered of the command under way in place of its line: one that holds a secret is not written as it was typed.
    package var remembered: String?
    let progress = Box<ProgressReport>()
    /// What the entry under way shows in place, as it is now.
    let live = Box<[String: [Representation]]>()
    private var isLeaving = false
    private var exitCode: Int32 = 0

    /// The commands of the prompt itself.
    package static let ownCommands = HelpCommands.table + SessionCommands.table + TranscriptCommands.table + EditCommands.table

    /// - Parameter commands: those of the front end, after the prompt's own.
    package init(session: CellSession, assistant: (any CellHelping)? = nil, console: Console, commands: [Command] = []) {
        self.session = session
        self.assistant = assistant
        self.console = console
        self.commands = Self.ownCommands + commands
        isTerminal = isatty(0) == 1
        signals = SignalPipe(
            for: isTerminal ? [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP] : [SIGINT, SIGTERM, SIGHUP], endingWithin: 2)
        scratch = try? ScratchFolder()
        // After a notebook its files stay where they are.
        session.files = session.files ?? scratch.map { $0.path + "/files" }
        session.onEvent = { [unowned self] event in self.heard(event) }
    }

    /// Runs until the input ends; gives the exit code.
    package func run(greeting: String = "") -> Int32 {
        isTerminal ? runTerminal(greeting) : runPiped()
    }

    package func write(_ text: String) {
        if collected != nil { collected! += text } else { console.write(text) }
    }

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
        let isDumb = ["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
        let paints = console.colorsOutput && isatty(1) == 1 && !isDumb
        let editor = LineEditor(
            signals: signals, completer: completer, painter: paints ? LinePainter { [unowned self] in self.commands } : nil)
        editor.typedAhead = askForSixel()
        let history = LineHistory(path: LineHistory.defaultPath())
        var pending = EntryLines()
        while !isLeaving {
            completer.earlierLines = pending.text
            console.freshLine()
            switch editor.read(prompt: pending.text.isEmpty ? "avts> " : "  ... ", after: pending) {
            case .cleared: pending = EntryLines()
            case .terminated: return 143
            case .end:
                write("\n")
                // Ctrl-D in the middle of an entry gives the entry up.
                if pending.text.isEmpty { return exitCode }
                pending = EntryLines()
            case .line(let line):
                if pending.text.isEmpty, line.hasPrefix(":") {
                    remembered = nil
                    _ = obey(line)
                    history.add(remembered ?? line)
                    continue
                }
                // A paste goes on at once, and may hold as many blank lines as it likes.
                guard pending.add(line, isForced: { !editor.hasMore(within: 50) }) || pending.isBlank else { continue }
                let source = pending.text
                pending = EntryLines()
                history.add(source)
                if !isBlank(source), !leaves(source) { evaluate(source) }
            }
        }
        return exitCode
    }

    /// Asks the terminal once whether it knows sixels, where nothing else tells what it can show; gives what was typed meanwhile.
    private func askForSixel() -> [UInt8] {
        guard pictures.isWorthAsking else { return [] }
        let heard = { [pictures] (attributes: [Int]) in if attributes.contains(4) { pictures.hasSixel() } }
        DeviceAnswer.install(heard)
        let (attributes, typed) = DeviceAnswer.ask()
        if let attributes { heard(attributes) }
        return typed
    }

    /// Whether an entry is a word for leaving, in this language or another, and no name of the session's.
    private func leaves(_ source: String) -> Bool {
        let word = source.trimmingCharacters(in: .whitespacesAndNewlines)
        guard ["exit", "quit", "exit()", "quit()"].contains(word) else { return false }
        if session.compiler.declared[String(word.prefix { $0.isLetter })] != nil { return false }
        leave()
        return true
    }

    /// No prompt, no echo; the first error is the last thing that happens.
    private func runPiped() -> Int32 {
        var lines = PipedLines()
        var pending = EntryLines()
        while !isLeaving, let line = lines.next() {
            if pending.text.isEmpty, line.hasPrefix(":") {
                guard obey(line) else { return exitCode == 0 ? 1 : exitCode }
                continue
            }
            let isWhole = pending.add(line)
            if isBlank(line), pending.isBlank {
                pending = EntryLines()
            } else if isWhole, !lines.continues() {
                let source = pending.text
                pending = EntryLines()
                if leaves(source) { break }
                guard evaluate(source) else { return exitCode == 0 ? 1 : exitCode }
            }
        }
        if let failure = lines.failure {
            console.error("\(failure)")
            return 1
        }
        if !isLeaving, !pending.isBlank, !evaluate(pending.text) { return exitCode == 0 ? 1 : exitCode }
        return exitCode
    }

    private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    /// Runs a `:command`; false when it failed.
    private func obey(_ line: String) -> Bool {
        let words = line.dropFirst()
        let name = String(words.prefix { !$0.isWhitespace })
        let argument = words.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
        wasInterrupted = false
        do {
            if let command = commands.first(where: { $0.name == name || $0.otherNames.contains(name) }) {
                collected = command.isPaged && isTerminal ? "" : nil
                defer { showCollected() }
                try command.action(self, argument)
            } else {
                let near =
                    nearest(to: name, among: commands.map(\.name))
                    ?? commands.map(\.name).first { $0.hasPrefix(name) && !name.isEmpty }
                throw CommandError(
                    "there is no :\(name)" + (near.map { "; did you mean :\($0)?" } ?? "; :help lists what there is"))
            }
            return true
        } catch is FailedEntry {
        } catch let error as CellError {
            console.note(rendered(error))
        } catch {
            console.error("\(error)")
        }
        return false
    }
}
