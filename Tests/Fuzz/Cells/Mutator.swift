/// Makes new cells of known ones: tokens and bytes changed, dropped, doubled and exchanged, two cells spliced, numbers driven to extremes.
struct Mutator {
    private let sources: [[String]]
    private let pool: [String]
    private var random: Chance

    private static let odd = [
        "0", "-1", "9_223_372_036_854_775_807", "-9_223_372_036_854_775_808", "99999999999999999999999", "1e308", "1e999", "-0.0",
        "0x", "Double.nan", "nil", "\"\"", "[]", "[:]", "{ $0 }", "{", "}", "(", ")", "\"", "\"\"\"", "\\(", "#if", "/*", "*/",
        "//", "`",
        "\u{0}", "\r\n", "\r", "\u{2028}", "\u{feff}", "é", "👩‍👩‍👧", "_", "$0", "#line 7", "#sourceLocation(file: \"x\", line: 9)",
        "import NoSuch", "while true {}", "fatalError()", "exit(0)", "try", "await", "@main", "private", "throw",
    ]

    init(_ cells: [String], seed: UInt64) {
        sources = cells.map(Self.tokens)
        pool = sources.flatMap(\.self)
        random = Chance(seed: seed)
    }

    /// The next cell: the same ones in the same order for a seed.
    mutating func next() -> [UInt8] {
        var cell = random.element(of: sources)
        if random.below(4) == 0 {
            let other = random.element(of: sources)
            cell = Array(cell[..<random.below(cell.count + 1)]) + Array(other[random.below(other.count + 1)...])
        }
        for _ in 0...random.below(2) * random.below(4) { change(&cell) }
        if random.below(60) == 0 { cell = [swollen()] }
        var bytes = Array(cell.joined().utf8)
        if random.below(8) == 0 { change(&bytes) }
        return bytes
    }

    /// Changes some bytes, whatever they mean.
    mutating func change(_ bytes: inout [UInt8]) {
        for _ in 0...random.below(6) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[place] = UInt8(random.below(256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(random.below(256)), at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(40)))
            default:
                let piece = bytes[place..<min(bytes.count, place + 1 + random.below(80))]
                bytes.insert(contentsOf: Array(piece), at: random.below(bytes.count))
            }
        }
    }

    private mutating func change(_ cell: inout [String]) {
        guard !cell.isEmpty else { return cell = ["1"] }
        let place = random.below(cell.count)
        switch random.below(7) {
        case 0: cell[place] = random.element(of: pool)
        case 1: cell.remove(at: place)
        case 2: cell.insert(random.element(of: pool), at: place)
        case 3: cell.insert(cell[random.below(cell.count)], at: place)
        case 4:
            let numbers = cell.indices.filter { cell[$0].first?.isNumber ?? false }
            cell[numbers.isEmpty ? place : random.element(of: numbers)] = random.element(of: Self.odd)
        case 5: cell.insert(random.element(of: Self.odd), at: place)
        default: cell.swapAt(place, random.below(cell.count))
        }
    }

    /// What is too long or too deep for anybody to read.
    private mutating func swollen() -> String {
        let count = [200, 2000, 20_000][random.below(3)]
        let (left, right) = random.element(of: [("(", ")"), ("[", "]"), ("{ ", " }"), ("-", ""), ("!", ""), ("\"\\(", ")\"")])
        let deep = String(repeating: left, count: count) + "1" + String(repeating: right, count: count)
        let chain =
            "let z = 1"
            + String(repeating: random.element(of: [".a", "()", "[0]", "!", "?.b", " + 1", " ? 1 : 2", " as Int"]), count: count)
        let branches = String(repeating: "if true {} else ", count: count / 10) + "{}"
        let long = "let x = \"" + String(repeating: "é", count: 50 * count) + "\""
        return random.element(of: [
            deep, chain, branches, "let y = \(deep)", long, String(repeating: "\n", count: count) + "1 / 0",
        ])
    }

    /// Words, runs of white space, and single signs.
    private static func tokens(_ source: String) -> [String] {
        var result: [String] = []
        var kind = -1
        for character in source {
            let next = character.isLetter || character.isNumber || character == "_" ? 0 : character.isWhitespace ? 1 : 2
            if next == kind, next != 2 { result[result.count - 1].append(character) } else { result.append(String(character)) }
            kind = next
        }
        return result
    }
}
