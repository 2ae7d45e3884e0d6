import Foundation

extension StandardLibrary {
    nonisolated(unsafe) static let numberRows: [StandardRow] =
        [
            typeConstant("max", "Int", .int(.max), "The largest Int."),
            typeConstant("min", "Int", .int(.min), "The smallest Int."),
            typeConstant("pi", "Double", .double(.pi), "π."),
            typeConstant("infinity", "Double", .double(.infinity), "Larger than any number."),
            typeConstant("nan", "Double", .double(.nan), "Not a number."),
            typeConstant("greatestFiniteMagnitude", "Double", .double(.greatestFiniteMagnitude), "The largest finite Double."),
            typeConstant("leastNormalMagnitude", "Double", .double(.leastNormalMagnitude), "The smallest normal Double."),
            typeConstant("ulpOfOne", "Double", .double(.ulpOfOne), "The distance from 1 to the next Double."),
            typeConstant("zero", "Double", 0.0, "0."),
            typeConstant("zero", "Int", 0, "0."),
            typeConstant("pi", "Float", .float(.pi), "π."),
            typeConstant("infinity", "Float", .float(.infinity), "Larger than any number."),
            typeConstant("nan", "Float", .float(.nan), "Not a number."),
            typeConstant("zero", "Float", .float(0), "0."),
            attribute("isNaN", "Double", "Bool", "Whether it is not a number.") { .bool(try $0.double(0).isNaN) },
            attribute("isFinite", "Double", "Bool", "Whether it is neither infinite nor NaN.") {
                .bool(try $0.double(0).isFinite)
            },
            attribute("isInfinite", "Double", "Bool", "Whether it is infinite.") { .bool(try $0.double(0).isInfinite) },
            attribute("magnitude", "Double", "Double", "The absolute value.") { .double(try $0.double(0).magnitude) },
            attribute("isNaN", "Float", "Bool", "Whether it is not a number.") { .bool(try $0.double(0).isNaN) },
            attribute("isFinite", "Float", "Bool", "Whether it is neither infinite nor NaN.") {
                .bool(try $0.double(0).isFinite)
            },
            attribute("magnitude", "Int", "Int", "The absolute value.") { call in
                let number = try call.int(0)
                guard number != .min else { throw overflowed("magnitude", call.site) }
                return .int(abs(number))
            },
            attribute("description", "Int", "String", "As print writes it.") { .string($0[0].printed) },
            attribute("description", "Double", "String", "As print writes it.") { .string($0[0].printed) },
            attribute("description", "Bool", "String", "As print writes it.") { .string($0[0].printed) },
            attribute("bitWidth", "Int", "Int", "64.") { _ in 64 },
            attribute("nonzeroBitCount", "Int", "Int", "How many bits are one.") { .int(try $0.int(0).nonzeroBitCount) },
            method("isMultiple", "Int", "(of: Int) -> Bool", "Whether it is a multiple.") {
                .bool(try $0.int(0).isMultiple(of: try $0.int(1)))
            },
            method("signum", "Int", "() -> Int", "-1, 0 or 1.") { .int(try $0.int(0).signum()) },
            method(
                "quotientAndRemainder", "Int", "(dividingBy: Int) -> (quotient: Int, remainder: Int)",
                "Both results of a division."
            ) { call in
                let (a, b) = (try call.int(0), try call.int(1))
                guard b != 0 else { throw call.trap("division by zero") }
                guard !(a == .min && b == -1) else { throw overflowed("/", call.site) }
                return .tuple([("quotient", .int(a / b)), ("remainder", .int(a % b))])
            },
            method("rounded", "Double", "() -> Double", "The nearest whole number, halves away from zero.") {
                .double(try $0.double(0).rounded())
            },
            method(
                "rounded", "Double", "(_: RoundingRule) -> Double",
                "The whole number by a rule: .up, .down, .towardZero, .toNearestOrEven …"
            ) { call in
                .double(try call.double(0).rounded(try rule(call)))
            },
            method("rounded", "Float", "() -> Float", "The nearest whole number, halves away from zero.") {
                .float(Float(try $0.double(0)).rounded())
            },
            method("squareRoot", "Double", "() -> Double", "The square root.") { .double(try $0.double(0).squareRoot()) },
            method("truncatingRemainder", "Double", "(dividingBy: Double) -> Double", "The remainder of a truncating division.") {
                call in
                .double(try call.double(0).truncatingRemainder(dividingBy: try call.double(1)))
            },
            method("formatted", "Int", "() -> String", "With separators between the thousands.") {
                .string(grouped("\(try $0.int(0))"))
            },
            method("formatted", "Double", "() -> String", "With separators between the thousands and at most three decimals.") {
                call in
                .string(grouped(shortened(try call.double(0))))
            },
            method("formatted", "Double", "(decimals: Int) -> String", "With so many decimals.") {
                .string(fixed($0[0], min(100, try count($0, 1))))
            },
            mutating("toggle", "Bool", "() -> Void", "Turns true into false and false into true.") { call in
                if case .bool(let truth) = call.place.pointee { call.place.pointee = .bool(!truth) }
                return .void
            },
            mutating("negate", "Int", "() -> Void", "Changes the sign.") { call in
                guard case .int(let number) = call.place.pointee, number != .min else { throw overflowed("negate", call.site) }
                call.place.pointee = .int(-number)
                return .void
            },
            mutating("negate", "Double", "() -> Void", "Changes the sign.") { call in
                if case .double(let number) = call.place.pointee { call.place.pointee = .double(-number) }
                return .void
            },
            mutating("round", "Double", "() -> Void", "Rounds to the nearest whole number.") { call in
                if case .double(let number) = call.place.pointee { call.place.pointee = .double(number.rounded()) }
                return .void
            },
        ]
        .flatMap { row in [row] } + roundingRules

    /// `.up` and its like are strings beneath.
    nonisolated(unsafe) private static let roundingRules: [StandardRow] = [
        "up", "down", "towardZero", "awayFromZero", "toNearestOrEven", "toNearestOrAwayFromZero",
    ].map { typeConstant($0, "RoundingRule", .string($0), "A rule of rounding.") }

    private static func rule(_ call: Invocation) throws -> FloatingPointRoundingRule {
        switch try call.string(1) {
        case "up": .up
        case "down": .down
        case "towardZero": .towardZero
        case "awayFromZero": .awayFromZero
        case "toNearestOrEven": .toNearestOrEven
        default: .toNearestOrAwayFromZero
        }
    }

    private static func shortened(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        var text = String(format: "%.3f", number)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text == "-0" ? "-0" : text
    }

    private static func grouped(_ text: String) -> String {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let digits = parts[0].drop { $0 == "-" }
        guard digits.allSatisfy(\.isNumber) else { return text }
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return sign + groups.joined(separator: ",") + (parts.count > 1 ? "." + parts[1] : "")
    }
}
