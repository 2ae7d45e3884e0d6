import Files
import Foundation

/// A notebook of Jupyter's as an `.avtsnb` file.
///
/// What `export --to ipynb` wrote becomes the bytes that it was made of, and keeps what was changed since in Jupyter.
public struct Importer: Sendable {
    /// The text of the `.avtsnb` file; it is a valid notebook.
    public private(set) var text = ""
    /// What was left out or changed, and why.
    public private(set) var warnings: [String] = []

    /// Reads the bytes of an `.ipynb` file.
    ///
    /// - Parameter path: what to call the file in messages.
    /// - Throws: ``ImportError`` for what is no notebook of nbformat 4.
    public init(ipynb bytes: [UInt8], path: String) throws(ImportError) {
        let file = try Self.file(bytes, path)
        guard file.nbformat == 4 else {
            throw ImportError(
                path: path, message: "found nbformat \(file.nbformat), expected 4",
                remedy: "`jupyter nbconvert --to notebook` writes the newest format")
        }
        guard let cells = file.cells else { throw ImportError(path: path, message: "found no list of `cells`", remedy: nil) }
        var rebuilding = IpynbRebuilding(file)
        for (number, cell) in cells.enumerated() { rebuilding.add(cell, number: number + 1) }
        (text, warnings) = rebuilding.finished()
        // What is written is read again before anyone else does.
        do { _ = try Document(parsing: text, path: path) } catch {
            throw ImportError(
                path: path, message: "its cells make no notebook: \(error.issues.first?.message ?? "")",
                remedy: error.issues.first?.remedy)
        }
    }

    private static func file(_ bytes: [UInt8], _ path: String) throws(ImportError) -> IpynbFile {
        do { return try JSONDecoder().decode(IpynbFile.self, from: Data(bytes)) } catch {
            throw ImportError(path: path, message: words(error), remedy: "an .ipynb file is JSON, as Jupyter saves it")
        }
    }

    private static func words(_ error: any Error) -> String {
        func place(_ keys: [any CodingKey]) -> String {
            keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue.shortened())" }.joined()
                .drop { $0 == "." }.description
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            let here = place(context.codingPath)
            return "found no `\(key.stringValue)`" + (here.isEmpty ? "" : " in `\(here)`")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let here = place(context.codingPath)
            return here.isEmpty ? "found another kind of JSON than an object" : "`\(here)` is of another type than it should be"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "`\(place(context.codingPath))` is of another type than it should be"
        default: return "this is no JSON, or none that can be read"
        }
    }
}

/// Why a file cannot be imported.
public struct ImportError: Error, CustomStringConvertible {
    public let path: String
    public let message: String
    public let remedy: String?

    public var description: String {
        "\(path): error: \(PageText.of(message.shortened(to: 400)))" + (remedy.map { "\n  help: \($0)" } ?? "")
    }
}
