import Tensors

/// The scalar types of a safetensors file that can be read; all become 32-bit floats.
///
/// F64 values are rounded. An integer that a float cannot hold, as many beyond 2²⁴, is not read. Files are written as F32.
package enum ScalarType: String, CaseIterable, Sendable {
    case f64 = "F64"
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case i64 = "I64"
    case i32 = "I32"
    case i16 = "I16"
    case i8 = "I8"
    case u8 = "U8"
    case bool = "BOOL"

    /// Bytes of one scalar.
    package var size: Int {
        switch self {
        case .f64, .i64: 8
        case .f32, .i32: 4
        case .f16, .bf16, .i16: 2
        case .i8, .u8, .bool: 1
        }
    }

    /// A number that a 32-bit float cannot hold, and which of the scalars it is.
    package struct Unheld: Hashable, Sendable {
        package let index: Int
        package let value: String
    }

    /// Converts little-endian scalars, not necessarily aligned, into the floats from `place` on; gives the first that a float cannot hold, by
    /// its place, and leaves those from it on.
    package func convert(_ source: RawSpan, into target: inout MutableSpan<Float>, at place: Int) -> Unheld? {
        switch self {
        case .f32: return read(source, &target, place) { (bits: UInt32) in Float(bitPattern: bits) }
        case .f64:
            return read(source, &target, place) { (bits: UInt64) in
                let value = Double(bitPattern: bits)
                return Float(value).isInfinite && value.isFinite ? nil : Float(value)
            }.map { Unheld(index: $0.index, value: UInt64($0.value).map { "\(Double(bitPattern: $0))" } ?? $0.value) }
        case .f16: return read(source, &target, place) { (bits: UInt16) in Float(Float16(bitPattern: bits)) }
        case .bf16: return read(source, &target, place) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
        case .i64: return read(source, &target, place) { (value: Int64) in Float(exactly: value) }
        case .i32: return read(source, &target, place) { (value: Int32) in Float(exactly: value) }
        case .i16: return read(source, &target, place) { (value: Int16) in Float(exactly: value) }
        case .i8: return read(source, &target, place) { (value: Int8) in Float(exactly: value) }
        case .u8, .bool: return read(source, &target, place) { (value: UInt8) in Float(exactly: value) }
        }
    }

    @inline(__always)
    private func read<Raw: FixedWidthInteger & BitwiseCopyable>(
        _ source: RawSpan, _ target: inout MutableSpan<Float>, _ place: Int, _ float: (Raw) -> Float?
    ) -> Unheld? {
        for index in 0..<source.byteCount / size {
            let value = Raw(littleEndian: source.unsafeLoadUnaligned(fromByteOffset: index * size, as: Raw.self))
            guard let number = float(value) else { return Unheld(index: place + index, value: "\(value)") }
            target[place + index] = number
        }
        return nil
    }
}
