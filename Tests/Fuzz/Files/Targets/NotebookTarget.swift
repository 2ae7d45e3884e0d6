import Foundation
import Notebook

/// Notebooks, with expected outputs and parameters of every kind.
struct NotebookTarget: FileTarget {
    static let name = "notebooks"
    static let about = "notebooks with parameters and expected outputs, read by Document, exported, and their outputs accepted"
    static let errors: [any Error.Type] = [DocumentError.self, ParameterErrors.self]

    private static let small = """
        ---
        avtsnb: 1
        title: "Odd & small"
        author: somebody
        seed: 7
        timeout: 2m
        params:
          rate: {type: float, default: 0.08, min: 0, max: 1, help: how fast}
          steps: {type: int, default: 3, min: 1}
          way: {type: choice, choices: [left, right], default: left}
          where: {type: path, default: ~}
          deep: {type: bool, default: true}
          word: {type: string, default: "é"}
        ---
        # Title with $x^2$ and `code`

        A list, [a link](https://example.org "t"), ![a picture](p.png), **bold**, a table:

        | a | b |
        |---|--:|
        | 1 | 2 |

        ```swift {#first timeout=3s seed=5 figure=fig fold}
        print(1 + 1)
        ```

        ```output {for=first}
        2
        ```

        $$\\sum_{i=0}^n \\frac{1}{i}$$

        ````swift {#second if="params.deep" raises=Failed hide=input}
        print("```")
        throw Failed()
        ````

        ````output {for=second}
        ```
        … <number>
        ````

        ```swift {#third skip allow-error}
        3
        ```
        > quote
        """

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let corpus = try Corpus(project: project)
        return [FileSample(name: "small.avtsnb", bytes: Array((small + "\n").utf8))]
            + corpus.notebooks.enumerated().map { FileSample(name: "corpus-\($0.offset).avtsnb", bytes: $0.element) }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.text(sample.bytes) }

    init(_ samples: [FileSample], folder: String) throws {}

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let document: Document
        do { document = try Document(parsing: bytes, path: "n.avtsnb") } catch {
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            for issue in error.issues where !(1...lines + 1).contains(issue.line) || issue.message.isEmpty {
                throw WrongRead(description: "an issue in line \(issue.line) of \(lines): \(issue.message)")
            }
            throw error
        }
        _ = try Parameters(declared: document.frontMatter.parameters, assignments: [])
        // A page takes longer than all the rest: of large notebooks some.
        for format in Exporter.Format.allCases where bytes.count < 3000 || bytes.count % 8 == 0 {
            _ = Exporter(document: document, folder: nil).export(to: format)
        }
        try IpynbTarget.checkWayBack(document)
        let printed = Dictionary(document.cells.map { ($0.id, "1\r\n```\n~~~~\nx \u{1b}[2J\n") }) { first, _ in first }
        let accepted = document.accepting(printed)
        guard let again = try? Document(parsing: accepted, path: "n.avtsnb"),
            again.cells.map(\.source) == document.cells.map(\.source),
            again.cells.map(\.id) == document.cells.map(\.id), again.expectedOutputs.count == document.expectedOutputs.count
        else { throw WrongRead(description: "with its outputs accepted it is another notebook") }
        guard again.accepting(printed) == accepted else { throw WrongRead(description: "accepted twice it is another notebook") }
    }
}
