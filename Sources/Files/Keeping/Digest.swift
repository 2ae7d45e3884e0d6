internal import CCrypto
import Foundation

/// SHA-256 (FIPS 180-4) of what is added piece by piece.
///
///     var digest = Digest()
///     digest.add("seed 7")
///     digest.add(bytes)
///     digest.finish()      // 64 hexadecimal digits
///
/// It names contents: two that differ have different digests, for all that anyone knows how to do.
package struct Digest: ~Copyable {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            fatalError("SHA-256: no memory for it, or none in this libcrypto")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes in bytes as they are.
    package mutating func add(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    /// Takes in bytes as they are.
    package mutating func add(_ bytes: [UInt8]) { add(bytes.span.bytes) }

    /// Takes in a text and its length, so that `a`, `bc` is not `ab`, `c`.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { text in
            withUnsafeBytes(of: UInt64(text.count).littleEndian) { add($0.bytes) }
            add(UnsafeRawBufferPointer(text).bytes)
        }
    }

    /// 64 hexadecimal digits.
    package consuming func finish() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        _ = EVP_DigestFinal_ex(context, &bytes, nil)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Digest {
    /// That of a text's bytes, as `sha256sum` gives it.
    package static func of(_ text: String) -> String { of(Array(text.utf8)) }

    /// That of bytes, as `sha256sum` gives it.
    package static func of(_ bytes: [UInt8]) -> String {
        var digest = Digest()
        digest.add(bytes)
        return digest.finish()
    }

    /// That of texts in their order, 32 of the 64 digits: enough to name what is kept.
    package static func short(of texts: [String]) -> String {
        var digest = Digest()
        for text in texts { digest.add(text) }
        return String(digest.finish().prefix(32))
    }

    /// That of a file as it is now, as `sha256sum` gives it.
    package static func of(file path: String) throws(FileError) -> String {
        try of(RegularFile(path))
    }

    /// That of a file that is open, as it is now.
    package static func of(_ file: RegularFile) throws(FileError) -> String {
        let size = try file.size()
        var piece = [UInt8](repeating: 0, count: max(1, min(size, 1 << 20)))
        var digest = Digest()
        var place = 0
        while place < size {
            let count = min(piece.count, size - place)
            try file.fill(&piece, count, at: place)
            digest.add(piece.span.extracting(first: count).bytes)
            place += count
        }
        return digest.finish()
    }
}

extension RegularFile {
    fileprivate func fill(_ piece: inout [UInt8], _ count: Int, at place: Int) throws(FileError) {
        let result = piece.withUnsafeMutableBytes { buffer in
            Result { () throws(FileError) in try read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        try result.get()
    }
}
