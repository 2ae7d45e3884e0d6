/// A value of the service's answers.
package enum ResponseValue: Equatable {
    case dictionary([String: ResponseValue])
    case array([ResponseValue])
    /// Text, a number or the name of a kind.
    case word(String)

    package subscript(key: String) -> ResponseValue? {
        if case .dictionary(let entries) = self { entries[key] } else { nil }
    }

    package var items: [ResponseValue] { if case .array(let items) = self { items } else { [] } }
    package var text: String? { if case .word(let text) = self { text } else { nil } }
}

/// Reads the text by which the service describes an answer: `{ key.name: "mean(axes:)", key.results: [ … ] }`.
///
/// What is cut off or odd ends the value that it stands in; nothing traps.
package struct ResponseText {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    package static func value(of text: String) -> ResponseValue? {
        var reader = ResponseText(bytes: Array(text.utf8))
        return reader.value()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func value() -> ResponseValue? {
        guard depth < 100, let first = next() else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch first {
        case UInt8(ascii: "{"): return dictionary()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return .word(quoted())
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"): return nil
        default: return .word(bare())
        }
    }

    private mutating func dictionary() -> ResponseValue {
        place += 1
        var entries: [String: ResponseValue] = [:]
        while let byte = next(), byte != UInt8(ascii: "}") {
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            let key = byte == UInt8(ascii: "\"") ? quoted() : bare()
            guard !key.isEmpty, next() == UInt8(ascii: ":") else { break }
            place += 1
            guard let value = value() else { break }
            entries[key] = value
        }
        if next() == UInt8(ascii: "}") { place += 1 }
        return .dictionary(entries)
    }

    private mutating func array() -> ResponseValue {
        place += 1
        var items: [ResponseValue] = []
        while let byte = next(), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: ",") {
                place += 1
                continue
            }
            guard let item = value() else { break }
            items.append(item)
        }
        if next() == UInt8(ascii: "]") { place += 1 }
        return .array(items)
    }

    /// The next byte that is not blank.
    private mutating func next() -> UInt8? {
        while place < bytes.count, bytes[place] <= UInt8(ascii: " ") { place += 1 }
        return place < bytes.count ? bytes[place] : nil
    }

    /// A number or a dotted name, up to what separates values.
    private mutating func bare() -> String {
        let start = place
        while place < bytes.count, bytes[place] > UInt8(ascii: " "), !Self.separators.contains(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static let separators = Set("{}[],:\"".utf8)

    private mutating func quoted() -> String {
        place += 1
        var text: [UInt8] = []
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count {
                place += 1
                text.append(Self.escapes[bytes[place]] ?? bytes[place])
            } else {
                text.append(bytes[place])
            }
            place += 1
        }
        place = min(place + 1, bytes.count)
        return String(decoding: text, as: UTF8.self)
    }

    private static let escapes = [UInt8(ascii: "n"): UInt8(ascii: "\n"), UInt8(ascii: "t"): UInt8(ascii: "\t")]
}
