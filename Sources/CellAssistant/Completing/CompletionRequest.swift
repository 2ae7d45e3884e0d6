import CellCompiler
import Foundation

/// What the service is asked.
struct CompletionRequest {
    /// What is under way is known by this name; there is no such file, and nobody can make one.
    private static let file = "/proc/self/avts-nb/entry.swift"
    private let text: String
    private let offset: Int
    private let prefix: String
    private let arguments: [String]

    /// - Parameter offset: where the word begins of which `prefix` is typed.
    init(_ compiler: Compiler, _ source: String, at offset: Int, prefix: String) {
        (text, self.offset) = compiler.reading(source, at: offset)
        self.prefix = prefix
        // While the arguments stay, the service keeps what it has read of modules and of their folders, and sees no new cell.
        arguments =
            [
                "-swift-version", "5", "-enable-testing", "-module-name", "entry", "-D", "CELLS_\(compiler.cells.count)",
                // An expression that the compiler finds too hard ends after a second or so, without an answer.
                "-Xfrontend", "-solver-expression-time-threshold=1",
            ]
            + compiler.searchArguments + [Self.file]
    }

    /// Opens a list and closes it: the service filters it, and forgets nothing that makes the next one quick.
    var yaml: [String] {
        let place = "key.sourcefile: \(quoted(Self.file)), key.name: \(quoted(Self.file)), key.offset: \(offset)"
        let options = [
            "filtertext": quoted(prefix), "hideunderscores": "1", "fuzzymatching": "0", "addinnerresults": "0",
            "addinneroperators": "0", "group.overloads": "0", "group.stems": "0",
        ].map { "key.codecomplete.\($0): \($1)" }.joined(separator: ", ")
        return [
            "{key.request: source.request.codecomplete.open, \(place), key.sourcetext: \(quoted(text)), "
                + "key.codecomplete.options: {\(options)}, key.compilerargs: [\(arguments.map(quoted).joined(separator: ", "))]}",
            "{key.request: source.request.codecomplete.close, \(place)}",
        ]
    }

    /// A text in YAML's double quotes.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
