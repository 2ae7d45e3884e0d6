import Files
import SwiftSyntax

extension Lowerer {
    func lowerString(_ literal: StringLiteralExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        if let text = literal.representedLiteralValue {
            if wanted?.unwrapped == .character {
                guard text.count == 1 else {
                    throw fail("a Character is exactly one character, and this is \(text.count)", literal)
                }
                return Lowered(constant: .character(Character(text)), .character)
            }
            if let choice = try choice(text, wanted, literal) { return choice }
            return Lowered(constant: .string(text), .string)
        }
        return try lowerInterpolation(literal)
    }

    /// A string where a choice of the library is wanted is checked at once.
    private func choice(_ text: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol) throws -> Lowered? {
        guard case .native(let native)? = wanted?.unwrapped, native.metatype.accepts(.string),
            !native.metatype.implicitMembers.isEmpty
        else { return nil }
        guard native.metatype.fromScript(.string(text)) != nil else {
            throw unknownChoice(text, native, node)
        }
        return Lowered(constant: .string(text), .native(native))
    }

    func unknownChoice(_ text: String, _ native: NativeType, _ node: some SyntaxProtocol) -> Diagnostic {
        let members = native.metatype.implicitMembers
        let hint = nearest(to: text, among: members).map { "did you mean '.\($0)'?" }
        return fail(
            "type '\(native.name)' has no member '\(text)'", node,
            remedy: hint ?? "there are " + members.map { "." + $0 }.joined(separator: ", "))
    }

    private func lowerInterpolation(_ literal: StringLiteralExprSyntax) throws -> Lowered {
        enum Part {
            case text(String)
            case string(Code)
            case int(IntCode)
            case value(Code, ScriptType?)
        }
        var parts: [Part] = []
        for segment in literal.segments {
            switch segment {
            case .stringSegment(let text): parts.append(.text(try self.text(text, of: literal)))
            case .expressionSegment(let segment):
                let arguments = Array(segment.expressions)
                guard let first = arguments.first else { throw fail("an expression is expected here", segment) }
                if arguments.count > 1 {
                    parts.append(.string(try lowerFormatted(arguments, segment)))
                    continue
                }
                let part = try lower(first.expression)
                switch part.type {
                case .string: parts.append(.string(part.code))
                case .int: parts.append(.int(part.int))
                default: parts.append(.value(part.code, part.type.mentionsOptional ? part.type : nil))
                }
            }
        }
        let (machine, layout) = (machine, function.layout)
        return Lowered(.string) { base in
            var result = ""
            for part in parts {
                switch part {
                case .text(let text): result += text
                case .string(let code):
                    if case .string(let text) = try code(base) { result += text }
                case .int(let code): result += String(try code(base))
                case .value(let code, let type):
                    let value = try code(base)
                    machine.top = base + layout.size
                    result += type.map { value.described(as: $0, quoted: false) } ?? value.printed
                }
            }
            return .string(result)
        }
    }

    /// The text of one segment with its escapes read.
    private func text(_ segment: StringSegmentSyntax, of literal: StringLiteralExprSyntax) throws -> String {
        // The parser reads escapes only of whole literals: give it one made of this segment alone.
        var single = literal
        single.segments = StringLiteralSegmentListSyntax([.stringSegment(segment)])
        return single.representedLiteralValue ?? segment.content.text
    }

    /// `\(x, digits: 2)`, `\(x, width: 8)`, `\(x, format: "%.3f")`: numbers laid out.
    private func lowerFormatted(_ arguments: [LabeledExprSyntax], _ node: some SyntaxProtocol) throws -> Code {
        let value = try lower(arguments[0].expression)
        var digits: IntCode?
        var width: IntCode?
        var format: Code?
        for argument in arguments.dropFirst() {
            switch argument.label?.text {
            case "digits"?: digits = try lower(argument.expression, as: .int).int
            case "width"?: width = try lower(argument.expression, as: .int).int
            case "format"?, "specifier"?: format = try lower(argument.expression, as: .string).code
            default:
                throw fail(
                    "an interpolation knows no '\(argument.label?.text ?? "_")'", argument,
                    remedy: "write \\(x, digits: 2), \\(x, width: 8) or \\(x, format: \"%.3f\")")
            }
        }
        let code = value.code
        return { [site = site(node)] base in
            let value = try code(base)
            var text = value.printed
            if let format, case .string(let pattern) = try format(base) { text = try formatted(value, pattern, site) }
            if let digits { text = fixed(value, max(0, min(100, try digits(base)))) }
            if let width {
                let missing = min(10_000, try width(base)) - text.count
                if missing > 0 { text = String(repeating: " ", count: missing) + text }
            }
            return .string(text)
        }
    }
}
