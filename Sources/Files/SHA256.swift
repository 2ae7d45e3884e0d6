/// SHA-256 (FIPS 180-4): by it a file is known as the one that a run made.
package enum SHA256 {
    /// The digest of bytes, in hexadecimal.
    package static func hex(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { raw in
            var state = State()
            state.add(raw)
            return state.finish()
        }
    }

    /// The digest of a file's bytes, in hexadecimal; the file is read piece by piece.
    package static func hex(of file: RegularFile) throws(FileError) -> String {
        var state = State()
        try file.pieces(at: 0, count: file.size()) { state.add($1) }
        return state.finish()
    }

    private struct State {
        private var hash: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        private var rest: [UInt8] = []
        private var count = 0

        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            count += bytes.count
            var bytes = bytes[...]
            if !rest.isEmpty {
                let wanted = min(64 - rest.count, bytes.count)
                rest += bytes.prefix(wanted)
                bytes = bytes.dropFirst(wanted)
                guard rest.count == 64 else { return }
                let block = rest
                block.withUnsafeBytes { blocks($0) }
                rest = []
            }
            let whole = bytes.count & ~63
            blocks(UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
            rest += bytes.dropFirst(whole)
        }

        mutating func finish() -> String {
            let bits = UInt64(count) &* 8
            let zeros = (119 - count % 64) % 64
            let ending =
                [0x80] + [UInt8](repeating: 0, count: zeros) + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
            ending.withUnsafeBytes { add($0) }
            return hash.map { word in
                let text = String(word, radix: 16)
                return String(repeating: "0", count: 8 - text.count) + text
            }.joined()
        }

        private mutating func blocks(_ bytes: UnsafeRawBufferPointer) {
            hash.withUnsafeMutableBufferPointer { hash in
                SHA256.constants.withUnsafeBufferPointer { constants in
                    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
                        var place = 0
                        while place < bytes.count {
                            SHA256.block(bytes, place, words, constants, hash)
                            place += 64
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func block(
        _ bytes: UnsafeRawBufferPointer, _ place: Int, _ w: UnsafeMutableBufferPointer<UInt32>,
        _ k: UnsafeBufferPointer<UInt32>, _ hash: UnsafeMutableBufferPointer<UInt32>
    ) {
        func turned(_ x: UInt32, _ n: UInt32) -> UInt32 { x &>> n | x &<< (32 &- n) }
        for i in 0..<16 { w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place &+ 4 &* i, as: UInt32.self)) }
        for i in 16..<64 {
            let a = w[i &- 15], b = w[i &- 2]
            let s0 = turned(a, 7) ^ turned(a, 18) ^ a &>> 3
            let s1 = turned(b, 17) ^ turned(b, 19) ^ b &>> 10
            w[i] = w[i &- 16] &+ s0 &+ w[i &- 7] &+ s1
        }
        var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
        var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
        for i in 0..<64 {
            let s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
            let t1 = h &+ s1 &+ (e & f ^ ~e & g) &+ k[i] &+ w[i]
            let s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
            let t2 = s0 &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
        for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { hash[i] &+= word }
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98,
        0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
        0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8,
        0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
        0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819,
        0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
        0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]
}
