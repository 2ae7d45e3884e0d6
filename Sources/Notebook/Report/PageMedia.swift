import Files
import Foundation

/// What a page may show of the notebook's folder, and where its links lead: pictures, sound and film that lie in the folder are put into
/// the page; of all else there is a link at most.
struct PageMedia {
    /// The notebook's folder.
    let folder: String
    /// The way from the page to it: "" or `../`; nil when it leads past folders that are nobody's business.
    let way: String?

    /// What is larger is a link.
    static let limit = 1 << 24

    /// - Parameter page: the folder that the page will lie in; nil for one that lies beside the notebook or nowhere.
    init(notebook: String, page: String?) {
        let folder = URL(fileURLWithPath: notebook).deletingLastPathComponent().resolvingSymlinksInPath().path
        self.folder = folder
        way = page.map { Self.way(from: URL(fileURLWithPath: $0).resolvingSymlinksInPath().path, to: folder) } ?? ""
    }

    private static func way(from page: String, to folder: String) -> String? {
        if page == folder { return "" }
        let above = folder == "/" ? "/" : folder + "/"
        guard page.hasPrefix(above) else { return nil }
        return String(repeating: "../", count: page.dropFirst(above.count).split(separator: "/").count)
    }

    /// A link's target, as the page names it.
    func link(_ target: String) -> String? {
        guard let safe = HTML.safeLink(target) else { return nil }
        let isElsewhere =
            safe.hasPrefix("#") || safe.hasPrefix("/") || safe.prefix { $0 != "/" && $0 != "#" && $0 != "?" }.contains(":")
        return isElsewhere ? safe : way.map { $0 + safe }
    }

    /// A picture, a sound or a film, or a link to one.
    func html(_ address: String, _ words: String, _ title: String) -> String {
        let caption = title.isEmpty ? "" : " title=\"\(HTML.escape(title))\""
        let label = HTML.escape(words.isEmpty ? address : words)
        if Self.isPictureData(address) { return "<img alt=\"\(HTML.escape(words))\"\(caption) src=\"\(HTML.escape(address))\">" }
        if let bytes = bytes(of: address), let type = MediaType.of(bytes) {
            let source = "data:\(type);base64,\(Data(bytes).base64EncodedString())"
            switch type.prefix(5) {
            case "audio": return "<audio controls\(caption) aria-label=\"\(label)\" src=\"\(source)\"></audio>"
            case "video": return "<video controls\(caption) aria-label=\"\(label)\" src=\"\(source)\"></video>"
            default: return "<img alt=\"\(HTML.escape(words))\"\(caption) src=\"\(source)\">"
            }
        }
        return link(address).map { "<a href=\"\(HTML.escape($0))\"\(caption)>\(label)</a>" } ?? label
    }

    /// The bytes of a file in the folder; nil for one that lies outside of it, wherever links lead, and for one that is too large.
    private func bytes(of address: String) -> [UInt8]? {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard HTML.safeLink(address) != nil, !path.hasPrefix("/"), let name = path.removingPercentEncoding, !name.isEmpty,
            !name.contains("\0")
        else { return nil }
        let place = URL(fileURLWithPath: folder + "/" + name).standardizedFileURL.resolvingSymlinksInPath().path
        guard place.hasPrefix(folder == "/" ? folder : folder + "/") else { return nil }
        return try? RegularFile.contents(place, limit: Self.limit)
    }

    /// True for a picture that is written out in its address.
    private static func isPictureData(_ address: String) -> Bool {
        guard let comma = address.firstIndex(of: ","), address.utf8.count <= limit else { return false }
        let types = ["png", "jpeg", "gif", "webp"].map { "data:image/\($0);base64" }
        return types.contains(String(address[..<comma]))
            && address[address.index(after: comma)...].utf8.allSatisfy { byte in
                (byte | 32) >= 97 && (byte | 32) <= 122 || (48...57).contains(byte) || [43, 47, 61].contains(byte)
            }
    }
}

/// What a file is by its first bytes, of the kinds that a browser shows.
enum MediaType {
    static func of(_ bytes: [UInt8]) -> String? {
        func holds(_ text: String, at start: Int = 0) -> Bool { bytes.dropFirst(start).starts(with: Array(text.utf8)) }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if holds("GIF8") { return "image/gif" }
        if holds("RIFF"), holds("WEBP", at: 8) { return "image/webp" }
        if holds("RIFF"), holds("WAVE", at: 8) { return "audio/wav" }
        if holds("OggS") { return "audio/ogg" }
        if holds("fLaC") { return "audio/flac" }
        if holds("ID3") || bytes.starts(with: [0xFF, 0xFB]) || bytes.starts(with: [0xFF, 0xF3]) { return "audio/mpeg" }
        if holds("ftyp", at: 4) { return holds("M4A", at: 8) ? "audio/mp4" : "video/mp4" }
        if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "video/webm" }
        let start = String(decoding: bytes.prefix(200), as: UTF8.self).trimmed
        return start.hasPrefix("<svg") || start.hasPrefix("<?xml") ? "image/svg+xml" : nil
    }
}
