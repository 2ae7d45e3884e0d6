/// A hash table that remembers the order of insertion: the storage of dictionaries and sets.
///
/// Swift leaves the order of a dictionary open, and changes it from run to run; a notebook compares what it prints, so here
/// the order is that of insertion.
public final class OrderedTable {
    @exclusivity(unchecked) private(set) var keys: [Value] = []
    @exclusivity(unchecked) private var values: [Value] = []
    @exclusivity(unchecked) private var hashes: [Int] = []
    /// Positions into `keys`, by open addressing; -1 is free, -2 was freed.
    @exclusivity(unchecked) private var slots: [Int32] = []
    @exclusivity(unchecked) private var mask = 0
    @exclusivity(unchecked) private var removed = 0
    @exclusivity(unchecked) private var used = 0
    let hasValues: Bool

    init(withValues: Bool) { hasValues = withValues }

    /// A copy of its own.
    init(copying other: OrderedTable) {
        hasValues = other.hasValues
        keys = other.keys
        values = other.values
        hashes = other.hashes
        slots = other.slots
        mask = other.mask
        removed = other.removed
        used = other.used
    }

    public var count: Int { keys.count - removed }

    /// The keys in order.
    public var orderedKeys: [Value] {
        removed == 0 ? keys : keys.filter { !$0.isRemovedKey }
    }

    /// The values in the order of their keys.
    public var orderedValues: [Value] {
        removed == 0 ? values : keys.indices.filter { !keys[$0].isRemovedKey }.map { values[$0] }
    }

    /// Keys and values in order.
    public var pairs: [(Value, Value)] {
        keys.indices.filter { !keys[$0].isRemovedKey }.map { (keys[$0], values[$0]) }
    }

    /// The position of a key, or -1.
    @inline(__always)
    private func find(_ key: Value, _ hash: Int) -> Int {
        guard case .string(let text) = key else { return find(hash) { keys[$0] == key } }
        // The most frequent keys are compared without a call.
        return find(hash) { position in
            if case .string(let other) = keys[position] { other == text } else { false }
        }
    }

    /// The first position with a hash that is accepted, or -1.
    @inline(__always)
    private func find(_ hash: Int, where accepts: (Int) -> Bool) -> Int {
        if slots.isEmpty { return -1 }
        var probe = hash & mask
        while true {
            let position = Int(slots[probe])
            if position == -1 { return -1 }
            if position >= 0, hashes[position] == hash, accepts(position) { return position }
            probe = (probe + 1) & mask
        }
    }

    public func contains(_ key: Value) -> Bool { find(key, key.tableHash) >= 0 }

    /// The value of a key, or nil.
    public subscript(_ key: Value) -> Value? {
        let position = find(key, key.tableHash)
        return position >= 0 ? values[position] : nil
    }

    /// The position of a key, made with a value when it was missing. For change in place.
    func position(of key: Value, inserting value: @autoclosure () throws -> Value) rethrows -> Int {
        let hash = key.tableHash
        let found = find(key, hash)
        if found >= 0 { return found }
        return append(key, try value(), hash)
    }

    func position(of key: Value) -> Int { find(key, key.tableHash) }

    /// Changes a value where it stands.
    @inline(__always)
    func withValue<R>(at position: Int, _ body: (UnsafeMutablePointer<Value>) throws -> R) rethrows -> R {
        try values.withUnsafeMutableBufferPointer { try body($0.baseAddress! + position) }
    }

    func set(_ key: Value, _ value: Value) {
        let hash = key.tableHash
        let found = find(key, hash)
        if found >= 0 { values[found] = value } else { _ = append(key, value, hash) }
    }

    /// Adds a key to a set; false when it was there.
    @discardableResult
    func insert(_ key: Value) -> Bool {
        let hash = key.tableHash
        if find(key, hash) >= 0 { return false }
        _ = append(key, .void, hash)
        return true
    }

    /// Removes a key; gives its value (the key itself for a set), or nil when it was not there.
    @discardableResult
    func remove(_ key: Value) -> Value? {
        if slots.isEmpty { return nil }
        let hash = key.tableHash
        var probe = hash & mask
        while true {
            let position = Int(slots[probe])
            if position == -1 { return nil }
            if position >= 0, hashes[position] == hash, keys[position] == key {
                let old = hasValues ? values[position] : keys[position]
                slots[probe] = -2
                keys[position] = .uninitialized
                if hasValues { values[position] = .void }
                removed += 1
                return old
            }
            probe = (probe + 1) & mask
        }
    }

    private func append(_ key: Value, _ value: Value, _ hash: Int) -> Int {
        if (used + 1) * 4 > slots.count * 3 { grow() }
        var probe = hash & mask
        while slots[probe] >= 0 { probe = (probe + 1) & mask }
        if slots[probe] == -1 { used += 1 }
        slots[probe] = Int32(keys.count)
        keys.append(key)
        hashes.append(hash)
        if hasValues { values.append(value) }
        return keys.count - 1
    }

    private func grow() {
        if removed > 0 {
            let alive = keys.indices.filter { !keys[$0].isRemovedKey }
            if hasValues { values = alive.map { values[$0] } }
            hashes = alive.map { hashes[$0] }
            keys = alive.map { keys[$0] }
            removed = 0
        }
        var size = 8
        while size * 3 < (keys.count + 1) * 8 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
        used = keys.count
        for (position, hash) in hashes.enumerated() {
            var probe = hash & mask
            while slots[probe] >= 0 { probe = (probe + 1) & mask }
            slots[probe] = Int32(position)
        }
    }
}

extension Value {
    fileprivate var isRemovedKey: Bool {
        if case .uninitialized = self { return true }
        return false
    }
}
