import Foundation

extension StandardLibrary {
    nonisolated(unsafe) static let stringRows: [StandardRow] = [
        method("uppercased", "String", "() -> String", "In capital letters.") { .string(try $0.string(0).uppercased()) },
        method("lowercased", "String", "() -> String", "In small letters.") { .string(try $0.string(0).lowercased()) },
        attribute("capitalized", "String", "String", "Each word with a capital.") { .string(try $0.string(0).capitalized) },
        method("hasPrefix", "String", "(_: String) -> Bool", "Whether the text begins so.") {
            .bool(try $0.string(0).hasPrefix(try $0.string(1)))
        },
        method("hasSuffix", "String", "(_: String) -> Bool", "Whether the text ends so.") {
            .bool(try $0.string(0).hasSuffix(try $0.string(1)))
        },
        method(
            "split", "String",
            "(separator: Character, maxSplits: Int = 9223372036854775807, omittingEmptySubsequences: Bool = true) -> [String]",
            "The parts between separators."
        ) { call in
            guard let separator = try call.string(1).first else { return call[0] }
            return .array(
                try call.string(0).split(
                    separator: separator, maxSplits: try count(call, 2), omittingEmptySubsequences: try call.bool(3)
                )
                .map { .string(String($0)) })
        },
        method("split", "String", "(separator: String) -> [String]", "The parts between separators.") { call in
            let separator = try call.string(1)
            guard !separator.isEmpty else { throw call.trap("the separator must not be empty") }
            return .array(try call.string(0).split(separator: separator).map { .string(String($0)) })
        },
        method("components", "String", "(separatedBy: String) -> [String]", "The parts between separators, empty ones too.") {
            call in
            .array(try call.string(0).components(separatedBy: try call.string(1)).map { .string($0) })
        },
        method(
            "split", "String", "(whereSeparator: (Character) -> Bool) -> [String]",
            "The parts between characters of which a closure says true."
        ) { call in
            let test = try call.callable(1)
            return .array(try call.string(0).split { try truth(test.invoke(.character($0))) }.map { .string(String($0)) })
        },
        method("replacingOccurrences", "String", "(of: String, with: String) -> String", "With every occurrence replaced.") {
            call in
            .string(try call.string(0).replacingOccurrences(of: try call.string(1), with: try call.string(2)))
        },
        method("replacing", "String", "(_: String, with: String) -> String", "With every occurrence replaced.") { call in
            .string(try call.string(0).replacingOccurrences(of: try call.string(1), with: try call.string(2)))
        },
        method("trimmingCharacters", "String", "(in: String) -> String", "Without white space at both ends.") { call in
            .string(try call.string(0).trimmingCharacters(in: .whitespacesAndNewlines))
        },
        method(
            "padding", "String", "(toLength: Int, withPad: String, startingAt: Int) -> String", "Cut or filled up to a length."
        ) { call in
            let length = try count(call, 1)
            try call.machine.checkCount(length, call.site)
            let pad = try call.string(2)
            guard !pad.isEmpty, try call.int(3) >= 0, try call.int(3) < pad.count else {
                throw call.trap("the padding must not be empty")
            }
            return .string(try call.string(0).padding(toLength: length, withPad: pad, startingAt: try call.int(3)))
        },
        attribute("utf8", "String", "[Int]", "The bytes of the UTF-8 form.") {
            .array(try $0.string(0).utf8.map { .int(Int($0)) })
        },
        attribute("unicodeScalars", "String", "[Int]", "The code points.") {
            .array(try $0.string(0).unicodeScalars.map { .int(Int($0.value)) })
        },
        attribute("description", "String", "String", "The text itself.") { $0[0] },
        attribute("debugDescription", "String", "String", "The text as a literal.") { .string($0[0].debugPrinted) },
        attribute("isNewline", "Character", "Bool", "Whether it ends a line.") { .bool(try character($0).isNewline) },
        attribute("isLetter", "Character", "Bool", "Whether it is a letter.") { .bool(try character($0).isLetter) },
        attribute("isNumber", "Character", "Bool", "Whether it is a number.") { .bool(try character($0).isNumber) },
        attribute("isWholeNumber", "Character", "Bool", "Whether it is a digit.") { .bool(try character($0).isWholeNumber) },
        attribute("wholeNumberValue", "Character", "Int?", "The digit's value, or nil.") {
            try character($0).wholeNumberValue.map { .int($0) } ?? .none
        },
        attribute("isWhitespace", "Character", "Bool", "Whether it is white space.") { .bool(try character($0).isWhitespace) },
        attribute("isPunctuation", "Character", "Bool", "Whether it is punctuation.") { .bool(try character($0).isPunctuation) },
        attribute("isUppercase", "Character", "Bool", "Whether it is a capital.") { .bool(try character($0).isUppercase) },
        attribute("isLowercase", "Character", "Bool", "Whether it is a small letter.") { .bool(try character($0).isLowercase) },
        attribute("isASCII", "Character", "Bool", "Whether it is ASCII.") { .bool(try character($0).isASCII) },
        attribute("asciiValue", "Character", "Int?", "The ASCII code, or nil.") {
            try character($0).asciiValue.map { .int(Int($0)) } ?? .none
        },
        method("uppercased", "Character", "() -> String", "As a capital.") { .string(try character($0).uppercased()) },
        method("lowercased", "Character", "() -> String", "As a small letter.") { .string(try character($0).lowercased()) },
        typeConstant("whitespaces", "String", " ", "The white space that `trimmingCharacters(in:)` removes."),
        typeConstant("whitespacesAndNewlines", "String", " ", "The white space that `trimmingCharacters(in:)` removes."),
    ]

    nonisolated(unsafe) static let stringMutations: [StandardRow] = [
        mutating("append", "String", "(_: String) -> Void", "Adds text at the end.") { call in
            let more = try call.string(0)
            return try call.changeString { $0 += more }
        },
        mutating("append", "String", "(_: Character) -> Void", "Adds a character at the end.") { call in
            let more = try call.string(0)
            return try call.changeString { $0 += more }
        },
        mutating("append", "String", "(contentsOf: String) -> Void", "Adds text at the end.") { call in
            let more = try call.string(0)
            return try call.changeString { $0 += more }
        },
        mutating(
            "removeLast", "String", "() -> Character", "Removes the last character and gives it; the text must not be empty."
        ) { call in
            var removed = Value.none
            _ = try call.changeString { text in
                guard let last = text.popLast() else { throw call.trap("cannot remove the last character of an empty string") }
                removed = .character(last)
            }
            return removed
        },
        mutating(
            "removeFirst", "String", "() -> Character", "Removes the first character and gives it; the text must not be empty."
        ) { call in
            var removed = Value.none
            _ = try call.changeString { text in
                guard !text.isEmpty else { throw call.trap("cannot remove the first character of an empty string") }
                removed = .character(text.removeFirst())
            }
            return removed
        },
        mutating("popLast", "String", "() -> Character?", "Removes the last character and gives it, or nil.") { call in
            var removed = Value.none
            _ = try call.changeString { removed = $0.popLast().map { .character($0) } ?? .none }
            return removed
        },
        mutating("removeAll", "String", "() -> Void", "Removes everything.") { call in try call.changeString { $0 = "" } },
    ]

    private static func character(_ call: Invocation) throws -> Character {
        if case .character(let character) = call[0] { return character }
        throw call.trap("found \(call[0].typeName), where Character is needed")
    }
}
