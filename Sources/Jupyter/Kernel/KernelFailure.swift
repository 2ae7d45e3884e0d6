import Notebook
import Session
import Terminal

/// Why a cell failed, as clients are told.
struct KernelFailure {
    let name: String
    let message: String
    let trace: [String]

    init(_ error: any Error) {
        guard var error = error as? CellError else {
            (name, message) = ("ToolchainError", VisibleText.of("\(error)"))
            trace = [Self.red("error:") + " " + message]
            return
        }
        name = VisibleText.line(error.name)
        message = VisibleText.of(error.message)
        // The number of the cell says which it is.
        error.cell = ""
        let (red, blue, off) = ("\u{F0000}", "\u{F0001}", "\u{F0002}")
        let marked = error.rendered { text, tone in (tone == .error ? red : blue) + text + off }
        // Colours are put in behind what a text of others is shown by.
        trace = VisibleText.of(marked).split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).replacing(red, with: "\u{1B}[31m").replacing(blue, with: "\u{1B}[36m").replacing(off, with: "\u{1B}[0m")
        }
    }

    private static func red(_ text: String) -> String { "\u{1B}[31m\(text)\u{1B}[0m" }

    var content: JSON {
        ["ename": .string(name), "evalue": .string(message), "traceback": .array(trace.map { .string($0) })]
    }

    var reply: [String: JSON] {
        [
            "status": "error", "ename": .string(name), "evalue": .string(message),
            "traceback": .array(trace.map { .string($0) }),
        ]
    }
}
