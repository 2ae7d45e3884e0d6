/// Text that a file holds, or the first line that is none.
package enum PlainText {
    /// The number of the first line that is not UTF-8 without NUL; nil where all are.
    package static func fault(_ bytes: [UInt8]) -> Int? {
        if !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil { return nil }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where line.contains(0) || String(validating: line, as: UTF8.self) == nil { return index + 1 }
        return 1
    }
}
