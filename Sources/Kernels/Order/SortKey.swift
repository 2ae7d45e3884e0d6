/// Floats as whole numbers in the same order: −∞ … −0 = 0 … ∞, then NaN.
enum SortKey {
    /// NaN of either sign is the last of all; both zeros are one.
    @inline(__always)
    static func key(_ x: Float) -> UInt32 {
        // A zero of either sign plus 0 is 0.
        let bits = (x + 0).bitPattern
        let mask = UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000
        return x != x ? .max : bits ^ mask
    }

    /// The float of a key.
    @inline(__always)
    static func value(_ key: UInt32) -> Float {
        let mask = UInt32(bitPattern: Int32(bitPattern: ~key) &>> 31) | 0x8000_0000
        return key == .max ? .nan : Float(bitPattern: key ^ mask)
    }
}

/// What is sorted: a key, alone or with the place it came from.
protocol SortItem {
    init(key: UInt32, place: Int)
    var key: UInt32 { get }
}

extension UInt32: SortItem {
    @inline(__always) init(key: UInt32, place: Int) { self = key }
    @inline(__always) var key: UInt32 { self }
}

/// The key above the place: as whole numbers these have an order in which no two are equal, so that every sort of them is stable.
extension UInt64: SortItem {
    @inline(__always) init(key: UInt32, place: Int) { self = UInt64(key) &<< 32 | UInt64(truncatingIfNeeded: place) }
    @inline(__always) var key: UInt32 { UInt32(truncatingIfNeeded: self &>> 32) }
    @inline(__always) var place: Int { Int(UInt32(truncatingIfNeeded: self)) }
}
