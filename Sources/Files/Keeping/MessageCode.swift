internal import CCrypto

/// HMAC-SHA256 (RFC 2104): who knows the key wrote these bytes, and nobody has changed them since.
package enum MessageCode {
    /// The code of pieces one behind the other, as 64 hexadecimal digits.
    package static func of(_ pieces: [[UInt8]], key: [UInt8]) -> String {
        let message = Array(pieces.joined())
        var code = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 32
        // No key at all is a key of no bytes, and not the one before.
        (key.isEmpty ? [0] : key).withUnsafeBytes { bytes in
            _ = HMAC(EVP_sha256(), bytes.baseAddress, Int32(key.count), message, message.count, &code, &count)
        }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Whether two codes are the same, in a time that says nothing of where they differ.
    package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}
