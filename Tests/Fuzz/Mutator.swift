/// Makes new snippets of known ones: tokens changed, dropped, doubled and exchanged, lines of two mixed, numbers driven to extremes.
struct Mutator: SnippetSource {
    let preamble = ""
    let turnsOfASession = 50
    let seconds = 1.0
    private let sources: [[String]]
    private let pool: [String]
    private var state: UInt64

    private static let extremes = [
        "0", "-1", "1", "9_223_372_036_854_775_807", "-9_223_372_036_854_775_808", "1e308", "-0.0", "Double.nan",
        "Double.infinity",
        "1_000_000_000", "nil", "\"\"", "[]", "[:]", "{ $0 }", "true",
    ]

    init(corpus: [String], seed: UInt64) {
        sources = corpus.map(Self.tokens)
        pool = sources.flatMap(\.self)
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// The next snippet: the same ones in the same order for a seed.
    mutating func next() -> String? {
        var cell = sources[below(sources.count)]
        if below(4) == 0 {
            let other = sources[below(sources.count)]
            cell = Array(cell[..<below(cell.count + 1)]) + Array(other[below(other.count + 1)...])
        }
        for _ in 0...below(4) { mutate(&cell) }
        return cell.joined()
    }

    private mutating func mutate(_ cell: inout [String]) {
        guard !cell.isEmpty else { return cell = ["1"] }
        let place = below(cell.count)
        switch below(6) {
        case 0: cell[place] = pool[below(pool.count)]
        case 1: cell.remove(at: place)
        case 2: cell.insert(pool[below(pool.count)], at: place)
        case 3: cell.insert(cell[below(cell.count)], at: place)
        case 4:
            let numbers = cell.indices.filter { cell[$0].first?.isNumber ?? false }
            cell[numbers.isEmpty ? place : numbers[below(numbers.count)]] = Self.extremes[below(Self.extremes.count)]
        default: cell.swapAt(place, below(cell.count))
        }
    }

    /// Knuth's MMIX generator.
    private mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(bound, 1)
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
