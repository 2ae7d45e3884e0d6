/// What to write in place of the syntax of other languages.
enum ForeignSyntax {
    private static let function = "a function is written func name(x: Int) -> Int { … }"
    private static let condition = "a choice between values is written condition ? a : b"
    private static let closure = "a closure is written { x in … }"
    private static let handling = "write do { try … } catch { … }"

    /// By a word of the line that Swift has not.
    private static let byWord: [String: String] = [
        "def": function, "function": function, "fn": function, "lambda": closure, "elif": "write else if", "const": "write let",
        "not": "write ! before it", "and": "write &&", "or": "write ||", "raise": "write throw", "except": handling,
        "catch": handling, "pass": "an empty block is written { }", "with": "what is opened closes by itself",
        "from": "`import AVTSKit` and Foundation are there already",
        "global": "functions change the cell's variables as they are", "int": "write let x = …, or let x: Int = …",
        "float": "write let x = …, or let x: Float = …", "double": "write let x = …, or let x: Double = …", "auto": "write let",
        "new": "write the type's name: Linear(2, 3)", "print": "write print(…)", "echo": "write print(…)",
        "del": "a name is gone when a new one takes its place", "assert": "write assert(…), or check(…, \"…\")",
    ]

    /// By a sign of the line.
    private static let signs: [(sign: String, remedy: String)] = [
        (":=", "write let a = …"), ("=>", closure), (" @ ", "the product of matrices is a.matmul(b)"),
    ]

    /// By an operator that Swift has not.
    static let operators: [String: String] = [
        "**": "write pow(a, b)", "++": "write x += 1", "--": "write x -= 1", "=>": closure, "<>": "write !=",
        "//": "write Int(a / b)", "@": "the product of matrices is a.matmul(b)", "^": "write pow(a, b)",
    ]

    /// What to write, when the form of a line is another language's.
    static func remedy(ofForm line: String) -> String? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        if text.hasPrefix("#"), !text.hasPrefix("#if") { return "a comment begins with //" }
        if text.hasPrefix("%") || text.hasPrefix("!pip") {
            return "a cell is Swift; at the prompt, commands begin with a colon (:help)"
        }
        if text.hasPrefix("$(") || text.hasPrefix("#include") { return "a cell is Swift" }
        let start = words(in: text).first ?? ""
        if line.hasTrailingColon, ["if", "elif", "for", "while", "else", "class", "try", "with"].contains(start) {
            return "a block stands in braces: \(start) … { … }"
        }
        if let found = line.firstRange(of: "f\""), line[..<found.lowerBound].last.map({ !$0.isLetter }) ?? true {
            return "write \"\\(x)\" for what Python writes f\"{x}\""
        }
        if let known = signs.first(where: { line.contains($0.sign) }) { return known.remedy }
        let all = words(in: text)
        if start != "for", start != "if", all.contains("for"), all.contains("in"), !line.contains("{") {
            return "a list made of another is written xs.map { x in … }"
        }
        if start != "if", all.contains("if"), all.contains("else"), !line.contains("{") { return condition }
        return nil
    }

    /// What to write for a word that another language has, and Swift takes for a name.
    static func remedy(for word: String) -> String? { word == "print" ? nil : byWord[word] }

    /// What to write, when the words where a line is wrong are another language's.
    ///
    /// - Parameter column: where, in characters from 1; the whole line is looked at where that is unknown.
    static func remedy(in line: String, _ column: Int?) -> String? {
        let near = column.map { words(around: $0, in: line) } ?? words(in: line)
        return (near + words(in: line).prefix(1)).lazy.compactMap { byWord[$0] }.first
    }

    private static func words(in text: some StringProtocol) -> [String] {
        text.split(whereSeparator: { !($0.isLetter || $0 == "_") }).map { String($0) }
    }

    /// The words before and at a place.
    private static func words(around column: Int, in line: String) -> [String] {
        let before = line.prefix(max(0, column - 1)), after = line.dropFirst(max(0, column - 1))
        return [words(in: before).last, words(in: after).first].compactMap { $0 }
    }
}

extension String {
    fileprivate var hasTrailingColon: Bool { last { $0 != " " && $0 != "\t" } == ":" }
}
