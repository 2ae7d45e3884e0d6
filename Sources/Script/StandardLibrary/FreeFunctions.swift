import Foundation

extension StandardLibrary {
    nonisolated(unsafe) static let functionRows: [StandardRow] = [
        function("zip", "(_: [T], _: [U]) -> [(T, U)]", "The pairs of elements at the same place, as many as the shorter has.") {
            try zipped($0)
        },
        function(
            "zip", "(_: Sequence, _: [U]) -> [(Element, U)]",
            "The pairs of elements at the same place, as many as the shorter has."
        ) { try zipped($0) },
        function(
            "zip", "(_: [T], _: Sequence) -> [(T, Element)]",
            "The pairs of elements at the same place, as many as the shorter has."
        ) { try zipped($0) },
        function("stride", "(from: Int, to: Int, by: Int) -> [Int]", "The numbers from a start up to, but not including, an end.")
        { try strideInt($0, closed: false) },
        function("stride", "(from: Int, through: Int, by: Int) -> [Int]", "The numbers from a start up to an end, included.") {
            try strideInt($0, closed: true)
        },
        function(
            "stride", "(from: Double, to: Double, by: Double) -> [Double]",
            "The numbers from a start up to, but not including, an end."
        ) { try strideDouble($0, closed: false) },
        function(
            "stride", "(from: Double, through: Double, by: Double) -> [Double]",
            "The numbers from a start up to an end, included."
        ) { try strideDouble($0, closed: true) },
        function("repeatElement", "(_: T, count: Int) -> [T]", "An element so many times.") { call in
            let number = try count(call, 1)
            try call.machine.checkCount(number, call.site)
            return .array([Value](repeating: call[0], count: number))
        },
        function("fatalError", "(_: String = \"\") -> Never", "Ends the cell with a message.") { call in
            throw call.trap("fatal error" + (try call.string(0).isEmpty ? "" : ": \(try call.string(0))"))
        },
        function("preconditionFailure", "(_: String = \"\") -> Never", "Ends the cell with a message.") { call in
            throw call.trap("precondition failed" + (try call.string(0).isEmpty ? "" : ": \(try call.string(0))"))
        },
        function("precondition", "(_: Bool, _: String = \"\") -> Void", "Ends the cell unless the condition holds.") { call in
            guard !(try call.bool(0)) else { return .void }
            throw call.trap("precondition failed" + (try call.string(1).isEmpty ? "" : ": \(try call.string(1))"))
        },
        function("assert", "(_: Bool, _: String = \"\") -> Void", "Ends the cell unless the condition holds.") { call in
            guard !(try call.bool(0)) else { return .void }
            throw call.trap("assertion failed" + (try call.string(1).isEmpty ? "" : ": \(try call.string(1))"))
        },
    ]

    private static func zipped(_ call: Invocation) throws -> Value {
        var first = call[0]
        var second = call[1]
        // `1...` goes on as long as the other does.
        func cut(_ value: Value, to other: Value) throws -> Value {
            guard case .range(let range) = value, range.kind == .from, case .int(let start)? = range.lower else { return value }
            return .array(try call.machine.elements(of: other, call.site).indices.map { .int(start &+ $0) })
        }
        first = try cut(first, to: second)
        second = try cut(second, to: first)
        let (a, b) = (try call.machine.elements(of: first, call.site), try call.machine.elements(of: second, call.site))
        return .array(zip(a, b).map { .tuple(TupleObject(labels: [nil, nil], elements: [$0, $1])) })
    }

    private static func strideInt(_ call: Invocation, closed: Bool) throws -> Value {
        let (start, end, step) = (try call.int(0), try call.int(1), try call.int(2))
        guard step != 0 else { throw call.trap("the stride's size must not be zero") }
        let distance = Double(end) - Double(start)
        let expected = distance / Double(step)
        if expected > 0 { try call.machine.checkCount(Int(min(expected, 1e18)), call.site) }
        return .array(
            (closed ? Array(stride(from: start, through: end, by: step)) : Array(stride(from: start, to: end, by: step))).map {
                .int($0)
            })
    }

