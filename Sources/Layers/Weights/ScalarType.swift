/// The scalar types of a safetensors file that can be read; all become 32-bit floats.
///
/// Integers above 2²⁴ and F64 values lose precision. Files are written as F32.
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

    /// Converts little-endian scalars, not necessarily aligned, into floats.
    package func convert(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<Float>) {
        precondition(source.count == target.count * size, "\(source.count) bytes for \(target.count) scalars of \(rawValue)")
        switch self {
        case .f32: UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
        case .f64: read(source, target, UInt64.self) { Float(Double(bitPattern: $0)) }
        case .f16: read(source, target, UInt16.self) { Float(Float16(bitPattern: $0)) }
        case .bf16: read(source, target, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .i64: read(source, target, Int64.self) { Float($0) }
        case .i32: read(source, target, Int32.self) { Float($0) }
        case .i16: read(source, target, Int16.self) { Float($0) }
        case .i8: read(source, target, Int8.self) { Float($0) }
        case .u8, .bool: read(source, target, UInt8.self) { Float($0) }
        }
    }

    @inline(__always)
    private func read<Raw: FixedWidthInteger & BitwiseCopyable>(
        _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableBufferPointer<Float>, _: Raw.Type,
        _ float: (Raw) -> Float
    ) {
        let stride = MemoryLayout<Raw>.size
        for index in 0..<target.count {
            target[index] = float(Raw(littleEndian: source.loadUnaligned(fromByteOffset: index * stride, as: Raw.self)))
        }
    }
}
