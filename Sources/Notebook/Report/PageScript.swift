import Files
import Foundation

/// What a page may do by itself: nothing, unless its notebook says `scripts: true`, and then this and nothing else.
enum PageScript {
    /// The script, and what the page's policy says of it; both empty for a page that does nothing.
    static func parts(isAllowed: Bool) -> (html: String, policy: String) {
        guard isAllowed else { return ("", "") }
        let source = String(decoding: PackageResources.players_js, as: UTF8.self)
        return ("<script>\(source)</script>\n", " script-src 'sha256-\(digest(source))';")
    }

    /// In base 64, as a policy wants it.
    private static func digest(_ text: String) -> String {
        let digits = Array(Digest.of(text).utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return Data(bytes).base64EncodedString()
    }
}
