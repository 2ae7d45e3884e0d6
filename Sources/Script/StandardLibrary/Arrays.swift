extension StandardLibrary {
    nonisolated(unsafe) static let arrayRows: [StandardRow] = [
        attribute("count", "Sequence", "Int", "How many elements there are.") { call in
            switch call[0] {
            case .array(let elements): .int(elements.count)
            case .dictionary(let table), .set(let table): .int(table.count)
            case .string(let text): .int(text.count)
            case .range(let range): .int(range.integerCount)
            default: .int(0)
            }
        },
        attribute("isEmpty", "Sequence", "Bool", "Whether there are no elements.") { call in
            switch call[0] {
            case .array(let elements): .bool(elements.isEmpty)
            case .dictionary(let table), .set(let table): .bool(table.count == 0)
            case .string(let text): .bool(text.isEmpty)
            case .range(let range): .bool(range.lower == range.upper && range.kind == .halfOpen)
            default: .bool(true)
            }
        },
        attribute("first", "Sequence", "Element?", "The first element, or nil.") { call in
            if case .array(let elements) = call[0] { return elements.first ?? .none }
            if case .range(let range) = call[0] {
                return range.lower == range.upper && range.kind == .halfOpen ? .none : range.lower ?? .none
            }
            return try call.elements(0).first ?? .none
        },
        attribute("last", "Sequence", "Element?", "The last element, or nil.") { call in
            if case .array(let elements) = call[0] { return elements.last ?? .none }
            return try call.elements(0).last ?? .none
        },
        attribute("indices", "[Element]", "Range<Int>", "The positions of the elements.") { call in
            .range(RangeObject(.halfOpen, lower: 0, upper: .int(try call.elements(0).count)))
        },
        attribute("startIndex", "[Element]", "Int", "0.") { _ in 0 },
        attribute("endIndex", "[Element]", "Int", "The position behind the last element.") { .int(try $0.elements(0).count) },
        method(
            "firstIndex", "[Element]", "(of: Element) -> Int?", "The position of the first equal element, or nil.",
            requires: "Equatable"
        ) { call in
            let wanted = call[1]
            return try call.elements(0).firstIndex(of: wanted).map { .int($0) } ?? .none
        },
        method(
            "lastIndex", "[Element]", "(of: Element) -> Int?", "The position of the last equal element, or nil.",
            requires: "Equatable"
        ) { call in
            let wanted = call[1]
            return try call.elements(0).lastIndex(of: wanted).map { .int($0) } ?? .none
        },
        method(
            "firstIndex", "[Element]", "(where: (Element) -> Bool) -> Int?",
            "The position of the first element of which a closure says true, or nil."
        ) { call in
            let test = try call.callable(1)
            return try call.elements(0).firstIndex { try truth(test.invoke($0)) }.map { .int($0) } ?? .none
        },
        method(
            "lastIndex", "[Element]", "(where: (Element) -> Bool) -> Int?",
            "The position of the last element of which a closure says true, or nil."
        ) { call in
            let test = try call.callable(1)
            return try call.elements(0).lastIndex { try truth(test.invoke($0)) }.map { .int($0) } ?? .none
        },
        initializer("[Element]", "()", "An empty array.") { _ in .array([]) },
        initializer("[Element]", "(repeating: Element, count: Int)", "An element so many times.") { call in
            let number = try count(call, 1)
            try call.machine.checkCount(number, call.site)
            return .array([Value](repeating: call[0], count: number))
        },
        initializer("[Element]", "(_: Sequence) -> [Element]", "The elements of a sequence.") { .array(try $0.elements(0)) },
    ]

    nonisolated(unsafe) static let arrayMutations: [StandardRow] = [
        mutating("append", "[Element]", "(_: Element) -> Void", "Adds an element at the end.") { call in
            try call.changeArray { $0.append(call[0]) }
        },
        mutating("append", "[Element]", "(contentsOf: Sequence) -> Void", "Adds the elements of a sequence at the end.") { call in
            let more = try call.elements(0)
            return try call.changeArray { $0 += more }
        },
        mutating("insert", "[Element]", "(_: Element, at: Int) -> Void", "Adds an element in front of a position.") { call in
            let index = try call.int(1)
            return try call.changeArray { elements in
                guard index >= 0, index <= elements.count else { throw outOfRange(index, elements.count, call.site) }
                elements.insert(call[0], at: index)
            }
        },
        mutating("remove", "[Element]", "(at: Int) -> Element", "Removes the element at a position and gives it.") { call in
            let index = try call.int(0)
            var removed = Value.none
            _ = try call.changeArray { elements in
                guard index >= 0, index < elements.count else { throw outOfRange(index, elements.count, call.site) }
                removed = elements.remove(at: index)
            }
            return removed
        },
        mutating(
            "removeLast", "[Element]", "() -> Element", "Removes the last element and gives it; the array must not be empty."
        ) { call in
            var removed = Value.none
            _ = try call.changeArray { elements in
                guard let last = elements.popLast() else { throw call.trap("cannot remove the last element of an empty array") }
                removed = last
            }
            return removed
        },
        mutating(
            "removeFirst", "[Element]", "() -> Element", "Removes the first element and gives it; the array must not be empty."
        ) { call in
            var removed = Value.none
            _ = try call.changeArray { elements in
                guard !elements.isEmpty else { throw call.trap("cannot remove the first element of an empty array") }
                removed = elements.removeFirst()
            }
            return removed
        },
        mutating("popLast", "[Element]", "() -> Element?", "Removes the last element and gives it, or nil.") { call in
            var removed = Value.none
            _ = try call.changeArray { removed = $0.popLast() ?? .none }
            return removed
        },
        mutating("removeAll", "[Element]", "() -> Void", "Removes every element.") { call in
            try call.changeArray { $0.removeAll() }
        },
        mutating(
            "removeAll", "[Element]", "(where: (Element) -> Bool) -> Void", "Removes the elements of which a closure says true."
        ) { call in
            let test = try call.callable(0)
            return try call.changeArray { try $0.removeAll { try truth(test.invoke($0)) } }
        },
        mutating("removeFirst", "[Element]", "(_: Int) -> Void", "Removes so many elements at the beginning.") { call in
            let number = try count(call, 0)
            return try call.changeArray { elements in
                guard number <= elements.count else { throw call.trap("cannot remove \(number) of \(elements.count) elements") }
                elements.removeFirst(number)
            }
        },
        mutating("removeLast", "[Element]", "(_: Int) -> Void", "Removes so many elements at the end.") { call in
            let number = try count(call, 0)
            return try call.changeArray { elements in
                guard number <= elements.count else { throw call.trap("cannot remove \(number) of \(elements.count) elements") }
                elements.removeLast(number)
            }
        },
        mutating("reverse", "[Element]", "() -> Void", "Turns the order around.") { call in try call.changeArray { $0.reverse() }
        },
        mutating("shuffle", "[Element]", "() -> Void", "Shuffles with the cell's random stream.") { call in
            try call.changeArray { $0.shuffle(using: &call.machine.random) }
        },
        mutating("swapAt", "[Element]", "(_: Int, _: Int) -> Void", "Exchanges two elements.") { call in
            let (a, b) = (try call.int(0), try call.int(1))
            return try call.changeArray { elements in
                for index in [a, b] where index < 0 || index >= elements.count {
                    throw outOfRange(index, elements.count, call.site)
                }
                elements.swapAt(a, b)
            }
        },
        mutating("reserveCapacity", "[Element]", "(_: Int) -> Void", "Has no effect but speed.") { _ in .void },
    ]
}
