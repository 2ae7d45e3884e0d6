import Foundation
import Notebook

/// Notebooks of Jupyter's: what is imported is a notebook, and one that is exported and imported again stays as it is.
struct IpynbTarget: FileTarget {
    static let name = "ipynb"
    static let about = "notebooks of Jupyter's, ours and others', read by Importer, and exported again"
    static let errors: [any Error.Type] = [ImportError.self]

    private static let foreign = """
        {"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "attachments": {"p.png": {"image/png": "AA=="}},
          "source": ["# Title\\n", "```swift\\n", "let a = 1\\n", "```\\n", "<!-- open"]},
         {"cell_type": "code", "id": "b", "metadata": {"tags": ["x"]}, "execution_count": 1, "outputs": [{"output_type": "stream",
          "name": "stdout", "text": "1\\n"}], "source": "print(\\"```\\")\\n```\\n~~~~"},
         {"cell_type": "raw", "id": "c", "metadata": {}, "source": ["raw \\u0000 \\ud83d\\ude00"]}],
         "metadata": {"kernelspec": {"name": "swift", "display_name": "Swift", "language": "swift"}, "title": "A \\"t\\\\"},
         "nbformat": 4, "nbformat_minor": 5}
        """

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        var samples = [FileSample(name: "foreign.ipynb", bytes: Array(foreign.utf8))]
        let notebooks = try NotebookTarget.samples(in: folder, project: project)
        for (number, sample) in notebooks.enumerated() {
            let document = try Document(parsing: sample.bytes, path: "n.avtsnb")
            let text = Exporter(document: document, folder: nil).export(to: .ipynb)
            samples.append(FileSample(name: "ours-\(number).ipynb", bytes: Array(text.utf8)))
        }
        return samples
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.json(sample.bytes) }

    init(_ samples: [FileSample], folder: String) throws {}

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let imported = try Importer(ipynb: bytes, path: "n.ipynb")
        guard let document = try? Document(parsing: imported.text, path: "n.avtsnb") else {
            throw WrongRead(description: "what was imported is no notebook")
        }
        try Self.checkWayBack(document)
    }

    /// A document that is exported and imported is the same text.
    static func checkWayBack(_ document: Document) throws {
        let file = Array(Exporter(document: document, folder: nil).export(to: .ipynb).utf8)
        guard let again = try? Importer(ipynb: file, path: "n.ipynb"), Array(again.text.utf8) == Array(document.text.utf8) else {
            throw WrongRead(description: "exported and imported it is another text")
        }
        guard again.warnings.isEmpty else { throw WrongRead(description: "of our own file: \(again.warnings)") }
    }
}
