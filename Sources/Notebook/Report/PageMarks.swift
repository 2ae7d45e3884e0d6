/// Signs on a page in place of what is known when the page is whole: the numbers of figures, tables and formulas, what refers to them,
/// and values within prose. A cell that is written does not know what stands before it.
enum PageMarks {
    /// What is numbered.
    enum Kind: Int, CaseIterable {
        case figure, table, formula
    }

    // Signs that no text can hold: noncharacters are shown as something else. In UTF-8 they are EF B7 and a third byte.
    private static let number: [Kind: UInt8] = [.figure: 0x92, .table: 0x93, .formula: 0x97]
    private static let reference: UInt8 = 0x94, value: UInt8 = 0x96, end: UInt8 = 0x95

    private static func sign(_ byte: UInt8) -> String { String(decoding: [0xef, 0xb7, byte], as: UTF8.self) }
    private static func mark(_ byte: UInt8, _ words: String) -> String { sign(byte) + words + sign(end) }

    /// The next number of a kind, which can be referred to by any of some names.
    static func number(_ kind: Kind, names: [String] = []) -> String { mark(number[kind]!, names.joined(separator: " ")) }
    /// The number that belongs to a name.
    static func reference(to name: String) -> String { mark(reference, name) }
    /// The place of a value within prose.
    static func phrase(_ index: Int) -> String { mark(value, "\(index)") }

    /// The page with its numbers and values; a name that nothing has is a question mark.
    ///
    /// - Parameter phrases: the values as HTML.
    static func filled(_ page: String, phrases: [String] = []) -> String {
        let bytes = Array(page.utf8)
        var counts: [Kind: Int] = [:]
        var numbers: [String: Int] = [:]
        // What is referred to may stand further down.
        each(bytes, { _ in }) { byte, words in
            guard let kind = Kind.allCases.first(where: { number[$0] == byte }) else { return }
            counts[kind, default: 0] += 1
            for name in words.split(separator: " ") where numbers[String(name)] == nil { numbers[String(name)] = counts[kind] }
        }
        counts = [:]
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        each(bytes, { result += $0 }) { byte, words in
            if let kind = Kind.allCases.first(where: { number[$0] == byte }) {
                counts[kind, default: 0] += 1
                result += "\(counts[kind]!)".utf8
            } else if byte == reference {
                result += (numbers[words].map { "\($0)" } ?? "?").utf8
            } else if byte == value {
                result += (Int(words).flatMap { phrases.indices.contains($0) ? phrases[$0] : nil } ?? "").utf8
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Gives what stands between marks to one, and each mark to the other.
    private static func each(_ bytes: [UInt8], _ plain: (ArraySlice<UInt8>) -> Void, _ mark: (UInt8, String) -> Void) {
        var start = 0, index = 0
        func isSign(at place: Int) -> Bool {
            bytes[place] == 0xef && place + 2 < bytes.count && bytes[place + 1] == 0xb7
                && (0x92...0x97).contains(bytes[place + 2])
        }
        while index < bytes.count {
            guard isSign(at: index) else {
                index += 1
                continue
            }
            plain(bytes[start..<index])
            let kind = bytes[index + 2]
            var close = index + 3
            while close < bytes.count, !isSign(at: close) { close += 1 }
            mark(kind, String(decoding: bytes[min(index + 3, close)..<close], as: UTF8.self))
            index = min(close + 3, bytes.count)
            start = index
        }
        plain(bytes[start...])
    }
}
