/// What a message of the compiler speaks of.
enum Complaint: Equatable {
    case unknownName(String)
    case unknownMember(String, type: String)
    case unknownModule(String)
    case unknownOperator(String)
    case unknownLabel(String)
    /// A number of one type where one of another is wanted.
    case numbers(given: String, wanted: String)
    /// A bare number where a tensor is set.
    case numberForTensor(String)
    /// A text and something else are added.
    case textAndValue
    /// A text in single quotes.
    case quotes
    case syntax
    case other

    init(_ message: String) {
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let first = quoted.first ?? ""
        if message.hasPrefix("cannot find operator") || message.contains("is not a prefix unary operator")
            || message.contains("is not a postfix unary operator") || message.contains("is not a binary operator")
            || message.hasPrefix("binary operator '^'")
        {
            self = .unknownOperator(first)
        } else if message.hasPrefix("binary operator '+'"), quoted.count == 3, quoted[1...].contains("String") {
            self = .textAndValue
        } else if message.hasPrefix("cannot find"), !first.isEmpty {
            self = .unknownName(first)
        } else if message.contains("has no member"), quoted.count > 1 {
            self = .unknownMember(quoted[1], type: Self.type(first))
        } else if message.contains("is inaccessible due to"), !first.isEmpty {
            self = .unknownMember(first, type: "")
        } else if message.hasPrefix("no such module") {
            self = .unknownModule(first)
        } else if message.hasPrefix("incorrect argument label"), message.contains("have '"), let label = quoted.first {
            self = .unknownLabel(String(label.split(separator: ":").first ?? ""))
        } else if message.hasPrefix("extraneous argument label") {
            self = .unknownLabel(String(first.split(separator: ":").first ?? ""))
        } else if message.hasPrefix("single-quoted") {
            self = .quotes
        } else if message.hasPrefix("cannot assign value of type"), quoted.last == "Tensor", Self.numberTypes.contains(first) {
            self = .numberForTensor(first)
        } else if let numbers = Self.numbers(message, quoted) {
            self = numbers
        } else {
            self = Self.isSyntax(message) ? .syntax : .other
        }
    }

    /// `Tensor` of `Tensor.Type`, `[Int]` and `Array<Int>`, which are Array's.
    private static func type(_ name: String) -> String {
        let name = name.hasSuffix(".Type") ? String(name.dropLast(5)) : name
        if name.hasPrefix("[") { return name.contains(":") ? "Dictionary" : "Array" }
        return String(name.prefix { $0 != "<" && $0 != "?" })
    }

    private static let numberTypes: Set = ["Int", "Double", "Float"]

    private static func numbers(_ message: String, _ quoted: [String]) -> Complaint? {
        let operands = quoted.filter { numberTypes.contains($0) }
        guard operands.count == 2, operands[0] != operands[1] else { return nil }
        if message.hasPrefix("cannot convert value of type") { return .numbers(given: operands[0], wanted: operands[1]) }
        guard message.hasPrefix("binary operator") else { return nil }
        let wanted = operands.contains("Double") ? "Double" : "Float"
        return .numbers(given: operands.first { $0 != wanted }!, wanted: wanted)
    }

    private static func isSyntax(_ message: String) -> Bool {
        [
            "expected", "consecutive statements", "unexpected", "use of undeclared", "invalid", "unterminated", "extraneous",
            "keyword", "found an unexpected", "'let' cannot", "cannot use", "unary operator", "'", "the 'if'",
        ].contains { message.hasPrefix($0) }
    }
}
