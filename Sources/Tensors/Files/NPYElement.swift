/// The types of elements that `.npy` files are read from; all become 32-bit floats.
enum NPYElement: String {
    case float32 = "f4", float64 = "f8", float16 = "f2"
    case int8 = "i1", int16 = "i2", int32 = "i4", int64 = "i8"
    case uint8 = "u1", uint16 = "u2", uint32 = "u4", uint64 = "u8"
    case bool = "b1"

    /// Bytes an element.
    var size: Int { Int(String(rawValue.last!))! }

    /// Converts `target.count` elements.
    func convert(_ source: UnsafeRawPointer, isBigEndian: Bool, into target: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .float32: loop(source, isBigEndian, target) { (bits: UInt32) in Float(bitPattern: bits) }
        case .float64: loop(source, isBigEndian, target) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
        case .float16: loop(source, isBigEndian, target) { (bits: UInt16) in Self.half(bits) }
        case .int8: loop(source, isBigEndian, target) { (value: Int8) in Float(value) }
        case .int16: loop(source, isBigEndian, target) { (value: Int16) in Float(value) }
        case .int32: loop(source, isBigEndian, target) { (value: Int32) in Float(value) }
        case .int64: loop(source, isBigEndian, target) { (value: Int64) in Float(value) }
        case .uint8: loop(source, isBigEndian, target) { (value: UInt8) in Float(value) }
        case .uint16: loop(source, isBigEndian, target) { (value: UInt16) in Float(value) }
        case .uint32: loop(source, isBigEndian, target) { (value: UInt32) in Float(value) }
        case .uint64: loop(source, isBigEndian, target) { (value: UInt64) in Float(value) }
        case .bool: loop(source, isBigEndian, target) { (value: UInt8) in value == 0 ? 0 : 1 }
        }
    }

    @inline(__always)
    private func loop<Stored: FixedWidthInteger & BitwiseCopyable>(
        _ source: UnsafeRawPointer, _ isBigEndian: Bool, _ target: UnsafeMutableBufferPointer<Float>,
        _ number: (Stored) -> Float
    ) {
        for i in 0..<target.count {
            let value = source.loadUnaligned(fromByteOffset: i * MemoryLayout<Stored>.size, as: Stored.self)
            target[i] = number(isBigEndian ? Stored(bigEndian: value) : Stored(littleEndian: value))
        }
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
