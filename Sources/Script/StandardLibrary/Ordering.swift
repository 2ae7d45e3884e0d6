// Sorting. Arrays of bare numbers and strings are sorted as such.

extension StandardLibrary {
    nonisolated(unsafe) static let orderingRows: [StandardRow] = [
        method("sorted", "Sequence", "() -> [Element]", "The elements in ascending order.", requires: "Comparable") { call in
            .array(try sorted(try call.elements(0), call))
        },
        method("sorted", "Sequence", "(by: (Element, Element) -> Bool) -> [Element]", "The elements in the order of a closure.") {
            call in
            let order = try call.callable(1)
            return .array(try call.elements(0).sorted { try truth(order.invoke($0, $1)) })
        },
        mutating("sort", "[Element]", "() -> Void", "Sorts in ascending order.", requires: "Comparable") { call in
            try call.changeArray { $0 = try sorted($0, call) }
        },
        mutating("sort", "[Element]", "(by: (Element, Element) -> Bool) -> Void", "Sorts in the order of a closure.") { call in
            let order = try call.callable(0)
            return try call.changeArray { try $0.sort { try truth(order.invoke($0, $1)) } }
        },
    ]

    static func sorted(_ elements: [Value], _ call: Invocation) throws -> [Value] {
        if elements.count < 2 { return elements }
        var watch = Watch(call.machine)
        var integers: [Int] = []
        if case .int = elements[0] {
            integers.reserveCapacity(elements.count)
            for case .int(let number) in elements { integers.append(number) }
            if integers.count == elements.count {
                try integers.sort {
                    try watch.turn()
                    return $0 < $1
                }
                return integers.map { .int($0) }
            }
        }
        if case .double = elements[0] {
            var doubles: [Double] = []
            doubles.reserveCapacity(elements.count)
            for case .double(let number) in elements { doubles.append(number) }
            if doubles.count == elements.count {
                try doubles.sort {
                    try watch.turn()
                    return $0 < $1
                }
                return doubles.map { .double($0) }
            }
        }
        if case .string = elements[0] {
            var texts: [String] = []
            texts.reserveCapacity(elements.count)
            for case .string(let text) in elements { texts.append(text) }
            if texts.count == elements.count {
                try texts.sort {
                    try watch.turn()
                    return $0 < $1
                }
                return texts.map { .string($0) }
            }
        }
        return try elements.sorted { a, b in
            try watch.turn()
            if let less = Value.less(a, b) { return less }
            return try call.machine.ordered(a, b, call.site)
        }
    }
}

extension Invocation {
    /// Changes the array at the place, taken out so that it is changed and not copied.
    func changeArray(_ body: (inout [Value]) throws -> Void) throws -> Value {
        guard case .array(var elements) = place.move() else {
            place.initialize(to: .uninitialized)
            throw missing(.array(.any))
        }
        place.initialize(to: .uninitialized)
        defer { place.initialize(to: .array(elements)) }
        try body(&elements)
        try machine.checkCount(elements.count, site)
        return .void
    }

    func changeString(_ body: (inout String) throws -> Void) throws -> Value {
        guard case .string(var text) = place.move() else {
            place.initialize(to: .uninitialized)
            throw missing(.string)
        }
        place.initialize(to: .uninitialized)
        defer { place.initialize(to: .string(text)) }
        try body(&text)
        return .void
    }

    /// Changes the table of the dictionary or set at the place.
    func changeTable(_ body: (OrderedTable) throws -> Value) throws -> Value {
        switch place.move() {
        case .dictionary(var table):
            place.initialize(to: .uninitialized)
            if !isKnownUniquelyReferenced(&table) { table = OrderedTable(copying: table) }
            defer { place.initialize(to: .dictionary(table)) }
            return try body(table)
        case .set(var table):
            place.initialize(to: .uninitialized)
            if !isKnownUniquelyReferenced(&table) { table = OrderedTable(copying: table) }
            defer { place.initialize(to: .set(table)) }
            return try body(table)
        default:
            place.initialize(to: .uninitialized)
            throw missing(.any)
        }
    }
}
