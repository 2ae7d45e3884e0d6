// What makes one value of a sequence.

extension StandardLibrary {
    nonisolated(unsafe) static let reducingRows: [StandardRow] = [
        method("reduce", "Sequence", "(_: U, _: (U, Element) -> U) -> U", "Combines the elements one by one with a start value.")
        { call in
            let combine = try call.callable(2)
            var result = call[1]
            for element in try call.elements(0) { result = try combine.invoke(result, element) }
            return result
        },
        method("reduce", "Sequence", "(into: U, _: (inout U, Element) -> Void) -> U", "Changes a start value with each element.")
        { call in
            guard let closure = try call.callable(2) as? Closure else {
                throw call.trap("reduce(into:) wants a closure of the cell")
            }
            var result = call[1]
            for element in try call.elements(0) { try closure.change(&result, element) }
            return result
        },
        method("allSatisfy", "Sequence", "(_: (Element) -> Bool) -> Bool", "Whether a closure says true of every element.") {
            call in
            let test = try call.callable(1)
            return .bool(try call.elements(0).allSatisfy { try truth(test.invoke($0)) })
        },
        method("contains", "Sequence", "(where: (Element) -> Bool) -> Bool", "Whether a closure says true of an element.") {
            call in
            let test = try call.callable(1)
            return .bool(try call.elements(0).contains { try truth(test.invoke($0)) })
        },
        method("contains", "Set<T>", "(_: T) -> Bool", "Whether the element is there.") { call in
            guard case .set(let table) = call[0] else { return false }
            return .bool(table.contains(call[1]))
        },
        method("contains", "String", "(_: String) -> Bool", "Whether the text occurs.") { call in
            let (text, part) = (try call.string(0), try call.string(1))
            return .bool(part.isEmpty || text.contains(part))
        },
        method("contains", "Sequence", "(_: Element) -> Bool", "Whether the element occurs.", requires: "Equatable") { call in
            if case .range(let range) = call[0] { return .bool(range.contains(call[1])) }
            let wanted = call[1]
            return .bool(try call.elements(0).contains(wanted))
        },
        method("first", "Sequence", "(where: (Element) -> Bool) -> Element?", "The first element of which a closure says true.") {
            call in
            let test = try call.callable(1)
            return try call.elements(0).first { try truth(test.invoke($0)) } ?? .none
        },
        method("last", "[Element]", "(where: (Element) -> Bool) -> Element?", "The last element of which a closure says true.") {
            call in
            let test = try call.callable(1)
            return try call.elements(0).last { try truth(test.invoke($0)) } ?? .none
        },
        method("count", "Sequence", "(where: (Element) -> Bool) -> Int", "How many elements a closure says true of.") { call in
            let test = try call.callable(1)
            return .int(try call.elements(0).count { try truth(test.invoke($0)) })
        },
        method("min", "Sequence", "() -> Element?", "The smallest element, or nil.", requires: "Comparable") { call in
            try extreme(call) { try less(call, $0, $1) }
        },
        method("max", "Sequence", "() -> Element?", "The largest element, or nil.", requires: "Comparable") { call in
            try extreme(call) { try less(call, $1, $0) }
        },
        method(
            "min", "Sequence", "(by: (Element, Element) -> Bool) -> Element?",
            "The smallest element by a closure's order, or nil."
        ) { call in
            let order = try call.callable(1)
            return try call.elements(0).min { try truth(order.invoke($0, $1)) } ?? .none
        },
        method(
            "max", "Sequence", "(by: (Element, Element) -> Bool) -> Element?", "The largest element by a closure's order, or nil."
        ) { call in
            let order = try call.callable(1)
            return try call.elements(0).max { try truth(order.invoke($0, $1)) } ?? .none
        },
        method(
            "elementsEqual", "Sequence", "(_: [Element]) -> Bool", "Whether both have the same elements in the same order.",
            requires: "Equatable"
        ) { call in
            .bool(try call.elements(0) == call.elements(1))
        },
    ]

    private static func less(_ call: Invocation, _ a: Value, _ b: Value) throws -> Bool {
        try Value.less(a, b) ?? call.machine.ordered(a, b, call.site)
    }

    private static func extreme(_ call: Invocation, _ precedes: (Value, Value) throws -> Bool) throws -> Value {
        let elements = try call.elements(0)
        guard var best = elements.first else { return .none }
        var watch = Watch(call.machine)
        for element in elements.dropFirst() {
            try watch.turn()
            if try precedes(element, best) { best = element }
        }
        return best
    }
}

extension Closure {
    /// Calls a closure whose first parameter is `inout`.
    func change(_ target: inout Value, _ element: Value) throws {
        let frame = machine.top
        try machine.enter(frame, site)
        (frame + 1).initialize(to: target)
        target = .uninitialized
        (frame + 2).initialize(to: element)
        let slots = code.captureSlots
        for index in slots.indices { (frame + slots[index]).initialize(to: captured[index]) }
        defer {
            machine.depth -= 1
            machine.top = frame
        }
        var result = Value.void
        defer { target = result }
        _ = try code.run(frame) { frame in
            // Moved out, so that the caller holds the only reference and the next change is in place.
            result = (frame + 1).move()
            (frame + 1).initialize(to: .void)
        }
    }
}

extension Machine {
    /// `<` of a cell's own type, found when it runs.
    func ordered(_ a: Value, _ b: Value, _ site: Site) throws -> Bool {
        if case .structure(let object) = a, let code = object.type.operators["<"]?.first {
            return truth(try call(code, top, [a, b], site))
        }
        if case .enumeration(let object) = a, let code = object.type.operators["<"]?.first {
            return truth(try call(code, top, [a, b], site))
        }
        throw trap("values of type \(a.typeName) have no order", site)
    }
}
