import Notebook
import REPL
import Session
import Terminal

/// Opens the prompt on a session.
struct Prompt {
    let engine: Engine
    let console: Console

    /// A prompt on a new session.
    func run(seed: UInt64?) throws -> Int32 {
        let session = try engine.makeSession()
        session.seed = seed ?? 0
        return run(on: session, document: nil)
    }

    /// A prompt on a session that has run a notebook.
    func run(on session: CellSession, document: Document?) -> Int32 {
        let help = PromptHelp(session)
        // What is typed is meant from where the person stands, whatever notebook ran before.
        session.folder = nil
        // While the banner is read.
        help.warm()
        let repl = Repl(session: session, assistant: help, console: console, commands: NotebookCommands.table)
        repl.progressText = { ProgressText.line(head: $0.label, elapsed: $1, $0) }
        let names = document.map { "the names of \($0.fileName) are here; " } ?? ""
        return repl.run(greeting: console.isQuiet ? "" : "avts-nb \(AvtsNB.version): \(names):help for help, Ctrl-D to leave\n")
    }
}
