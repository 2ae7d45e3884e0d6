/// The value of a parameter.
public enum ParameterValue: Hashable, Sendable {
    case int(Int)
    case float(Double)
    case bool(Bool)
    case string(String)
    case ints([Int])
    case floats([Double])
    case strings([String])
    /// A text that is written nowhere: not in `run.json`, the report, a message or the history.
    case secret(String)
}

extension ParameterValue: CustomStringConvertible {
    /// The value as `-p` takes it; of a secret, dots.
    public var description: String {
        switch self {
        case .int(let value): "\(value)"
        case .float(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let value): value
        case .ints(let values): "[\(values.map(String.init).joined(separator: ", "))]"
        case .floats(let values): "[\(values.map { "\($0)" }.joined(separator: ", "))]"
        case .strings(let values): ListText.written(values)
        case .secret: "•••"
        }
    }

    /// The value as the cells get it.
    public var text: String {
        switch self {
        case .secret(let value): value
        case .ints(let values): ListText.json(values.map(String.init))
        case .floats(let values): ListText.json(values.map { "\($0)" })
        case .strings(let values): ListText.json(values)
        default: description
        }
    }

    /// Its type in Swift, and a value of it.
    var swiftType: (name: String, none: String) {
        switch self {
        case .int: ("Int", "0")
        case .float: ("Double", "0")
        case .bool: ("Bool", "false")
        case .string, .secret: ("String", "\"\"")
        case .ints: ("[Int]", "[] as [Int]")
        case .floats: ("[Double]", "[] as [Double]")
        case .strings: ("[String]", "[] as [String]")
        }
    }

    /// The value as Swift source; of a secret, an empty text.
    public var swiftLiteral: String {
        switch self {
        case .float(let value) where !value.isFinite:
            value.isNaN ? "Double.nan" : value < 0 ? "-Double.infinity" : "Double.infinity"
        case .string(let value): value.swiftLiteral
        case .strings(let values): "[\(values.map(\.swiftLiteral).joined(separator: ", "))]"
        case .floats(let values): "[\(values.map { ParameterValue.float($0).swiftLiteral }.joined(separator: ", "))]"
        case .secret: "\"\""
        default: description
        }
    }
}

extension ParameterValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .float(value)
        } else if let values = try? container.decode([Int].self) {
            self = .ints(values)
        } else if let values = try? container.decode([Double].self) {
            self = .floats(values)
        } else if let values = try? container.decode([String].self) {
            self = .strings(values)
        } else {
            self = .string(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .int(let value): try container.encode(value)
        case .float(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .ints(let values): try container.encode(values)
        case .floats(let values): try container.encode(values)
        case .strings(let values): try container.encode(values)
        case .secret: try container.encode(description)
        }
    }
}

extension String {
    /// The text as a Swift string literal.
    var swiftLiteral: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ": result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
