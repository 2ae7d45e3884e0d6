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

    /// Converts little-endian scalars, not necessarily aligned, into floats, `target.count` of them; gives the first that a float cannot
    /// hold, and leaves those from it on.
    package func convert(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<Float>) -> Unheld? {
        require(source.count == target.count * size, "\(source.count) bytes for \(target.count) scalars of \(rawValue)")
        func whole<Raw: FixedWidthInteger & BitwiseCopyable>(_: Raw.Type) -> Unheld? {
            read(source, target) { (value: Raw) in Float(exactly: value) }
        }
        switch self {
        case .f32:
            UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
            return nil
        case .f64:
            return read(source, target) { (bits: UInt64) in
                let value = Double(bitPattern: bits)
                return Float(value).isInfinite && value.isFinite ? nil : Float(value)
            }.map { Unheld(index: $0.index, value: UInt64($0.value).map { "\(Double(bitPattern: $0))" } ?? $0.value) }
        case .f16: return read(source, target) { (bits: UInt16) in Float(Float16(bitPattern: bits)) }
        case .bf16: return read(source, target) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
        case .i64: return whole(Int64.self)
        case .i32: return whole(Int32.self)
        case .i16: return whole(Int16.self)
        case .i8: return whole(Int8.self)
        case .u8, .bool: return whole(UInt8.self)
        }
    }

    @inline(__always)
    private func read<Raw: FixedWidthInteger & BitwiseCopyable>(
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableBufferPointer<Float>, _ float: (Raw) -> Float?
    ) -> Unheld? {
        let stride = MemoryLayout<Raw>.size
        for index in 0..<target.count {
            let value = Raw(littleEndian: source.loadUnaligned(fromByteOffset: index * stride, as: Raw.self))
            guard let number = float(value) else { return Unheld(index: index, value: "\(value)") }
            target[index] = number
        }
        return nil
    }
}
