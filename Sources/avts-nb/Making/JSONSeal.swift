import Files

/// The digest of a file of JSON within it: `"sha256": "…"`, with zeros in its place while it is taken.
enum JSONSeal {
    private static let key = Array("\"sha256\": \"".utf8)
    private static let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 64)

    /// The content with its digest, which it names among its metadata with zeros.
    static func sealed(_ content: [UInt8]) -> [UInt8] {
        guard let place = place(content), content[place].elementsEqual(zeros) else { return content }
        return Array(content[..<place.lowerBound]) + Array(Digest.of(content).utf8) + content[place.upperBound...]
    }

    /// Whether bytes are a file that was sealed and is as it was.
    static func isSealed(_ bytes: [UInt8]) -> Bool {
        guard let place = place(bytes) else { return false }
        var blank = bytes
        blank.replaceSubrange(place, with: zeros)
        return bytes[place].elementsEqual(Digest.of(blank).utf8)
    }

    /// Where the digits are: the last that are called so.
    private static func place(_ bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= key.count + 64, bytes.first == UInt8(ascii: "{") else { return nil }
        for start in (0...(bytes.count - key.count - 64)).reversed() where bytes[start] == key[0] {
            if bytes[start..<start + key.count].elementsEqual(key) { return start + key.count..<start + key.count + 64 }
        }
        return nil
    }
}
