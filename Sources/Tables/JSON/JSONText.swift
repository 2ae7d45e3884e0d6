import Files

/// How values stand in JSON.
enum JSONText {
    /// A text in quotes.
    static func quoted(_ text: String) -> String { text.quotedAsJSON }

    /// A number of a table as JSON writes it: the digits as they stand where JSON knows them so; nil where it has no such number.
    static func number(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let isJSON = bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer, path: "")
            guard scanner.next() == .number, (try? scanner.number()) == text else { return false }
            return scanner.next() == .end
        }
        if isJSON { return text }
        guard case .number(let value) = NumberText.read(text), value.isFinite else { return nil }
        return CSVText.number(value)
    }

    /// Reads a JSON text that is one value and nothing behind it.
    static func reading<R>(
        _ path: String, _ body: (inout JSONScanner) throws(TableError) -> R
    ) throws(TableError) -> R {
        let path = PathText.expanded(path)
        let bytes = try TableError.text(path)
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(TableError) in
                var scanner = JSONScanner(buffer, path: path)
                let value = try body(&scanner)
                guard scanner.next() == .end else { throw scanner.fault(scanner.found(), expected: "nothing behind the value") }
                return value
            }
        }
        return try result.get()
    }
}
