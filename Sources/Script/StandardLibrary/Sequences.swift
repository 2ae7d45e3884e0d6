// Methods of everything `for` can walk over; their results are arrays.

extension StandardLibrary {
    nonisolated(unsafe) static let sequenceRows: [StandardRow] = [
        method("map", "Sequence", "(_: (Element) -> U) -> [U]", "The results of a closure on each element.") { call in
            let transform = try call.callable(1)
            let elements = try call.elements(0)
            var result: [Value] = []
            result.reserveCapacity(elements.count)
            for element in elements { result.append(try transform.invoke(element)) }
            return .array(result)
        },
        method(
            "flatMap", "Sequence", "(_: (Element) -> [U]) -> [U]",
            "The results of a closure on each element, one after the other."
        ) { call in
            let transform = try call.callable(1)
            var result: [Value] = []
            for element in try call.elements(0) {
                result += try call.machine.elements(of: transform.invoke(element), call.site)
                try call.machine.checkCount(result.count, call.site)
            }
            return .array(result)
        },
        method(
            "compactMap", "Sequence", "(_: (Element) -> U?) -> [U]", "The results of a closure on each element that are not nil."
        ) { call in
            let transform = try call.callable(1)
            return .array(
                try call.elements(0).compactMap {
                    let value = try transform.invoke($0); return value.isNil ? nil : value
                })
        },
        method("forEach", "Sequence", "(_: (Element) -> Void) -> Void", "Calls a closure on each element.") { call in
            let body = try call.callable(1)
            for element in try call.elements(0) { _ = try body.invoke(element) }
            return .void
        },
        method("filter", "[K: V]", "(_: ((key: K, value: V)) -> Bool) -> [K: V]", "The pairs for which a closure says true.") {
            call in
            let test = try call.callable(1)
            let table = OrderedTable(withValues: true)
            for pair in try call.elements(0) {
                if case .bool(true) = try test.invoke(pair), case .tuple(let tuple) = pair {
                    table.set(tuple.elements[0], tuple.elements[1])
                }
            }
            return .dictionary(table)
        },
        method("filter", "Set<T>", "(_: (T) -> Bool) -> Set<T>", "The elements for which a closure says true.") { call in
            .set(try filtered(call))
        },
        method("filter", "String", "(_: (Character) -> Bool) -> String", "The characters for which a closure says true.") {
            call in
            .string(try filtered(call).map(\.printed).joined())
        },
        method("filter", "Sequence", "(_: (Element) -> Bool) -> [Element]", "The elements for which a closure says true.") {
            call in
            .array(try filtered(call))
        },
        method("enumerated", "Sequence", "() -> [(offset: Int, element: Element)]", "Each element with its position.") { call in
            .array(
                try call.elements(0).enumerated().map {
                    .tuple(TupleObject(labels: ["offset", "element"], elements: [.int($0), $1]))
                })
        },
        method("reversed", "Sequence", "() -> [Element]", "The elements from last to first.") {
            .array(try $0.elements(0).reversed())
        },
        method("shuffled", "Sequence", "() -> [Element]", "The elements in an order drawn from the cell's random stream.") {
            call in
            var elements = try call.elements(0)
            elements.shuffle(using: &call.machine.random)
            return .array(elements)
        },
        method("prefix", "String", "(_: Int) -> String", "The first characters.") {
            .string(String(try $0.string(0).prefix(try count($0, 1))))
        },
        method("suffix", "String", "(_: Int) -> String", "The last characters.") {
            .string(String(try $0.string(0).suffix(try count($0, 1))))
        },
        method("dropFirst", "String", "(_: Int = 1) -> String", "All but the first characters.") {
            .string(String(try $0.string(0).dropFirst(try count($0, 1))))
        },
        method("dropLast", "String", "(_: Int = 1) -> String", "All but the last characters.") {
            .string(String(try $0.string(0).dropLast(try count($0, 1))))
        },
        method("prefix", "Sequence", "(_: Int) -> [Element]", "The first elements, at most so many.") { call in
            if case .range(let range) = call[0], range.kind == .from, case .int(let start)? = range.lower {
                let count = try count(call, 1)
                try call.machine.checkCount(count, call.site)
                return .array((0..<count).map { .int(start &+ $0) })
            }
            return .array(Array(try call.elements(0).prefix(try count(call, 1))))
        },
        method("suffix", "Sequence", "(_: Int) -> [Element]", "The last elements, at most so many.") {
            .array(Array(try $0.elements(0).suffix(try count($0, 1))))
        },
        method("dropFirst", "Sequence", "(_: Int = 1) -> [Element]", "All but the first elements.") {
            .array(Array(try $0.elements(0).dropFirst(try count($0, 1))))
        },
        method("dropLast", "Sequence", "(_: Int = 1) -> [Element]", "All but the last elements.") {
            .array(Array(try $0.elements(0).dropLast(try count($0, 1))))
        },
        method(
            "prefix", "Sequence", "(while: (Element) -> Bool) -> [Element]",
            "The elements up to the first for which a closure says false."
        ) { call in
            let test = try call.callable(1)
            return .array(Array(try call.elements(0).prefix { try truth(test.invoke($0)) }))
        },
        method(
            "drop", "Sequence", "(while: (Element) -> Bool) -> [Element]",
            "The elements from the first for which a closure says false."
        ) { call in
            let test = try call.callable(1)
            return .array(Array(try call.elements(0).drop { try truth(test.invoke($0)) }))
        },
        method("split", "[Element]", "(separator: Element) -> [[Element]]", "The runs between separators.", requires: "Equatable")
        { call in
            let separator = call[1]
            return .array(try call.elements(0).split { $0 == separator }.map { .array(Array($0)) })
        },
        method("joined", "[String]", "(separator: String = \"\") -> String", "The strings one after the other.") { call in
            .string(try call.elements(0).map(\.printed).joined(separator: try call.string(1)))
        },
        method("joined", "[[Element]]", "() -> [Element]", "The arrays one after the other.") { call in
            .array(try call.elements(0).flatMap { try call.machine.elements(of: $0, call.site) })
        },
    ]

    private static func filtered(_ call: Invocation) throws -> [Value] {
        let test = try call.callable(1)
        return try call.elements(0).filter { try truth(test.invoke($0)) }
    }
}

func truth(_ value: Value) -> Bool {
    if case .bool(true) = value { return true }
    return false
}

/// A count that must not be negative.
func count(_ call: Invocation, _ index: Int) throws -> Int {
    let number = try call.int(index)
    guard number >= 0 else { throw call.trap("a count must not be negative, and this is \(number)") }
    return number
}
