import Foundation

/// Bytes as text, for pictures within a page.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
