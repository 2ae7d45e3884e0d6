/// The types of elements that `.npy` files are read from; all become 32-bit floats.
enum NPYElement: String {
    case float32 = "f4", float64 = "f8", float16 = "f2"
    case int8 = "i1", int16 = "i2", int32 = "i4", int64 = "i8"
    case uint8 = "u1", uint16 = "u2", uint32 = "u4", uint64 = "u8"
    case bool = "b1"

    /// Bytes an element.
    var size: Int {
        switch self {
        case .int8, .uint8, .bool: 1
        case .float16, .int16, .uint16: 2
        case .float32, .int32, .uint32: 4
        case .float64, .int64, .uint64: 8
        }
    }

    /// A number that a 32-bit float cannot hold, and which of the elements it is.
    struct Unheld {
        let index: Int
        let value: String
    }

    /// Converts `target.count` elements, up to one that a float cannot hold: a whole number it would change, a number beyond its range.
    func convert(
        _ source: UnsafeRawPointer, isBigEndian: Bool, into target: UnsafeMutableBufferPointer<Float>
    ) -> Unheld? {
        func loop<Stored: FixedWidthInteger & BitwiseCopyable>(_ number: (Stored) -> Float?) -> Unheld? {
            Self.loop(source, isBigEndian, target, number)
        }
        func whole<Stored: FixedWidthInteger & BitwiseCopyable>(_: Stored.Type) -> Unheld? {
            loop { (value: Stored) in Float(exactly: value) }
        }
        switch self {
        case .float32: return loop { (bits: UInt32) in Float(bitPattern: bits) }
        case .float64:
            let found = loop { (bits: UInt64) in
                let value = Double(bitPattern: bits)
                return Float(value).isInfinite && value.isFinite ? nil : Float(value)
            }
            return found.map { found in
                let bits = UInt64(found.value).map(Double.init(bitPattern:))
                return Unheld(index: found.index, value: bits.map { "\($0)" } ?? found.value)
            }
        case .float16: return loop { (bits: UInt16) in Self.half(bits) }
        case .int8: return whole(Int8.self)
        case .int16: return whole(Int16.self)
        case .int32: return whole(Int32.self)
        case .int64: return whole(Int64.self)
        case .uint8: return whole(UInt8.self)
        case .uint16: return whole(UInt16.self)
        case .uint32: return whole(UInt32.self)
        case .uint64: return whole(UInt64.self)
        case .bool: return loop { (value: UInt8) in value == 0 ? 0 : 1 }
        }
    }

    @inline(__always)
    private static func loop<Stored: FixedWidthInteger & BitwiseCopyable>(
        _ source: UnsafeRawPointer, _ isBigEndian: Bool, _ target: UnsafeMutableBufferPointer<Float>,
        _ number: (Stored) -> Float?
    ) -> Unheld? {
        for i in 0..<target.count {
            let value = source.loadUnaligned(fromByteOffset: i * MemoryLayout<Stored>.size, as: Stored.self)
            let stored = isBigEndian ? Stored(bigEndian: value) : Stored(littleEndian: value)
            guard let float = number(stored) else { return Unheld(index: i, value: "\(stored)") }
            target[i] = float
        }
        return nil
    }

    /// IEEE 754 half precision, without `Float16`, which not every platform of the compiler has.
    private static func half(_ bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1f)
        let fraction = Float(bits & 0x3ff)
        if exponent == 0x1f { return fraction == 0 ? sign * .infinity : .nan }
        if exponent == 0 { return sign * fraction * 0x1p-24 }
        return sign * (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
    }
}
