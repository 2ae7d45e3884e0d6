import CZlib

/// One chunk of a PNG file: length, four-letter type, data, CRC (PNG 1.2, 5.3).
package struct PNGChunk: Equatable {
    package var type: String
    package var data: [UInt8]

    package init(type: String, data: [UInt8]) {
        self.type = type
        self.data = data
    }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Eight bytes of signature, then the header chunk of 13 bytes between length, type and CRC.
    static let endOfHeader = 8 + 12 + 13

    var bytes: [UInt8] {
        let body = Array(type.utf8) + data
        return Self.bigEndian(UInt32(data.count)) + body + Self.bigEndian(Self.crc(body))
    }

    /// The text chunks of `metadata`, ordered by keyword so that equal metadata gives equal bytes.
    static func text(_ metadata: [String: String]) throws(PlotError) -> [UInt8] {
        var result: [UInt8] = []
        for (keyword, text) in metadata.sorted(by: { $0.key < $1.key }) {
            guard let name = latin1(keyword), (1...79).contains(name.count), name.allSatisfy({ $0 >= 32 && $0 != 127 }),
                name.first != 32, name.last != 32
            else { throw .encoding("keyword \"\(keyword)\": expected 1…79 Latin-1 characters, no outer spaces") }
            let text = text.filter { $0 != "\0" }
            if let plain = latin1(text) {
                result += PNGChunk(type: "tEXt", data: name + [0] + plain).bytes
            } else {
                // Not compressed, no language, no translated keyword.
                result += PNGChunk(type: "iTXt", data: name + [0, 0, 0, 0, 0] + Array(text.utf8)).bytes
            }
        }
        return result
    }

    /// Every chunk of a file, in order.
    package static func all(in bytes: [UInt8]) throws(PlotError) -> [PNGChunk] {
        guard bytes.starts(with: signature) else { throw .decoding("found no PNG signature") }
        var chunks: [PNGChunk] = []
        var place = signature.count
        while place < bytes.count {
            guard bytes.count - place >= 12 else { throw .decoding("truncated at byte \(place)") }
            let length = Int(number(bytes, at: place))
            guard bytes.count - place - 12 >= length else { throw .decoding("truncated in the chunk at byte \(place)") }
            let body = Array(bytes[(place + 4)..<(place + 8 + length)])
            guard crc(body) == number(bytes, at: place + 8 + length) else {
                throw .decoding("wrong checksum in the chunk at byte \(place)")
            }
            chunks.append(PNGChunk(type: String(decoding: body[..<4], as: UTF8.self), data: Array(body[4...])))
            place += 12 + length
        }
        return chunks
    }

    /// Walks a file's chunks to its end mark, each of which must be there in full, and gives the bits a pixel that its header claims and
    /// the bytes of its compressed picture.
    ///
    /// libpng takes memory for a chunk of text by the length that stands before it.
    static func size(of bytes: [UInt8]) throws(PlotError) -> (bits: Int, data: Int) {
        var (data, place) = (0, signature.count)
        var isOver = false
        while !isOver {
            guard bytes.count - place >= 12 else { throw .decoding("truncated at byte \(place)") }
            let length = Int(number(bytes, at: place))
            guard bytes.count - place - 12 >= length else { throw .decoding("truncated in the chunk at byte \(place)") }
            let type = bytes[place + 4..<place + 8]
            if type.elementsEqual("IDAT".utf8) { data += length }
            isOver = type.elementsEqual("IEND".utf8)
            place += 12 + length
        }
        guard bytes.count >= endOfHeader else { throw .decoding("found no PNG header") }
        let samples = [2: 3, 4: 2, 6: 4][bytes[25]] ?? 1  // by colour type: grey and palette have one
        return (Int(bytes[24]) * samples, data)
    }

    /// The keyword and text of an uncompressed tEXt or iTXt chunk; nil for others.
    package var keywordAndText: (String, String)? {
        guard let end = data.firstIndex(of: 0) else { return nil }
        let keyword = Self.string(latin1: data[..<end])
        switch type {
        case "tEXt": return (keyword, Self.string(latin1: data[(end + 1)...]))
        case "iTXt":
            guard data.count >= end + 5, data[end + 1] == 0, let language = data[(end + 3)...].firstIndex(of: 0),
                let translated = data[(language + 1)...].firstIndex(of: 0)
            else { return nil }
            return (keyword, String(decoding: data[(translated + 1)...], as: UTF8.self))
        default: return nil
        }
    }

    private static func latin1(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value < 256 else { return nil }
            bytes.append(UInt8(scalar.value))
        }
        return bytes
    }

    private static func string(latin1 bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// CRC-32 of ISO 3309, as PNG 1.2, annex D, asks for.
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }
}
