/// The records of a separated text by RFC 4180: quoted fields hold separators, ends of lines and doubled quotes; lines end in LF, CR LF
/// or CR; empty lines are no records.
package struct CSVRecords {
    package struct Record: Hashable, Sendable {
        /// Of its first character, from 1.
        package var line: Int
        package var fields: [Field]
    }

    package struct Field: Hashable, Sendable {
        package var text: String
        package var isQuoted: Bool
    }

    /// What is no record, and its line.
    package struct Fault: Error, Hashable, Sendable {
        package let line: Int
        package let found: String
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    private let trims: Bool
    private var (at, line) = (0, 1)

    private static let (quote, lf, cr) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    /// Hands on record by record.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 without NUL; a byte-order mark at the beginning is passed over.
    ///   - separator: one byte of ASCII, neither a quote nor the end of a line.
    ///   - trims: takes spaces off the ends of fields that are not quoted, and lets them stand around quotes.
    package static func each<Failure: Error>(
        of bytes: [UInt8], separator: UInt8 = UInt8(ascii: ","), trims: Bool = false,
        orFault failure: (Fault) -> Failure, _ body: (Record) throws(Failure) -> Void
    ) throws(Failure) {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(Failure) in
                var records = CSVRecords(bytes: buffer, separator: separator, trims: trims)
                if bytes.starts(with: [0xef, 0xbb, 0xbf]) { records.at = 3 }
                while true {
                    let next: Record?
                    do throws(Fault) { next = try records.next() } catch { throw failure(error) }
                    guard let next else { return }
                    try body(next)
                }
            }
        }
        try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, trims: Bool) {
        (self.bytes, self.separator, self.trims) = (bytes, separator, trims)
    }

    private mutating func next() throws(Fault) -> Record? {
        while at < bytes.count {
            var record = Record(line: line, fields: [])
            repeat { record.fields.append(try field()) } while takeSeparator()
            takeLineEnd()
            let isBlank = record.fields.count == 1 && record.fields[0].text.isEmpty && !record.fields[0].isQuoted
            if !isBlank { return record }
        }
        return nil
    }

    private mutating func field() throws(Fault) -> Field {
        let start = at
        if trims { skipSpaces() }
        guard at < bytes.count, bytes[at] == CSVRecords.quote else {
            at = start
            while at < bytes.count, !endsField(bytes[at]) { at += 1 }
            var part = bytes[start..<at]
            if trims {
                part = part.drop { CSVRecords.isSpace($0) }
                while let last = part.last, CSVRecords.isSpace(last) { part.removeLast() }
            }
            return Field(text: String(decoding: part, as: UTF8.self), isQuoted: false)
        }
        let opened = line
        at += 1
        var (text, first) = ("", at)
        while true {
            guard at < bytes.count else { throw Fault(line: opened, found: "a quote that nothing closes") }
            if bytes[at] == CSVRecords.lf
                || bytes[at] == CSVRecords.cr && !(at + 1 < bytes.count && bytes[at + 1] == CSVRecords.lf)
            {
                line += 1
            }
            guard bytes[at] == CSVRecords.quote else {
                at += 1
                continue
            }
            text += String(decoding: bytes[first..<at], as: UTF8.self)
            at += 1
            guard at < bytes.count, bytes[at] == CSVRecords.quote else { break }
            // A doubled quote is one of the text.
            first = at
            at += 1
        }
        if trims { skipSpaces() }
        guard at == bytes.count || endsField(bytes[at]) else {
            throw Fault(line: line, found: "text behind a closing quote")
        }
        return Field(text: text, isQuoted: true)
    }

    private func endsField(_ byte: UInt8) -> Bool { byte == separator || byte == CSVRecords.lf || byte == CSVRecords.cr }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private mutating func skipSpaces() {
        while at < bytes.count, CSVRecords.isSpace(bytes[at]), bytes[at] != separator { at += 1 }
    }

    private mutating func takeSeparator() -> Bool {
        guard at < bytes.count, bytes[at] == separator else { return false }
        at += 1
        return true
    }

    private mutating func takeLineEnd() {
        guard at < bytes.count else { return }
        if bytes[at] == CSVRecords.cr, at + 1 < bytes.count, bytes[at + 1] == CSVRecords.lf { at += 1 }
        (at, line) = (at + 1, line + 1)
    }
}
