/// The parts of Swift that are coloured, on a page as at a prompt: keywords, text, numbers, comments and types, found by their look alone, so that what is not
/// finished has colours too.
package struct SwiftTokens {
    package enum Kind: Sendable { case keyword, text, number, comment, type }

    package struct Token: Equatable, Sendable {
        package let kind: Kind
        /// Bytes of the source.
        package let range: Range<Int>
    }

    private enum Place {
        /// Brackets that are open within `\(…)` of a text.
        case code(depth: Int)
        case text(hashes: Int, isLong: Bool)
    }

    private let bytes: [UInt8]
    private var index = 0
    private var places: [Place] = [.code(depth: 0)]
    private var tokens: [Token] = []

    /// The coloured parts of a source, in order and apart from each other.
    package static func of(_ source: String) -> [Token] {
        var reader = SwiftTokens(bytes: Array(source.utf8))
        while reader.index < reader.bytes.count { reader.step() }
        return reader.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func add(_ kind: Kind, from start: Int) {
        index = min(index, bytes.count)
        if index > start { tokens.append(Token(kind: kind, range: start..<index)) }
    }

    private func isHere(_ sign: StaticString, at start: Int) -> Bool {
        let count = sign.utf8CodeUnitCount
        return start + count <= bytes.count && (0..<count).allSatisfy { bytes[start + $0] == sign.utf8Start[$0] }
    }

    private func hashes(from start: Int) -> Int { bytes[min(start, bytes.count)...].prefix { $0 == UInt8(ascii: "#") }.count }

    private mutating func step() {
        switch places.last {
        case .text(let hashes, let isLong)?: text(hashes, isLong, from: index)
        default: code()
        }
    }

    private mutating func code() {
        let start = index
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "/") where isHere("//", at: index):
            index = bytes[index...].firstIndex(of: 10) ?? bytes.count
            add(.comment, from: start)
        case UInt8(ascii: "/") where isHere("/*", at: index): comment()
        case UInt8(ascii: "#"), UInt8(ascii: "\""):
            let count = hashes(from: index)
            if isHere("\"", at: index + count) {
                let isLong = isHere("\"\"\"", at: index + count)
                places.append(.text(hashes: count, isLong: isLong))
                index += count + (isLong ? 3 : 1)
                text(count, isLong, from: start)
            } else {
                index += count
                // `#if`, `#available`.
                let word = index
                while index < bytes.count, SwiftTokens.goesOn(bytes[index]) { index += 1 }
                if index > word { add(.keyword, from: start) }
            }
        case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: "`"):
            index += 1
            while index < bytes.count, SwiftTokens.goesOn(bytes[index]) { index += 1 }
            if index < bytes.count, bytes[index] == byte { index += 1 }
        case UInt8(ascii: "("):
            change(by: 1)
        case UInt8(ascii: ")"):
            if case .code(depth: 0)? = places.last, places.count > 1 {
                // The end of what a text holds: the text goes on with it.
                places.removeLast()
                if case .text(let hashes, let isLong)? = places.last {
                    index += 1
                    text(hashes, isLong, from: start)
                }
            } else {
                change(by: -1)
            }
        case _ where SwiftTokens.begins(byte): word()
        default: index += 1
        }
    }

    private mutating func change(by step: Int) {
        if case .code(let depth)? = places.last { places[places.count - 1] = .code(depth: max(0, depth + step)) }
        index += 1
    }

    /// Goes on with a text up to its end, or to code within it.
    private mutating func text(_ count: Int, _ isLong: Bool, from start: Int) {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where hashes(from: index + 1) >= count:
                index += 1 + count
                if isHere("(", at: index) {
                    index += 1
                    places.append(.code(depth: 0))
                    return add(.text, from: start)
                }
                // A line's end ends the text, whatever stands before it.
                if isLong || (index < bytes.count && bytes[index] != 10) { index += 1 }
            case UInt8(ascii: "\"") where isLong ? isHere("\"\"\"", at: index) : true:
                index += isLong ? 3 : 1
                guard hashes(from: index) >= count else { continue }
                index += count
                places.removeLast()
                return add(.text, from: start)
            case 10 where !isLong:
                places.removeLast()
                return add(.text, from: start)
            default: index += 1
            }
        }
        add(.text, from: start)
    }

    private mutating func comment() {
        let start = index
        var depth = 0
        repeat {
            if isHere("/*", at: index) {
                depth += 1
                index += 2
            } else if isHere("*/", at: index) {
                depth -= 1
                index += 2
            } else {
                index += 1
            }
        } while depth > 0 && index < bytes.count
        add(.comment, from: start)
    }

    private mutating func number() {
        let start = index
        let isHex = isHere("0x", at: index)
        if isHex { index += 2 }
        func isDigit(_ place: Int) -> Bool {
            place < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place])
        }
        func isPart(_ place: Int) -> Bool {
            guard place < bytes.count else { return false }
            switch bytes[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): return true
            case UInt8(ascii: "o"),
                UInt8(ascii: "b") where !isHex:
                return place == start + 1
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): return isHex
            default: return false
            }
        }
        var hasPoint = false
        while index < bytes.count {
            if isPart(index) {
                index += 1
            } else if bytes[index] == UInt8(ascii: "."), !hasPoint, isDigit(index + 1) {
                // The dots of `0..<5` are none.
                hasPoint = true
                index += 1
            } else if (isHex ? "pP" : "eE").utf8.contains(bytes[index]) {
                let sign = index + 1 < bytes.count && "+-".utf8.contains(bytes[index + 1]) ? 1 : 0
                guard isDigit(index + 1 + sign) else { break }
                index += 1 + sign
            } else {
                break
            }
        }
        add(.number, from: start)
    }

    private mutating func word() {
        let start = index
        index += 1
        while index < bytes.count, SwiftTokens.goesOn(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if text.first?.isUppercase == true, text != "Self" {
            add(.type, from: start)
        } else if Self.keywords.contains(text), start == 0 || bytes[start - 1] != UInt8(ascii: ".") {
            add(.keyword, from: start)
        }
    }

    private static func begins(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "@"),
            UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    private static func goesOn(_ byte: UInt8) -> Bool {
        (begins(byte) && byte != UInt8(ascii: "@")) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
