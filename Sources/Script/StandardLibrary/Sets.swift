extension StandardLibrary {
    nonisolated(unsafe) static let setRows: [StandardRow] = setMembers + setAlgebra("Set<T>") + setAlgebra("[T]")

    nonisolated(unsafe) private static let setMembers: [StandardRow] = [
        initializer("Set<T>", "()", "An empty set.") { _ in .set([]) },
        initializer("Set<T>", "(_: [T]) -> Set<T>", "The elements of an array.", requires: "T:Hashable") {
            try set($0, $0.elements(0))
        },
        initializer("Set<Element>", "(_: Sequence) -> Set<Element>", "The elements of a sequence.", requires: "Hashable") {
            try set($0, $0.elements(0))
        },
        mutating(
            "insert", "Set<T>", "(_: T) -> (inserted: Bool, memberAfterInsert: T)", "Adds an element; tells whether it is new."
        ) { call in
            try call.changeTable { table in
                let isNew = table.insert(call[0])
                return .tuple([("inserted", .bool(isNew)), ("memberAfterInsert", call[0])])
            }
        },
        mutating("remove", "Set<T>", "(_: T) -> T?", "Removes an element and gives it, or nil.") { call in
            try call.changeTable { $0.remove(call[0]) ?? .none }
        },
        mutating("removeAll", "Set<T>", "() -> Void", "Removes everything.") { call in
            call.place.pointee = .set([])
            return .void
        },
    ]

    /// What sets do with another set, or with the elements of an array.
    private static func setAlgebra(_ other: String) -> [StandardRow] {
        [
            method("union", "Set<T>", "(_: \(other)) -> Set<T>", "What is in either.") {
                try set($0, $0.elements(0) + $0.elements(1))
            },
            method("intersection", "Set<T>", "(_: \(other)) -> Set<T>", "What is in both.") { call in
                let other = try members(call, 1)
                return try set(call, call.elements(0)) { other.contains($0) }
            },
            method("subtracting", "Set<T>", "(_: \(other)) -> Set<T>", "What is not in the other.") { call in
                let other = try members(call, 1)
                return try set(call, call.elements(0)) { !other.contains($0) }
            },
            method("symmetricDifference", "Set<T>", "(_: \(other)) -> Set<T>", "What is in one only.") { call in
                let (a, b) = (try table(call, 0), try members(call, 1))
                return try set(call, a.orderedKeys + b.orderedKeys) { a.contains($0) != b.contains($0) }
            },
            method("isSubset", "Set<T>", "(of: \(other)) -> Bool", "Whether all of it is in the other.") { call in
                let other = try members(call, 1)
                return .bool(try call.elements(0).allSatisfy { other.contains($0) })
            },
            method("isSuperset", "Set<T>", "(of: \(other)) -> Bool", "Whether all of the other is in it.") { call in
                let own = try table(call, 0)
                return .bool(try call.elements(1).allSatisfy { own.contains($0) })
            },
            method("isDisjoint", "Set<T>", "(with: \(other)) -> Bool", "Whether they share nothing.") { call in
                let other = try members(call, 1)
                return .bool(try call.elements(0).allSatisfy { !other.contains($0) })
            },
            mutating("formUnion", "Set<T>", "(_: \(other)) -> Void", "Adds what is in the other.") { call in
                try change(call) { $0.insert($1) }
            },
            mutating("subtract", "Set<T>", "(_: \(other)) -> Void", "Removes what is in the other.") { call in
                try change(call) { $0.remove($1) }
            },
        ]
    }

    /// Changes the receiver by each element of the other.
    private static func change(_ call: Invocation, _ body: (OrderedTable, Value) -> Void) throws -> Value {
        let others = try call.elements(0)
        return try call.changeTable { table in
            var watch = Watch(call.machine)
            for element in others {
                try watch.turn()
                body(table, element)
            }
            return .void
        }
    }

    /// A set, or the elements of an array as one.
    private static func members(_ call: Invocation, _ index: Int) throws -> OrderedTable {
        if case .array(let elements) = call[index], case .set(let table) = try set(call, elements) { return table }
        return try table(call, index)
    }

    /// The set of those elements of which a test says true.
    private static func set(
        _ call: Invocation, _ elements: [Value], where test: (Value) -> Bool = { _ in true }
    ) throws -> Value {
        let table = OrderedTable(withValues: false)
        var watch = Watch(call.machine)
        for element in elements {
            try watch.turn()
            if test(element) { table.insert(element) }
        }
        return .set(table)
    }
}
