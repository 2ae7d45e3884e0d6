// Dictionaries.

extension StandardLibrary {
    nonisolated(unsafe) static let dictionaryRows: [StandardRow] = [
        attribute("keys", "[K: V]", "[K]", "The keys in order.") { .array(try table($0, 0).orderedKeys) },
        attribute("values", "[K: V]", "[V]", "The values in the order of their keys.") { .array(try table($0, 0).orderedValues) },
        method("mapValues", "[K: V]", "(_: (V) -> U) -> [K: U]", "The dictionary with each value replaced by a closure's result.")
        { call in
            let transform = try call.callable(1)
            let result = OrderedTable(withValues: true)
            for (key, value) in try table(call, 0).pairs { result.set(key, try transform.invoke(value)) }
            return .dictionary(result)
        },
        method("compactMapValues", "[K: V]", "(_: (V) -> U?) -> [K: U]", "The same, without the values that become nil.") {
            call in
            let transform = try call.callable(1)
            let result = OrderedTable(withValues: true)
            for (key, value) in try table(call, 0).pairs {
                let changed = try transform.invoke(value)
                if !changed.isNil { result.set(key, changed) }
            }
            return .dictionary(result)
        },
        method(
            "merging", "[K: V]", "(_: [K: V], uniquingKeysWith: (V, V) -> V) -> [K: V]",
            "Both dictionaries; a closure settles keys they share."
        ) { call in
            let result = OrderedTable(copying: try table(call, 0))
            try merge(result, try table(call, 1), try call.callable(2))
            return .dictionary(result)
        },
        mutating(
            "merge", "[K: V]", "(_: [K: V], uniquingKeysWith: (V, V) -> V) -> Void",
            "Adds a dictionary; a closure settles keys they share."
        ) { call in
            let (other, combine) = (try table(call, 0), try call.callable(1))
            return try call.changeTable {
                try merge($0, other, combine); return .void
            }
        },
        mutating("updateValue", "[K: V]", "(_: V, forKey: K) -> V?", "Sets a value and gives the one before, or nil.") { call in
            try call.changeTable { table in
                let old = table[call[1]] ?? .none
                table.set(call[1], call[0])
                return old
            }
        },
        mutating("removeValue", "[K: V]", "(forKey: K) -> V?", "Removes a key and gives its value, or nil.") { call in
            try call.changeTable { $0.remove(call[0]) ?? .none }
        },
        mutating("removeAll", "[K: V]", "() -> Void", "Removes everything.") { call in
            call.place.pointee = .dictionary([])
            return .void
        },
        initializer("[K: V]", "()", "An empty dictionary.") { _ in .dictionary([]) },
        initializer("[K: V]", "(uniqueKeysWithValues: [(K, V)]) -> [K: V]", "The pairs; no key may come twice.") { call in
            let result = OrderedTable(withValues: true)
            var watch = Watch(call.machine)
            for case .tuple(let pair) in try call.elements(0) {
                try watch.turn()
                guard !result.contains(pair.elements[0]) else {
                    throw call.trap("the key \(pair.elements[0].debugPrinted) comes twice")
                }
                result.set(pair.elements[0], pair.elements[1])
            }
            return .dictionary(result)
        },
        initializer(
            "[K: V]", "(_: [(K, V)], uniquingKeysWith: (V, V) -> V) -> [K: V]",
            "The pairs; a closure settles keys that come twice."
        ) { call in
            let combine = try call.callable(1)
            let result = OrderedTable(withValues: true)
            var watch = Watch(call.machine)
            for case .tuple(let pair) in try call.elements(0) {
                try watch.turn()
                if let old = result[pair.elements[0]] {
                    result.set(pair.elements[0], try combine.invoke(old, pair.elements[1]))
                } else {
                    result.set(pair.elements[0], pair.elements[1])
                }
            }
            return .dictionary(result)
        },
        initializer("[K: V]", "(grouping: [T], by: (T) -> K) -> [K: [T]]", "The elements in groups, by a closure's result.") {
            call in
            let key = try call.callable(1)
            let result = OrderedTable(withValues: true)
            for element in try call.elements(0) {
                let position = result.position(of: try key.invoke(element), inserting: .array([]))
                result.withValue(at: position) { place in
                    guard case .array(var group) = place.move() else { return place.initialize(to: .void) }
                    group.append(element)
                    place.initialize(to: .array(group))
                }
            }
            return .dictionary(result)
        },
    ]

    static func table(_ call: Invocation, _ index: Int) throws -> OrderedTable {
        switch call[index] {
        case .dictionary(let table), .set(let table): return table
        default: throw call.trap("found \(call[index].typeName), where a dictionary or set is needed")
        }
    }

    private static func merge(_ table: OrderedTable, _ other: OrderedTable, _ combine: Callable) throws {
        for (key, value) in other.pairs {
            if let old = table[key] { table.set(key, try combine.invoke(old, value)) } else { table.set(key, value) }
        }
    }
}
