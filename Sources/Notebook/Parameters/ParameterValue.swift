/// The value of a parameter.
public enum ParameterValue: Hashable, Sendable {
    case int(Int)
    case float(Double)
    case bool(Bool)
    case string(String)
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
        case .secret: "•••"
        }
    }

    /// The value as the cells get it.
    public var text: String { if case .secret(let value) = self { value } else { description } }

    /// The value as Swift source; of a secret, an empty text.
    public var swiftLiteral: String {
        switch self {
        case .float(let value) where !value.isFinite:
            value.isNaN ? "Double.nan" : value < 0 ? "-Double.infinity" : "Double.infinity"
        case .string(let value): value.swiftLiteral
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
