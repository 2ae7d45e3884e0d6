import Files

/// Reads JSON value by value, as its reader expects them, with the place of what is otherwise.
///
/// Foundation's readers lose what a table must keep: the order of an object's names, one of two members of the same name, digits of a number
/// that a 64-bit float has not, and where it stood.
struct JSONScanner {
    /// What a value begins as.
    enum Kind: String {
        case array = "an array", object = "an object", string = "a text", number = "a number", truth = "true or false"
        case null = "null", end = "the end of the text", other = "no JSON"
    }

    let path: String
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    /// The line of what comes next.
    private(set) var line: Int

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - line: of the first byte.
    init(_ bytes: UnsafeBufferPointer<UInt8>, path: String, line: Int = 1) {
        (self.bytes, self.path, self.line) = (bytes, path, line)
        at = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// Bytes in all.
    var count: Int { bytes.count }

    func fault(_ found: String, expected: String) -> TableError {
        TableError("\(path), line \(line)", found: found, expected: expected)
    }

    /// What comes next, after white space.
    mutating func next() -> Kind {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0a || bytes[at] == 0x0d {
            if bytes[at] == 0x0a { line += 1 }
            at += 1
        }
        guard at < bytes.count else { return .end }
        switch bytes[at] {
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .truth
        case UInt8(ascii: "n"): return .null
        default: return .other
        }
    }

    /// What comes next, as an error quotes it.
    mutating func found() -> String {
        let kind = next()
        guard kind == .other else { return kind.rawValue }
        let rest = bytes[at...].prefix { ![0x20, 0x0a, 0x0d, 0x2c, 0x5d, 0x7d].contains($0) }.prefix(20)
        return TableError.quoted(String(decoding: rest.isEmpty ? bytes[at...].prefix(1) : rest, as: UTF8.self))
    }

    /// Reads an array; `body` reads its elements.
    mutating func array(_ body: (inout JSONScanner, Int) throws(TableError) -> Void) throws(TableError) {
        try take("[")
        if try takeIf("]") { return }
        var index = 0
        repeat {
            try body(&self, index)
            index += 1
        } while try takeIf(",")
        guard try takeIf("]") else { throw fault(found(), expected: "a comma, or the ] of an array") }
    }

    /// Reads an object; `body` reads its members' values.
    mutating func object(_ body: (inout JSONScanner, String) throws(TableError) -> Void) throws(TableError) {
        try take("{")
        if try takeIf("}") { return }
        repeat {
            guard next() == .string else { throw fault(found(), expected: "the name of a member, in quotes") }
            let name = try string()
            try take(":")
            try body(&self, name)
        } while try takeIf(",")
        guard try takeIf("}") else { throw fault(found(), expected: "a comma, or the } of an object") }
    }

    private mutating func take(_ letter: Unicode.Scalar) throws(TableError) {
        guard try takeIf(letter) else { throw fault(found(), expected: "\(letter)") }
    }

    private mutating func takeIf(_ letter: Unicode.Scalar) throws(TableError) -> Bool {
        _ = next()
        guard at < bytes.count, bytes[at] == UInt8(ascii: letter) else { return false }
        at += 1
        return true
    }
}
