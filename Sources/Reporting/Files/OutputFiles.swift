import Files
import Foundation
import Work

/// A file of the work's own that cannot be named, read or written.
public struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found, and what helps.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// The path of a file of this notebook's own, beneath its output folder; the folders above the file are made.
///
/// Later runs find the file again. In a program the folder is the one that it runs in.
///
///     try pair.save(to: outputPath("weights/last.safetensors"))
/// - Throws: `OutputError` for a name that leads out of the folder, or where a run keeps no files.
public func outputPath(_ name: String) throws -> String {
    // What this function gave may be given to whatever takes a name.
    if let folder = Work.current.files.map({ PathText.absolute($0) }), name.hasPrefix(folder + "/") {
        return try outputPath(String(name.dropFirst(folder.count + 1)))
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.contains("\0"), parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
        throw OutputError(
            "found the name \"\(name)\", expected one beneath the output folder, such as \"weights/last.safetensors\"")
    }
    let context = Work.current
    guard let folder = context.files ?? (context.isProgram ? FileManager.default.currentDirectoryPath : nil) else {
        throw OutputError("this run writes no files; run the notebook with `avts-nb run FILE`, or give `--out FOLDER`")
    }
    let path = PathText.absolute(folder) + "/" + name
    do {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    } catch {
        throw OutputError("cannot make the folder of \(path): \(error.localizedDescription)")
    }
    return path
}

/// Writes a text (UTF-8) to a file of this notebook's own, whole or not at all; see ``outputPath(_:)``.
///
/// - Throws: `OutputError` for a name that leads out of the folder, or a file that cannot be written.
public func writeText(_ text: String, to name: String) throws {
    let path = try outputPath(name)
    do throws(FileError) { try AtomicFile.write(Array(text.utf8), to: path) } catch { throw OutputError("\(error)") }
}

/// The text of a file (UTF-8, at most 64 MiB) by its path: `try readText(outputPath("notes.txt"))`.
///
/// - Throws: `OutputError` for a file that is not there, too long, or no text.
public func readText(_ path: String) throws -> String {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try RegularFile.contents(path, limit: 64 << 20) } catch {
        throw OutputError(fileExists(path) ? error.description : "there is no file \(path)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw OutputError("\(path) is no text in UTF-8") }
    return text
}

/// Whether there is a file or a folder at a path.
public func fileExists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: PathText.expanded(path)) }
