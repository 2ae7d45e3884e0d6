import Files
import Foundation
import Script

/// The rows by which a cell keeps files of its own.
enum FileRows {
    static var all: [NativeRow] {
        [
            native(
                "outputPath(_:)",
                doc: """
                    The path of a file of this notebook's own, beneath its output folder: `NAME.out/files/…`; the folders above it are \
                    made. Later runs find the file again, and `avts-nb clean` removes it. At the prompt the folder is a temporary one. \
                    Errors: a name that leads out of the folder.
                    """
            ) { (context: NativeContext, name: String) throws -> String in try path(name, context) },
            native(
                "writeText(_:to:)",
                doc: "Writes a text (UTF-8) to a file of this notebook's own, whole or not at all; see `outputPath`."
            ) { (context: NativeContext, text: String, name: String) throws in
                let path = try path(name, context)
                do {
                    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
                } catch {
                    throw NativeError("cannot write \(path): \(error.localizedDescription)")
                }
            },
            native(
                "readText(_:)",
                doc: "The text of a file (UTF-8), by its path: `readText(outputPath(\"notes.txt\"))`. At most 64 MiB."
            ) { (path: String) throws -> String in try text(of: path) },
            native("fileExists(_:)", doc: "Whether there is a file or a folder at a path.") { (path: String) in
                FileManager.default.fileExists(atPath: path)
            },
        ]
    }

    static func path(_ name: String, _ context: NativeContext) throws -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.contains("\0"), parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
            throw NativeError(
                "found the name \"\(name)\", expected one beneath the output folder, such as \"weights/last.safetensors\"")
        }
        guard let folder = context.session.filesFolder else {
            throw NativeError("this run writes no files; run the notebook with `avts-nb run FILE`, or give `--out FOLDER`")
        }
        let path = folder + "/" + name
        do {
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        } catch {
            throw NativeError("cannot make the folder of \(path): \(error.localizedDescription)")
        }
        return path
    }

    private static func text(of path: String) throws -> String {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try RegularFile.contents(path, limit: 64 << 20) } catch {
            guard FileManager.default.fileExists(atPath: path) else { throw NativeError("there is no file \(path)") }
            throw NativeError(error.description)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw NativeError("\(path) is no text in UTF-8") }
        return text
    }
}
