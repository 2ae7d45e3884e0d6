import Foundation

extension StandardLibrary {
    nonisolated(unsafe) static let mathRows: [StandardRow] =
        [
            real("sqrt", "The square root.") { $0.squareRoot() }, real("exp", "e to the power of x.", Foundation.exp),
            real("exp2", "2 to the power of x.", Foundation.exp2), real("log", "The natural logarithm.", Foundation.log),
            real("log2", "The logarithm to base 2.", Foundation.log2),
            real("log10", "The logarithm to base 10.", Foundation.log10),
            real("log1p", "log(1 + x).", Foundation.log1p), real("expm1", "exp(x) - 1.", Foundation.expm1),
            real("sin", "The sine of an angle in radians.", Foundation.sin),
            real("cos", "The cosine of an angle in radians.", Foundation.cos),
            real("tan", "The tangent of an angle in radians.", Foundation.tan),
            real("asin", "The angle of a sine.", Foundation.asin),
            real("acos", "The angle of a cosine.", Foundation.acos), real("atan", "The angle of a tangent.", Foundation.atan),
            real("sinh", "The hyperbolic sine.", Foundation.sinh), real("cosh", "The hyperbolic cosine.", Foundation.cosh),
            real("tanh", "The hyperbolic tangent.", Foundation.tanh), real("cbrt", "The cube root.", Foundation.cbrt),
            real("floor", "The next whole number below.") { $0.rounded(.down) },
            real("ceil", "The next whole number above.") { $0.rounded(.up) },
            real("round", "The nearest whole number, halves away from zero.") { $0.rounded() },
            real("trunc", "Without the decimals.") { $0.rounded(.towardZero) },
        ].flatMap { $0 } + [
            function("pow", "(_: Double, _: Double) -> Double", "x to the power of y.") {
                .double(pow(try $0.double(0), try $0.double(1)))
            },
            function("atan2", "(_: Double, _: Double) -> Double", "The angle of the point (x, y), y first.") {
                .double(atan2(try $0.double(0), try $0.double(1)))
            },
            function("hypot", "(_: Double, _: Double) -> Double", "The length of the diagonal.") {
                .double(hypot(try $0.double(0), try $0.double(1)))
            },
            function("fmod", "(_: Double, _: Double) -> Double", "The remainder.") {
                .double(fmod(try $0.double(0), try $0.double(1)))
            },
            function("abs", "(_: Int) -> Int", "The absolute value.") { call in
                let number = try call.int(0)
                guard number != .min else { throw overflowed("abs", call.site) }
                return .int(abs(number))
            },
            function("abs", "(_: Double) -> Double", "The absolute value.") { .double(abs(try $0.double(0))) },
            function("abs", "(_: Float) -> Float", "The absolute value.") { .float(Float(abs(try $0.double(0)))) },
            function("min", "(_: T, _: T, _: T...) -> T", "The smallest.", requires: "T:Comparable") { call in
                try extreme(call) { try less(call, $0, $1) }
            },
            function("max", "(_: T, _: T, _: T...) -> T", "The largest.", requires: "T:Comparable") { call in
                try extreme(call) { try less(call, $1, $0) }
            },
        ]

    /// The same function for Double and Float.
    private static func real(_ name: String, _ doc: String, _ body: @escaping (Double) -> Double) -> [StandardRow] {
        var quick = function(name, "(_: Double) -> Double", doc) { .double(body(try $0.double(0))) }
        quick.real = RealFunction(body: body)
        return [
            quick,
            function(name, "(_: Float) -> Float", doc) { .float(Float(body(try $0.double(0)))) },
        ]
    }

    private static func less(_ call: Invocation, _ a: Value, _ b: Value) throws -> Bool {
        try Value.less(a, b) ?? call.machine.ordered(a, b, call.site)
    }

    private static func extreme(_ call: Invocation, _ precedes: (Value, Value) throws -> Bool) throws -> Value {
        var best = call[0]
        for value in try [call[1]] + call.elements(2) where try precedes(value, best) { best = value }
        return best
    }

    nonisolated(unsafe) static let rangeRows: [StandardRow] =
        ["Range", "ClosedRange"].flatMap { kind in
            [
                attribute("lowerBound", "\(kind)<T>", "T", "The lower bound.") { bound($0, \.lower) },
                attribute("upperBound", "\(kind)<T>", "T", "The upper bound.") { bound($0, \.upper) },
                method("contains", "\(kind)<T>", "(_: T) -> Bool", "Whether the value lies between the bounds.") { call in
                    guard case .range(let range) = call[0] else { return false }
                    return .bool(range.contains(call[1]))
                },
                method("overlaps", "\(kind)<T>", "(_: \(kind)<T>) -> Bool", "Whether both have a value in common.") { call in
                    guard case .range(let a) = call[0], case .range(let b) = call[1], let low = a.lower, let other = b.lower
                    else { return false }
                    return .bool(a.contains(other) || b.contains(low))
                },
                method("clamped", "\(kind)<Int>", "(to: \(kind)<Int>) -> \(kind)<Int>", "Cut to another range.") { call in
                    guard case .range(let a) = call[0], case .range(let b) = call[1], case .int(let l)? = a.lower,
                        case .int(let u)? = a.upper,
                        case .int(let low)? = b.lower, case .int(let high)? = b.upper
                    else { return call[0] }
                    return .range(RangeObject(a.kind, lower: .int(min(max(l, low), high)), upper: .int(max(min(u, high), low))))
                },
            ]
        }

    nonisolated(unsafe) static let partialRangeRows: [StandardRow] = [
        "PartialRangeFrom", "PartialRangeUpTo", "PartialRangeThrough",
    ].map { kind in
        method("contains", "\(kind)<T>", "(_: T) -> Bool", "Whether the value lies on the range's side of its bound.") { call in
            guard case .range(let range) = call[0] else { return false }
            return .bool(range.contains(call[1]))
        }
    }

    private static func bound(_ call: Invocation, _ path: KeyPath<RangeObject, Value?>) -> Value {
        if case .range(let range) = call[0] { return range[keyPath: path] ?? .none }
        return .none
    }
}