    private static func strideDouble(_ call: Invocation, closed: Bool) throws -> Value {
        let (start, end, step) = (try call.double(0), try call.double(1), try call.double(2))
        guard step != 0, !step.isNaN else { throw call.trap("the stride's size must be a number other than zero") }
        guard start.isFinite, !end.isNaN else { throw call.trap("a stride from \(start) to \(end) never ends") }
        let expected = (end - start) / step
        if expected > 0 { try call.machine.checkCount(Int(min(expected, 1e18)), call.site) }
        return .array(
            (closed ? Array(stride(from: start, through: end, by: step)) : Array(stride(from: start, to: end, by: step))).map {
                .double($0)
            })
    }

    nonisolated(unsafe) static let optionalRows: [StandardRow] = [
        initializer("T?", "(_: T)", "An optional that holds the value.") { $0[0] },
        method("map", "T?", "(_: (T) -> U) -> U?", "The result of a closure on what it holds, or nil.") { call in
            call[0].isNil ? .none : try call.callable(1).invoke(call[0])
        },
        method("flatMap", "T?", "(_: (T) -> U?) -> U?", "The result of a closure on what it holds, or nil.") { call in
            call[0].isNil ? .none : try call.callable(1).invoke(call[0])
        },
    ]

    nonisolated(unsafe) static let randomRows: [StandardRow] = [
        typeMethod("random", "Int", "(in: Range<Int>) -> Int", "A number from the cell's random stream.") { try randomInt($0) },
        typeMethod("random", "Int", "(in: ClosedRange<Int>) -> Int", "A number from the cell's random stream.") {
            try randomInt($0)
        },
        typeMethod("random", "Double", "(in: Range<Double>) -> Double", "A number from the cell's random stream.") {
            try randomDouble($0)
        },
        typeMethod("random", "Double", "(in: ClosedRange<Double>) -> Double", "A number from the cell's random stream.") {
            try randomDouble($0)
        },
        typeMethod("random", "Float", "(in: Range<Float>) -> Float", "A number from the cell's random stream.") {
            try randomFloat($0)
        },
        typeMethod("random", "Float", "(in: ClosedRange<Float>) -> Float", "A number from the cell's random stream.") {
            try randomFloat($0)
        },
        typeMethod("random", "Bool", "() -> Bool", "A truth from the cell's random stream.") {
            .bool(Bool.random(using: &$0.machine.random))
        },
        method("randomElement", "Sequence", "() -> Element?", "An element drawn by the cell's random stream, or nil.") { call in
            try call.elements(0).randomElement(using: &call.machine.random) ?? .none
        },
    ]

    private static func randomInt(_ call: Invocation) throws -> Value {
        guard case .range(let range) = call[0], case .int(let low)? = range.lower, case .int(let high)? = range.upper else {
            return 0
        }
        if range.kind == .closed { return .int(Int.random(in: low...high, using: &call.machine.random)) }
        guard low < high else { throw call.trap("the range is empty") }
        return .int(Int.random(in: low..<high, using: &call.machine.random))
    }

    private static func randomDouble(_ call: Invocation) throws -> Value {
        guard case .range(let range) = call[0], case .double(let low)? = range.lower, case .double(let high)? = range.upper else {
            return 0.0
        }
        return .double(try random(low, high, range.kind, call))
    }

    private static func randomFloat(_ call: Invocation) throws -> Value {
        guard case .range(let range) = call[0], case .float(let low)? = range.lower, case .float(let high)? = range.upper else {
            return .float(0)
        }
        return .float(try random(low, high, range.kind, call))
    }

    private static func random<Number: BinaryFloatingPoint>(
        _ low: Number, _ high: Number, _ kind: RangeKind, _ call: Invocation
    ) throws -> Number where Number.RawSignificand: FixedWidthInteger {
        guard low.isFinite, high.isFinite, kind == .closed || low < high, (high - low).isFinite else {
            throw call.trap("the range is empty or not finite")
        }
        return kind == .closed
            ? Number.random(in: low...high, using: &call.machine.random)
            : Number.random(in: low..<high, using: &call.machine.random)
    }
}
