import Glibc

/// What tells one state of a file from another without reading it: path, size, time of change.
struct FileFingerprint: CustomStringConvertible {
    let description: String

    /// - Throws: `.missing`, `.unreadable`.
    init(_ path: String) throws(MediaError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing(path: path) : .unreadable(path: path, reason: systemReason())
        }
        let resolved = realpath(path, nil)
        defer { free(resolved) }
        let name = resolved.map { String(cString: $0) } ?? path
        description = "\(name) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}

/// FNV-1a over two 64-bit lanes: the same in every process, unlike Swift's own hashing.
enum StableHash {
    static func lanes(_ bytes: some Sequence<UInt8>) -> (UInt64, UInt64) {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x9E37_79B9_7F4A_7C15
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(byte) ^ (second >> 29)) &* 0xBF58_476D_1CE4_E5B9
        }
        return (first, second)
    }

    /// 32 hexadecimal digits.
    static func hexadecimal(_ text: String) -> String {
        let (first, second) = lanes(text.utf8)
        return [first, second].map { lane in
            let digits = String(lane, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// A checksum of much data, eight bytes at a time.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        let whole = bytes.count / 8
        for i in 0..<whole {
            sum = (sum ^ bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self)) &* 0x100_0000_01B3
            sum ^= sum >> 31
        }
        for i in whole * 8..<bytes.count { sum = (sum ^ UInt64(bytes[i])) &* 0x100_0000_01B3 }
        return sum
    }
}
