/// What to write in place of the syntax of other languages, at the place where Swift's parser stumbles over it.
enum ForeignSyntax {
    private static let function = "a function is written func name(x: Int) -> Int { … }"
    private static let condition = "a choice between values is written condition ? a : b"
    private static let modules = "the library's names are there without an import"

    /// By the word before the place or at it.
    private static let words: [String: String] = [
        "def": function, "function": function, "fn": function, "lambda": "a closure is written { x in … }",
        "elif": "write else if",
        "const": "write let", "not": "write ! before it", "and": "write &&", "or": "write ||", "raise": "write throw",
        "except": "write do { try … } catch { … }", "catch": "write do { try … } catch { … }",
        "pass": "an empty block is written { }",
        "from": modules, "with": "what is opened closes by itself", "global": "functions change the cell's variables as they are",
        "int": "write let x = …, or let x: Int = …", "float": "write let x = …, or let x: Float = …",
        "double": "write let x = …, or let x: Double = …", "auto": "write let", "new": "write the type's name: Linear(2, 3)",
        "print": "write print(…)", "echo": "write print(…)",
    ]

    /// By what stands at the place.
    private static let signs: [(sign: String, remedy: String)] = [
        ("@", "the product of matrices is a.matmul(b)"), (":=", "write let a = …"), ("=>", "a closure is written { x in … }"),
    ]

    /// By an infix or postfix operator that Swift has not.
    static let operators: [String: String] = [
        "**": "write pow(a, b)", "++": "write x += 1", "--": "write x -= 1", "=>": "a closure is written { x in … }",
        "<>": "write !=", "//": "write Int(a / b)",
    ]

    /// What to write, when the source around a UTF-8 offset looks like another language's.
    static func remedy(in source: String, at offset: Int) -> String? {
        let bytes = source.utf8
        let place = bytes.index(bytes.startIndex, offsetBy: min(max(offset, 0), bytes.count))
        let newline = UInt8(ascii: "\n")
        let from = bytes[..<place].lastIndex(of: newline).map { bytes.index(after: $0) } ?? bytes.startIndex
        let before = String(decoding: bytes[from..<place], as: UTF8.self)
        let after = String(decoding: bytes[place...].prefix { $0 != newline }, as: UTF8.self).drop { $0 == " " }
        let line = before + after
        let start = word(line.drop { $0 == " " }) ?? ""
        if line.hasPrefix("#") { return "a comment begins with //" }
        if line.hasPrefix("%") { return "a cell is Swift; at the prompt, commands begin with a colon (:help)" }
        if after.hasPrefix(":"), ["if", "elif", "for", "while", "else", "class", "try"].contains(start) {
            return "a block stands in braces: \(start) … { … }"
        }
        if start == "import" { return modules }
        if after.hasPrefix("\""), before.hasSuffix("f") { return "write \"\\(x)\" for what Python writes f\"{x}\"" }
        if let known = signs.first(where: { after.hasPrefix($0.sign) }) { return known.remedy }
        let (previous, next) = (lastWord(before), word(after))
        if !start.isEmpty, next != start {
            if next == "for" { return "a list made of another is written xs.map { x in … }" }
            if next == "if" { return condition }
        }
        return previous.flatMap { words[$0] } ?? next.flatMap { words[$0] }
    }

    private static func word(_ text: some StringProtocol) -> String? {
        let word = text.prefix { $0.isLetter || $0 == "_" }
        return word.isEmpty ? nil : String(word)
    }

    private static func lastWord(_ text: String) -> String? {
        word(String(text.reversed().drop { $0 == " " })).map { String($0.reversed()) }
    }
}
