import ArgumentParser
import Files
import Foundation
import Notebook
import Terminal

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Write a notebook of Jupyter's, an .ipynb file, as an .avtsnb file.")

    @Argument(help: "The .ipynb file; - reads it from standard input.")
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write; FILE.avtsnb beside it unless said, - is standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Write over a file that is there.")
    var force = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let bytes = try Input.read(file)
            let imported: Importer
            do throws(ImportError) { imported = try Importer(ipynb: bytes, path: file == "-" ? "<stdin>" : file) } catch {
                throw Failure(.notANotebook, error.description)
            }
            for warning in imported.warnings { console.warning("\(file): warning: \(warning)") }
            let stem = file.hasSuffix(".ipynb") ? String(file.dropLast(6)) : file
            let target = output ?? (file == "-" ? "-" : stem + ".avtsnb")
            guard target != "-" else {
                console.write(imported.text)
                return 0
            }
            try write(Array(imported.text.utf8), to: target)
            console.note("wrote \(target)")
            return 0
        }
    }

    /// A notebook is a person's own: one that is there and says something else is written over with `--force` alone.
    private func write(_ text: [UInt8], to path: String) throws {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw Failure(.cannotWrite, "cannot write \(path): it is there and no ordinary file; name another with -o")
            }
            let old = try? RegularFile.contents(path, limit: 1 << 28)
            if old == text { return }
            guard force else {
                throw Failure(.cannotWrite, "cannot write \(path): it is there; name another file with -o, or say --force")
            }
            if let old {
                return try MadeFile.writing { () throws(FileError) in try FileReplacement.replace(old, of: path, with: text) }
            }
        }
        try MadeFile.writing { () throws(FileError) in try AtomicFile.write(text, to: path) }
    }
}
