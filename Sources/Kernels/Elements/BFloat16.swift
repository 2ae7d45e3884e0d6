/// The upper half of a 32-bit float: its sign, its exponent and 7 bits of its fraction.
package struct BFloat16: Hashable, Sendable {
    package let bits: UInt16

    package init(bits: UInt16) { self.bits = bits }

    /// The nearest one, halves to even; NaN stays NaN, and what lies beyond the range is infinite.
    @inline(__always)
    package init(_ value: Float) {
        let pattern = value.bitPattern
        let rounded = (pattern &+ 0x7FFF &+ ((pattern &>> 16) & 1)) &>> 16
        bits = UInt16(truncatingIfNeeded: value == value ? rounded : (pattern &>> 16) | 0x40)
    }

    /// The same number.
    @inline(__always)
    package var float: Float { Float(bitPattern: UInt32(bits) &<< 16) }
}
