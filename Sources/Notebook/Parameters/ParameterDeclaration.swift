import Work

/// A parameter as the front matter declares it: `lr: {type: float, default: 0.01, min: 0, help: peak learning rate}`,
/// or only `lr: 0.01`, which is a float.
public struct ParameterDeclaration: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case int, float, bool, string, choice
        /// Lists: `[0.5, 1, 2]`.
        case ints, floats, strings
        /// A file or a folder: from where the person stands who gives it, which the sandbox lets cells read.
        case path
        /// A text that is written nowhere.
        case secret
    }

    public let name: String
    public let kind: Kind
    /// Nil when the parameter must be given.
    public let defaultValue: ParameterValue?
    /// What a `choice` may be.
    public var choices: [String] = []
    /// The least and the greatest number allowed.
    public var minimum: Double?
    public var maximum: Double?
    public var help: String?
    /// The line it is declared on, from 1.
    public var line = 0

    /// Reads a text as this parameter's type and holds it against range and choices; throws what was expected.
    public func value(from text: String) throws(ParameterError) -> ParameterValue {
        if kind == .secret, text.count < Secrets.shortest {
            throw ParameterError(
                "`\(name)` is \(expectation); found \(text.count) signs: a secret of fewer than \(Secrets.shortest) cannot be told from ordinary words in what is written"
            )
        }
        let value: ParameterValue? =
            switch kind {
            case .int: Int(text.filter { $0 != "_" }).map { .int($0) }
            case .float: Double(text).map { .float($0) }
            case .bool:
                [
                    "true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false, "0": false,
                ][text.lowercased()].map { .bool($0) }
            case .string, .choice, .path: .string(text)
            case .secret: .secret(text)
            case .ints:
                ListText.items(of: text).flatMap { items in Self.all(items) { Int($0.filter { $0 != "_" }) } }.map { .ints($0) }
            case .floats: ListText.items(of: text).flatMap { items in Self.all(items) { Double($0) } }.map { .floats($0) }
            case .strings: ListText.items(of: text).map { .strings($0) }
            }
        guard let value else { throw ParameterError("`\(name)` is \(expectation); `\(text)` is not") }
        let numbers: [Double] =
            switch value {
            case .int(let int): [Double(int)]
            case .float(let float): [float]
            case .ints(let ints): ints.map(Double.init)
            case .floats(let floats): floats
            default: []
            }
        for number in numbers {
            let found = kind == .ints || kind == .floats ? "\(number) of \(text)" : text
            if let minimum, !(number >= minimum) { throw ParameterError("`\(name)` is \(expectation); \(found) is below it") }
            if let maximum, !(number <= maximum) { throw ParameterError("`\(name)` is \(expectation); \(found) is above it") }
        }
        if kind == .choice, !choices.contains(text) {
            let nearest = NearestName.suggestion(for: text, among: choices).map { "; \($0)" } ?? ""
            throw ParameterError("`\(name)` is \(expectation); `\(text)` is not\(nearest)")
        }
        return value
    }

    /// The items as values; nil where one is none.
    private static func all<Value>(_ items: [String], _ value: (String) -> Value?) -> [Value]? {
        let values = items.compactMap(value)
        return values.count == items.count ? values : nil
    }

    /// What stands for the value where nothing runs, so that cells can be compiled: the default, else something of its type.
    var placeholder: ParameterValue {
        if let defaultValue { return defaultValue }
        return switch kind {
        case .int: .int(0)
        case .float: .float(0)
        case .bool: .bool(false)
        case .string, .path: .string("")
        case .choice: .string(choices.first ?? "")
        case .secret: .secret("")
        case .ints: .ints([])
        case .floats: .floats([])
        case .strings: .strings([])
        }
    }

    /// What the parameter takes, in words: `a float from 0`, `one of smoke, mini`.
    public var expectation: String {
        func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
        let range =
            switch (minimum, maximum) {
            case (let low?, let high?): " from \(number(low)) to \(number(high))"
            case (let low?, nil): " from \(number(low))"
            case (nil, let high?): " up to \(number(high))"
            case (nil, nil): ""
            }
        return switch kind {
        case .int: "a whole number\(range)"
        case .float: "a number\(range)"
        case .bool: "true or false"
        case .string: "a text"
        case .choice: "one of \(choices.joined(separator: ", "))"
        case .path: "a path"
        case .ints: "a list of whole numbers\(range)"
        case .floats: "a list of numbers\(range)"
        case .strings: "a list of texts"
        case .secret: "a secret text of \(Secrets.shortest) signs or more"
        }
    }
}

/// A parameter that is unknown, missing, of the wrong type or out of range.
public struct ParameterError: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
