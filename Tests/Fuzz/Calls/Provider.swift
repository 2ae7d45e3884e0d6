import SwiftSyntax

/// Functions of a cell that give the operands of a type by their number, so that one compiled call serves all of them.
struct Providers {
    /// `func p3(_ i: Int) throws -> [Int] { switch i { … } }`, an operand a line: one that does not compile is left out alone.
    private(set) var definitions: [String] = []
    private(set) var expressions: [[String]] = []
    private var numbers: [String: Int] = [:]
    private let operands: Operands

    init(_ operands: Operands) { self.operands = operands }

    /// The number of the function for a type; nil where no operand is known.
    mutating func provider(_ type: TypeSyntax) -> Int? {
        let written = Self.plain(type)
        if let known = numbers[written] { return known }
        guard let values = operands.expressions(type), !values.isEmpty else { return nil }
        let number = expressions.count
        definitions.append("func p\(number)(_ i: Int) throws -> \(written) { switch i {")
        definitions += values.indices.dropFirst().map { "case \($0): return try \(values[$0])" }
        definitions.append("default: return try \(values[0]) } }")
        expressions.append(values)
        numbers[written] = number
        return number
    }

    /// A type as a function gives it: `@escaping` and `inout` are a parameter's, and `some` is a caller's to choose.
    static func plain(_ type: TypeSyntax) -> String {
        if let any = type.as(SomeOrAnyTypeSyntax.self), any.someOrAnySpecifier.text == "some" {
            return Placeholders.type(any.constraint.trimmedDescription)
        }
        guard let attributed = type.as(AttributedTypeSyntax.self) else { return type.trimmedDescription }
        let isSendable = attributed.attributes.trimmedDescription.contains("@Sendable")
        return (isSendable ? "@Sendable " : "") + attributed.baseType.trimmedDescription
    }
}
