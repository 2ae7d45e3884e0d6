import Files

/// A table, or a file of one, that is not what was asked of it: where, what was found, what was expected and what helps.
public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, with the line where there is one; or the row of a table that was made in memory.
    public let place: String
    /// What was found there.
    public let found: String
    /// What was expected; nil for a refusal of the system's.
    public let expected: String?
    /// What helps; nil where that goes without saying.
    public let remedy: String?

    package init(_ place: String, found: String, expected: String?, remedy: String? = nil) {
        (self.place, self.found, self.expected, self.remedy) = (place, found, expected, remedy)
    }

    init(_ error: FileError) { self.init("cannot \(error.operation) \(error.path)", found: error.reason, expected: nil) }

    public var description: String {
        guard let expected else { return "\(place): \(found)" }
        return "\(place): found \(found), expected \(expected)" + (remedy.map { ". \($0)" } ?? "")
    }

    /// A text of a file as an error quotes it.
    static func quoted(_ text: String) -> String { "\"\(text.shortened(to: 60))\"" }

    /// What `body` reads or writes, with the system's refusals as errors of this kind.
    static func trying<R>(_ body: () throws(FileError) -> R) throws(TableError) -> R {
        do throws(FileError) { return try body() } catch { throw TableError(error) }
    }

    /// The bytes of a text file, which is UTF-8 without NUL.
    static func text(_ path: String) throws(TableError) -> [UInt8] {
        // Two gigabytes: a table is wholly in memory, its fields apart.
        let bytes = try trying { () throws(FileError) in try RegularFile.contents(path, limit: 1 << 31) }
        if let line = PlainText.fault(bytes) {
            throw TableError(
                "\(path), line \(line)", found: "bytes that are no text", expected: "UTF-8 without NUL",
                remedy: "Save the file as UTF-8.")
        }
        return bytes
    }
}
