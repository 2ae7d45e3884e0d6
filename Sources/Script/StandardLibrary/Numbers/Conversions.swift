import Foundation

extension StandardLibrary {
    nonisolated(unsafe) static let conversionRows: [StandardRow] = [
        initializer("Int", "(_: Int)", "The number itself.") { $0[0] },
        initializer("Int", "(_: Double)", "Without the decimals.") { try truncated($0) },
        initializer("Int", "(_: Float)", "Without the decimals.") { try truncated($0) },
        initializer("Int", "(_: String) -> Int?", "The number a text shows, or nil.") {
            Int(try $0.string(0)).map { .int($0) } ?? .none
        },
        initializer("Int", "(_: String, radix: Int) -> Int?", "The number a text shows in a base of 2 to 36, or nil.") { call in
            let radix = try call.int(1)
            guard (2...36).contains(radix) else { throw call.trap("a radix is between 2 and 36") }
            return Int(try call.string(0), radix: radix).map { .int($0) } ?? .none
        },
        initializer("Int", "(exactly: Double) -> Int?", "The whole number a Double is, or nil.") {
            Int(exactly: try $0.double(0)).map { .int($0) } ?? .none
        },
        initializer("Int", "()", "0.") { _ in 0 },
        initializer("Double", "(_: Double)", "The number itself.") { $0[0] },
        initializer("Double", "(_: Int)", "As a Double.") { .double(Double(try $0.int(0))) },
        initializer("Double", "(_: Float)", "As a Double.") { .double(try $0.double(0)) },
        initializer("Double", "(_: String) -> Double?", "The number a text shows, or nil.") {
            Double(try $0.string(0)).map { .double($0) } ?? .none
        },
        initializer("Double", "()", "0.") { _ in 0.0 },
        initializer("Float", "(_: Float)", "The number itself.") { $0[0] },
        initializer("Float", "(_: Int)", "As a Float.") { .float(Float(try $0.int(0))) },
        initializer("Float", "(_: Double)", "As a Float.") { .float(Float(try $0.double(0))) },
        initializer("Float", "(_: String) -> Float?", "The number a text shows, or nil.") {
            Float(try $0.string(0)).map { .float($0) } ?? .none
        },
        initializer("Bool", "(_: Bool)", "The truth itself.") { $0[0] },
        initializer("Bool", "(_: String) -> Bool?", "true or false, or nil.") {
            Bool(try $0.string(0)).map { .bool($0) } ?? .none
        },
        initializer("String", "()", "An empty text.") { _ in "" },
        initializer("String", "(_: String)", "The text itself.") { $0[0] },
        initializer("String", "(_: Character)", "The character as text.") { .string(try $0.string(0)) },
        initializer("String", "(_: Int)", "As print writes it.") { .string($0[0].printed) },
        initializer("String", "(_: Double)", "As print writes it.") { .string($0[0].printed) },
        initializer("String", "(_: [Character])", "The characters one after the other.") {
            .string(try $0.elements(0).map(\.printed).joined())
        },
        initializer("String", "(_: Int, radix: Int)", "In a base of 2 to 36.") { call in
            let radix = try call.int(1)
            guard (2...36).contains(radix) else { throw call.trap("a radix is between 2 and 36") }
            return .string(String(try call.int(0), radix: radix))
        },
        initializer("String", "(repeating: String, count: Int)", "A text so many times.") { call in
            let (text, number) = (try call.string(0), try count(call, 1))
            let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: number)
            guard !overflow else { throw call.machine.tooManyElements(Int.max, call.site) }
            try call.machine.checkCount(size, call.site)
            return .string(text.isEmpty ? "" : String(repeating: text, count: number))
        },
        initializer("String", "(format: String, _: Any...)", "Numbers laid out by printf's notation.") { call in
            .string(try formatted(try call.string(0), try call.elements(1), call.site))
        },
        initializer("String", "(describing: Any)", "As print writes it.") { .string($0[0].printed) },
        initializer("String", "(_: Any)", "As print writes it.") { .string($0[0].printed) },
        initializer("Character", "(_: String)", "The only character of a text.") { call in
            let text = try call.string(0)
            guard text.count == 1 else {
                throw call.trap("a Character is exactly one character, and '\(text)' has \(text.count)")
            }
            return .character(Character(text))
        },
    ]

    private static func truncated(_ call: Invocation) throws -> Value {
        let number = try call.double(0)
        guard number.isFinite, abs(number) < 9.2e18 else { throw call.trap("\(number) cannot be converted to Int") }
        return .int(Int(number))
    }
}
