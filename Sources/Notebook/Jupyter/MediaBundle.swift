import Foundation
import Work

/// One thing shown, in the forms that Jupyter chooses from by their media types.
package struct MediaBundle: Sendable, Equatable {
    package private(set) var data: [String: JSON] = [:]
    package private(set) var metadata: [String: JSON] = [:]

    package init() {}

    /// A drawing is left out where there is a picture of it: JupyterLab cuts drawings off that are wider than its window, and they would
    /// be dark where the system is and the page is not.
    ///
    /// - Parameter forms: as a cell showed them; the numbers behind a picture and its narrow drawing have no media type there.
    package init(_ forms: [Representation]) {
        let hasPicture = forms.contains { if case .png = $0 { true } else { false } }
        for form in forms {
            switch form {
            case .text(let text): add(text: text)
            case .png(let bytes, _): add(png: [UInt8](bytes))
            case .svg(let bytes, _, let isNarrow):
                if !isNarrow, !hasPicture { data["image/svg+xml"] = .string(String(decoding: bytes, as: UTF8.self)) }
            case .html(let text): add(html: text)
            case .csv, .player: break
            }
        }
    }

    /// Something to be played, by its media type, and as HTML for front ends that play nothing by itself.
    package init(playing player: Player) { add([UInt8](player.data), player.type, label: player.label) }

    package mutating func add(_ bytes: [UInt8], _ type: Player.MediaType, label: String) {
        let encoded = Data(bytes).base64EncodedString()
        data[type.rawValue] = .string(encoded)
        let tag = type == .mp4 ? "video" : "audio"
        let words = HTML.escape(PageText.of(label))
        data["text/html"] = .string(
            "<figure><\(tag) controls src=\"data:\(type.rawValue);base64,\(encoded)\"></\(tag)>"
                + (words.isEmpty ? "" : "<figcaption>\(words)</figcaption>") + "</figure>")
        add(text: label.isEmpty ? (type == .mp4 ? "a film" : "a sound") : label)
    }

    package mutating func add(text: String) { data["text/plain"] = .string(PageText.of(text.trimmingNewlines)) }

    /// What of it acts is shown as text; pictures of its own are their words.
    package mutating func add(html: String) {
        data["text/html"] = .string(HTMLSanitizer.html(html) { _, words, _ in HTML.escape(words) })
    }

    /// A picture with twice the pixels that it is meant to take, as all of ours are.
    package mutating func add(png bytes: [UInt8]) {
        data["image/png"] = .string(Data(bytes).base64EncodedString())
        // Width and height stand at byte 16, in the chunk that comes first.
        guard bytes.count >= 24 else { return }
        func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(16), number(20))
        guard width > 1, height > 1, width < 1 << 15, height < 1 << 15 else { return }
        metadata["image/png"] = ["width": .int(width / 2), "height": .int(height / 2)]
    }
}
