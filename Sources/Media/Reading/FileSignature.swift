/// Tells from a file's first bytes what it meant to be, so that a cut file is not called foreign.
enum FileSignature {
    /// The container whose files begin so; nil for none known.
    static func container(of head: [UInt8]) -> String? {
        func has(_ text: String, at offset: Int) -> Bool {
            let bytes = Array(text.utf8)
            return head.count >= offset + bytes.count && Array(head[offset..<offset + bytes.count]) == bytes
        }
        if ["ftyp", "moov", "mdat", "wide", "free"].contains(where: { has($0, at: 4) }) { return "an MP4 or MOV file" }
        if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "a Matroska or WebM file" }
        if has("RIFF", at: 0) { return has("AVI ", at: 8) ? "an AVI file" : "a RIFF file" }
        if has("OggS", at: 0) { return "an Ogg file" }
        if has("fLaC", at: 0) { return "a FLAC file" }
        if has("FLV", at: 0) { return "an FLV file" }
        if has("ID3", at: 0) { return "an MP3 file" }
        if head.starts(with: [0x30, 0x26, 0xB2, 0x75]) { return "a WMV or ASF file" }
        if head.starts(with: [0, 0, 1, 0xBA]) { return "an MPEG program stream" }
        return nil
    }

    /// How long a RIFF file (AVI, WAV) says it is, in bytes; nil where it does not say, or says what streaming writers put.
    ///
    /// libav quietly shortens such files to what is there.
    static func declaredSize(of head: [UInt8]) -> Int? {
        guard head.count >= 8, Array(head[0..<4]) == Array("RIFF".utf8) else { return nil }
        let size = (4..<8).reduce(0) { $0 | Int(head[$1]) << (8 * ($1 - 4)) }
        return size == 0 || size >= 0x7FFF_0000 ? nil : size + 8
    }

    /// What a person would call a file with such a beginning.
    static func describe(_ head: [UInt8]) -> String {
        let isText = !head.isEmpty && head.allSatisfy { $0 == 9 || $0 == 10 || $0 == 13 || ($0 >= 32 && $0 != 127) }
        if isText {
            let line = String(decoding: head.prefix(24).prefix { $0 >= 32 }, as: UTF8.self)
            return "text beginning \"\(line)\""
        }
        let digits = Array("0123456789abcdef")
        let hex = head.prefix(8).map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined(separator: " ")
        return "bytes \(hex)"
    }
}
