/// A 64-bit checksum against damage on disk (not against malice): FNV-1a over words of eight bytes, so that it keeps up
/// with the disk.
struct Checksum {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Takes in bytes, and their number.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var hash = state
        let words = bytes.count / 8
        for index in 0..<words {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
            hash = (hash ^ word) &* 0x0000_0100_0000_01b3
            // The product carries upwards only: without this the high bits of a word would never reach the low bits.
            hash ^= hash &>> 32
        }
        for index in (words * 8)..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        state = (hash ^ UInt64(bytes.count)) &* 0x0000_0100_0000_01b3
    }

    /// Takes in text.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Sixteen hexadecimal digits.
    var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
