/// PNG files made of pixels, without compression.
enum TinyPNG {
    static func bytes(width: Int, height: Int, rgb: [UInt8]) -> [UInt8] {
        var rows: [UInt8] = []
        for row in 0..<height { rows += [0] + rgb[row * width * 3..<(row + 1) * width * 3] }
        // Blocks that are stored as they are, of at most 65,535 bytes.
        var data: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: rows.count, by: 65_535) {
            let piece = rows[start..<min(start + 65_535, rows.count)]
            let count = UInt16(piece.count)
            data += [
                start + 65_535 >= rows.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255),
                UInt8(~count >> 8),
            ]
            data += piece
        }
        var (a, b) = (UInt32(1), UInt32(0))
        for byte in rows { (a, b) = ((a + UInt32(byte)) % 65_521, (b + a + UInt32(byte)) % 65_521) }
        data += four(b << 16 | a)
        let head = four(UInt32(width)) + four(UInt32(height)) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head) + chunk("IDAT", data) + chunk("IEND", [])
    }

    private static func four(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + body
        var sum = UInt32.max
        for byte in named {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return four(UInt32(body.count)) + named + four(~sum)
    }
}
