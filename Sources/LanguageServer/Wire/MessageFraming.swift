/// Takes messages out of a stream of bytes, in whatever pieces it comes: headers, a blank line, and as many bytes as `Content-Length` says.
package struct MessageFraming {
    package enum Piece: Equatable {
        case message([UInt8])
        /// Headers that tell no length: what was found, in words.
        case unreadable(String)
    }

    /// More than any editor sends; who says so is misread.
    static let longest = 1 << 28
    private static let longestHeaders = 1 << 13

    private var bytes: [UInt8] = []
    private var start = 0
    /// The length of the message under way, once its headers are there.
    private var length: Int?

    package init() {}

    package mutating func add(_ piece: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes += piece
    }

    /// The next message that is there whole; nil where more bytes are wanted.
    package mutating func next() -> Piece? {
        if length == nil {
            guard let headers = takeHeaders() else { return nil }
            guard let count = Self.length(in: headers) else {
                let shown = headers.prefix(80).map { $0.isASCII ? String($0) : "?" }.joined()
                return .unreadable("found headers without a Content-Length of 0…\(Self.longest): \(shown)")
            }
            length = count
        }
        guard let length, bytes.count - start >= length else { return nil }
        defer {
            start += length
            self.length = nil
        }
        return .message(Array(bytes[start..<start + length]))
    }

    /// A message as it goes out.
    package static func framed(_ body: [UInt8]) -> [UInt8] { Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body }

    /// The headers up to the blank line, which they lose; nil where that has not come.
    private mutating func takeHeaders() -> String? {
        var place = start
        let feed = UInt8(ascii: "\n"), carriage = UInt8(ascii: "\r")
        while place < bytes.count {
            guard let end = bytes[place...].firstIndex(of: feed) else { break }
            let line = bytes[place..<end]
            if line.isEmpty || line.elementsEqual([carriage]) {
                defer { start = end + 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            }
            place = end + 1
        }
        guard bytes.count - start > Self.longestHeaders else { return nil }
        defer { start = bytes.count }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    private static func length(in headers: String) -> Int? {
        for line in headers.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased().filter({ !$0.isWhitespace }) == "content-length" else { continue }
            guard let count = Int(parts[1].filter { !$0.isWhitespace }), 0...longest ~= count else { return nil }
            return count
        }
        return nil
    }
}
