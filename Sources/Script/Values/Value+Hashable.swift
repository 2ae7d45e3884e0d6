extension Value: Hashable {
    public static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.int(let a), .int(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.bool(let a), .bool(let b)): a == b
        case (.float(let a), .float(let b)): a == b
        case (.character(let a), .character(let b)): a == b
        case (.none, .none), (.void, .void): true
        case (.array(let a), .array(let b)): a == b
        case (.dictionary(let a), .dictionary(let b)):
            a === b || a.count == b.count && a.pairs.allSatisfy { b[$0.0] == $0.1 }
        case (.set(let a), .set(let b)): a === b || a.count == b.count && a.orderedKeys.allSatisfy { b.contains($0) }
        case (.tuple(let a), .tuple(let b)): a === b || a.elements == b.elements
        case (.range(let a), .range(let b)): a.kind == b.kind && a.lower == b.lower && a.upper == b.upper
        case (.structure(let a), .structure(let b)): a === b || a.type == b.type && a.fields == b.fields
        case (.enumeration(let a), .enumeration(let b)):
            a === b || a.type == b.type && a.index == b.index && a.payload == b.payload
        case (.function(let a), .function(let b)): a === b
        case (.type(let a), .type(let b)): a.type == b.type
        case (.native(let a), .native(let b)):
            a === b || ((a.value as? AnyHashable).map { $0 == b.value as? AnyHashable } ?? false)
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(tableHash) }

    /// A hash for ``OrderedTable``: quick, the same in every process, and no defence against chosen keys.
    var tableHash: Int {
        switch self {
        case .int(let number): mix(UInt(bitPattern: number))
        case .string(let text): hashText(text)
        case .double(let number): mix(UInt(truncatingIfNeeded: (number == 0 ? 0 : number).bitPattern))
        case .float(let number): mix(UInt((number == 0 ? 0 : number).bitPattern))
        case .bool(let truth): truth ? 1 : 2
        case .character(let character): hashText(String(character))
        case .array(let elements): combined(elements, 3)
        case .tuple(let tuple): combined(tuple.elements, 5)
        case .structure(let object): combined(object.fields, 7)
        case .enumeration(let object): combined(object.payload, 11 &+ object.index)
        case .set(let table): table.orderedKeys.reduce(13) { $0 ^ $1.tableHash }
        case .dictionary(let table): table.orderedKeys.reduce(17) { $0 ^ $1.tableHash }
        case .range(let range): combined([range.lower ?? .none, range.upper ?? .none], 19)
        case .type(let type): type.type.hashValue
        case .native(let object): (object.value as? AnyHashable)?.hashValue ?? ObjectIdentifier(object).hashValue
        case .function(let callable): ObjectIdentifier(callable).hashValue
        case .uninitialized, .void, .none, .capture: 0
        }
    }

    private func combined(_ values: [Value], _ seed: Int) -> Int {
        values.reduce(seed) { mix(UInt(bitPattern: $0 &* 31 &+ $1.tableHash)) }
    }
}

@inline(__always)
private func mix(_ word: UInt) -> Int {
    var word = word &* 0x9E37_79B9_7F4A_7C15
    word ^= word >> 32
    return Int(bitPattern: word >> 1)
}

/// Strings that are equal in Swift may differ in their bytes once they leave ASCII: these go the long way.
private func hashText(_ text: String) -> Int {
    var text = text
    let quick: Int? = text.withUTF8 { bytes in
        var state: UInt = 0xCBF2_9CE4_8422_2325
        var seen: UInt8 = 0
        for byte in bytes {
            seen |= byte
            state = (state ^ UInt(byte)) &* 0x0000_0100_0000_01B3
        }
        return seen < 0x80 ? mix(state) : nil
    }
    if let quick { return quick }
    var state: UInt = 0xCBF2_9CE4_8422_2325
    for unit in text.decomposedStringWithCanonicalMapping.utf8 { state = (state ^ UInt(unit)) &* 0x0000_0100_0000_01B3 }
    return mix(state)
}

extension Value {
    /// `<` for the values that have an order; nil for those that have none.
    static func less(_ a: Value, _ b: Value) -> Bool? {
        switch (a, b) {
        case (.int(let a), .int(let b)): a < b
        case (.double(let a), .double(let b)): a < b
        case (.string(let a), .string(let b)): a < b
        case (.float(let a), .float(let b)): a < b
        case (.character(let a), .character(let b)): a < b
        case (.tuple(let a), .tuple(let b)):
            zip(a.elements, b.elements).lazy.compactMap { x, y in
                x == y ? nil : less(x, y)
            }.first ?? false
        default: nil
        }
    }
}
