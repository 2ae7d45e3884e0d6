/// A published value as JSON writes it; a number that JSON has no word for is written as text.
public enum ResultValue: Codable, Sendable, Equatable {
    case number(Double)
    case text(String)
    case truth(Bool)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number) where number.isFinite: try container.encode(number)
        case .number(let number): try container.encode("\(number)")
        case .text(let text): try container.encode(text)
        case .truth(let truth): try container.encode(truth)
        }
    }

    /// For people: a number with at most six significant digits.
    public var text: String {
        switch self {
        case .number(let number): Self.short(number)
        case .text(let text): text
        case .truth(let truth): truth ? "yes" : "no"
        }
    }

    private static func short(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return "\(number)" }
        if number == number.rounded(), abs(number) < 1e15 { return "\(Int(number))" }
        let magnitude = Int(number.magnitude.exponent10)
        guard (-5...5).contains(magnitude) else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<max(0, 5 - magnitude) { scale *= 10 }
        return "\((number * scale).rounded() / scale)"
    }
}

extension Double {
    /// The power of ten the number begins with.
    fileprivate var exponent10: Double {
        var power = 0.0
        var value = self
        while value >= 10, power < 400 {
            value /= 10
            power += 1
        }
        while value < 1, power > -400 {
            value *= 10
            power -= 1
        }
        return power
    }
}
