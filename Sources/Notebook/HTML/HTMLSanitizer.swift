/// Writes a text's own HTML so that nothing of it can act, close what it did not open, or leave open what it opened.
struct HTMLSanitizer {
    /// What a picture, a sound or a film of the text becomes.
    let media: (_ address: String, _ words: String, _ title: String) -> String
    /// The elements open now, those of each surrounding block apart.
    private var frames: [[String]] = [[]]

    /// Deeper ones are shown as text.
    private static let deepest = 64

    init(media: @escaping (String, String, String) -> String) { self.media = media }

    /// Begins a block, or a part of a line, that must close what it opens.
    mutating func enter() { frames.append([]) }

    /// The tags that close what the block has left open.
    mutating func leave() -> String {
        let open = frames.count > 1 ? frames.removeLast() : []
        return open.reversed().map { "</\($0)>" }.joined()
    }

    /// A whole text of HTML, by itself.
    static func html(_ text: String, media: @escaping (String, String, String) -> String) -> String {
        var sanitizer = HTMLSanitizer(media: media)
        sanitizer.enter()
        let result = sanitizer.html(text, isBlock: true)
        return result + sanitizer.leave()
    }

    /// A piece of HTML; `isBlock` when it stands by itself and not within a line.
    mutating func html(_ text: String, isBlock: Bool) -> String {
        let bytes = Array(text.utf8)[...]
        var result = ""
        var index = 0, plain = 0
        var commentsEnd = true
        func flush(upTo end: Int) {
            if plain < end { result += HTML.escapeKeepingEntities(String(decoding: bytes[plain..<end], as: UTF8.self)) }
        }
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            if commentsEnd, bytes[index...].starts(with: "<!--".utf8) {
                if let end = Self.commentEnd(bytes, from: index + 4) {
                    flush(upTo: index)
                    index = end
                    plain = end
                    continue
                }
                commentsEnd = false
            }
            if let (tag, end) = HTMLTag.read(bytes, at: index), let html = html(of: tag, isBlock: isBlock) {
                flush(upTo: index)
                result += html
                index = end
                plain = end
            } else {
                index += 1
            }
        }
        flush(upTo: bytes.endIndex)
        return result
    }

    private static func commentEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var index = start
        while index + 2 < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] == UInt8(ascii: ">") {
                return index + 3
            }
            index += 1
        }
        return nil
    }

    /// A tag as the page has it; nil for one that is shown as text.
    private mutating func html(of tag: HTMLTag, isBlock: Bool) -> String? {
        guard SafeHTML.inline.contains(tag.name) || isBlock && SafeHTML.block.contains(tag.name) else { return nil }
        var open = frames.removeLast()
        defer { frames.append(open) }
        if tag.isClosing {
            guard let place = open.lastIndex(of: tag.name) else { return nil }
            let closed = open[place...].reversed().map { "</\($0)>" }.joined()
            open.removeSubrange(place...)
            return closed
        }
        if ["img", "audio", "video"].contains(tag.name) {
            func value(_ name: String) -> String? {
                tag.attributes.first { $0.name == name }.map { HTMLEntities.decoded($0.value) }
            }
            return media(value("src") ?? "", value("alt") ?? "", value("title") ?? "")
        }
        if SafeHTML.void.contains(tag.name) { return "<\(tag.name)\(SafeHTML.attributes(of: tag))>" }
        guard open.count < Self.deepest else { return nil }
        open.append(tag.name)
        return "<\(tag.name)\(SafeHTML.attributes(of: tag))>"
    }
}
