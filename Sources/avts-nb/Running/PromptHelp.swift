import CellAssistant
import REPL
import Session

/// The assistant of a session's cells, as the prompt asks it.
final class PromptHelp: CellHelping {
    private let session: CellSession
    private let assistant: Assistant

    init(_ session: CellSession) {
        self.session = session
        assistant = Assistant(compiler: session.compiler)
    }

    func warm() { current.warm() }

    func completions(_ source: String, at offset: Int) -> [(text: String, start: Int)] {
        current.completions(source, at: offset).map { ($0.text, $0.start) }
    }

    func help(_ name: String) -> String? { current.help(name) }

    var helpNames: [String] { current.helpNames }

    /// After `:reset` the session has another compiler.
    private var current: Assistant {
        assistant.compiler = session.compiler
        return assistant
    }
}
