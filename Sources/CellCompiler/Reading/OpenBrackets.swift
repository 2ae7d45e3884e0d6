/// Whether brackets, strings or comments are open at the end of lines that come one by one: told by each line alone, where asking the
/// parser after each would read a long text again and again.
package struct OpenBrackets {
    private enum Place {
        case code(depth: Int)
        /// `###"` or `###"""`.
        case text(hashes: Int, isLong: Bool)
        case comment(depth: Int)
    }

    private var places: [Place] = [.code(depth: 0)]

    /// Brackets that are open now, and the most that were, those of code within strings among them.
    private var depth = 0
    private(set) var deepest = 0
    /// The same of square brackets alone.
    private var square = 0
    private(set) var deepestSquare = 0

    /// Of each bracket that is open, how many levels the line was indented on which it opened.
    private var levels: [Int] = []
    private var lineLevel = 0
    /// Nothing but blanks and closing brackets came on the line so far.
    private var isLeading = true

    package init() {}

    /// Levels that the next line is indented by; nil within a text or a comment, where blanks are the text's own.
    package var level: Int? {
        guard case .code? = places.last else { return nil }
        return levels.last.map { $0 + 1 } ?? 0
    }

    /// The same for a line that begins by closing what is open last.
    package var closingLevel: Int? {
        guard case .code? = places.last else { return nil }
        return levels.last ?? 0
    }

    private mutating func open() {
        depth += 1
        deepest = max(deepest, depth)
        levels.append(lineLevel)
    }

    private mutating func close() {
        depth -= 1
        if let level = levels.popLast(), isLeading { lineLevel = level }
    }

    package var isOpen: Bool {
        if places.count > 1 { return true }
        if case .code(let depth)? = places.last { return depth > 0 }
        return false
    }

    /// Goes on with a line, given without its end.
    package mutating func add(_ line: String) {
        let bytes = Array(line.utf8)
        var index = 0
        lineLevel = levels.last.map { $0 + 1 } ?? 0
        isLeading = true
        func isHere(_ sign: StaticString, at start: Int) -> Bool {
            let count = sign.utf8CodeUnitCount
            return start + count <= bytes.count && (0..<count).allSatisfy { bytes[start + $0] == sign.utf8Start[$0] }
        }
        func hashes(from start: Int) -> Int { bytes[min(start, bytes.count)...].prefix { $0 == UInt8(ascii: "#") }.count }
        while index < bytes.count, let place = places.last {
            let byte = bytes[index]
            if !" \t)]}".utf8.contains(byte) { isLeading = false }
            switch place {
            case .comment(let depth):
                if isHere("/*", at: index) {
                    places[places.count - 1] = .comment(depth: depth + 1)
                    index += 2
                } else if isHere("*/", at: index) {
                    if depth == 1 { places.removeLast() } else { places[places.count - 1] = .comment(depth: depth - 1) }
                    index += 2
                } else {
                    index += 1
                }
            case .text(let count, let isLong):
                if byte == UInt8(ascii: "\\"), hashes(from: index + 1) >= count {
                    index += 1 + count
                    if isHere("(", at: index) {
                        places.append(.code(depth: 0))
                        open()
                    }
                    index += 1
                } else if isLong ? isHere("\"\"\"", at: index) : byte == UInt8(ascii: "\"") {
                    index += isLong ? 3 : 1
                    if hashes(from: index) >= count {
                        places.removeLast()
                        index += count
                    }
                } else {
                    index += 1
                }
            case .code(let depth):
                switch byte {
                case UInt8(ascii: "/") where isHere("//", at: index): index = bytes.count
                case UInt8(ascii: "/") where isHere("/*", at: index):
                    places.append(.comment(depth: 1))
                    index += 2
                case UInt8(ascii: "#"), UInt8(ascii: "\""):
                    let count = hashes(from: index)
                    index += count
                    guard isHere("\"", at: index) else { continue }
                    let isLong = isHere("\"\"\"", at: index)
                    places.append(.text(hashes: count, isLong: isLong))
                    index += isLong ? 3 : 1
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                    places[places.count - 1] = .code(depth: depth + 1)
                    open()
                    if byte == UInt8(ascii: "[") { square += 1 }
                    deepestSquare = max(deepestSquare, square)
                    index += 1
                case UInt8(ascii: ")") where depth == 0 && places.count > 1:
                    // The end of what a string holds.
                    places.removeLast()
                    close()
                    index += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth > 0 { close() }
                    if byte == UInt8(ascii: "]") { square = max(0, square - 1) }
                    places[places.count - 1] = .code(depth: max(0, depth - 1))
                    index += 1
                // In a regular expression an escaped bracket is none.
                case UInt8(ascii: "\\"): index += 2
                default: index += 1
                }
            }
        }
        if case .text(_, isLong: false)? = places.last { places.removeLast() }
    }
}
