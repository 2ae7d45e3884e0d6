import Files
import Foundation
import Notebook

/// Reads what a command works on.
enum Input {
    /// A notebook from a file, or from standard input for `-`.
    static func document(_ path: String) throws -> Document { try documentAndBytes(path).document }

    /// A notebook, and what stands in its file.
    static func documentAndBytes(_ path: String) throws -> (document: Document, bytes: [UInt8]) {
        let bytes = try read(path)
        let name = path == "-" ? "<stdin>" : path
        // Swift's own files are one cell, unless they hold a notebook.
        if path == "-" || path.hasSuffix(".swift"), let code = String(validating: bytes, as: UTF8.self),
            !Document.looksLikeNotebook(code)
        {
            return (Document(code: code, path: name), bytes)
        }
        do {
            let document = try Document(parsing: bytes, path: name)
            return (try document.including { try RegularFile.contents($0, limit: byteLimit) }, bytes)
        } catch {
            throw Failure(.notANotebook, error.description)
        }
    }

    /// A notebook is written by hand; one with pictures in its prose may have some megabytes.
    private static let byteLimit = 1 << 26

    static func read(_ path: String) throws -> [UInt8] {
        do throws(FileError) {
            if path == "-" {
                var input = BoundedInput()
                return try input.contents(limit: byteLimit)
            }
            return try RegularFile.contents(path, limit: byteLimit)
        } catch {
            guard FileManager.default.fileExists(atPath: PathText.expanded(path)) || path == "-" else {
                throw Failure(.noInput, "cannot read \(path): there is no such file")
            }
            let remedy = error.reason.contains("pipe") ? "; `-` reads standard input" : ""
            throw Failure(.noInput, error.description + remedy)
        }
    }

    /// The parameters of a run: the file's first, then each `-p` over them.
    static func parameters(of document: Document, file: String?, assignments: [String]) throws -> Parameters {
        do {
            var all: [(name: String, text: String)] = []
            let declared = document.frontMatter.parameters
            if let file {
                let read = try Assignments.parse(file: String(decoding: read(file), as: UTF8.self), path: file)
                all += Assignments.settlingPaths(read, declared: declared, from: file == "-" ? nil : PathText.folder(of: file))
            }
            all += Assignments.settlingPaths(try assignments.map { try Assignments.parse($0) }, declared: declared)
            return try Parameters(declared: declared, assignments: all)
        } catch let error as ParameterErrors {
            throw Failure(.parameters, error.description)
        }
    }
}
