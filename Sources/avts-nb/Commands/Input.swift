import Foundation
import Notebook

/// Reads what a command works on.
enum Input {
    /// A notebook from a file, or from standard input for `-`.
    static func document(_ path: String) throws -> Document {
        let bytes = try read(path)
        let name = path == "-" ? "<stdin>" : path
        if path == "-", let code = String(validating: bytes, as: UTF8.self), !Document.looksLikeNotebook(code) {
            return Document(code: code, path: name)
        }
        do {
            return try Document(parsing: bytes, path: name)
        } catch {
            throw Failure(.notANotebook, error.description)
        }
    }

    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(.noInput, "cannot read \(path): there is no such file")
        }
        guard !isFolder.boolValue else { throw Failure(.noInput, "cannot read \(path): it is a folder") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.noInput, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        return [UInt8](data)
    }

    /// The parameters of a run: the file's first, then each `-p` over them.
    static func parameters(of document: Document, file: String?, assignments: [String]) throws -> Parameters {
        do {
            var all: [(name: String, text: String)] = []
            if let file { all += try Assignments.parse(file: String(decoding: read(file), as: UTF8.self), path: file) }
            for assignment in assignments { all.append(try Assignments.parse(assignment)) }
            return try Parameters(declared: document.frontMatter.parameters, assignments: all)
        } catch let error as ParameterErrors {
            throw Failure(.parameters, error.description)
        }
    }
}
