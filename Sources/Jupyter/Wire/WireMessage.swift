import Files
import Foundation
import Notebook

/// A message as it travels: identities of those it is for, a delimiter, a signature, and four texts in JSON.
package struct WireMessage: Sendable {
    /// Of its header, what a kernel asks for.
    private struct Header: Decodable {
        let msg_id: String
        let msg_type: String
        let session: String
    }

    /// Whom a router sends it to; of what is published, its topic.
    package var identities: [[UInt8]] = []
    package var type: String
    package var id: String
    package var session: String
    /// The texts as they came: a reply carries the header that it answers as it was.
    package var header: [UInt8]
    package var parent: [UInt8]
    package var metadata: [UInt8]
    package var content: [UInt8]

    private static let delimiter = Array("<IDS|MSG>".utf8)

    /// Reads frames; nil for what is no message, or is not signed with the key.
    package init?(frames: [[UInt8]], key: [UInt8]) {
        guard let place = frames.firstIndex(of: Self.delimiter), frames.count >= place + 6 else { return nil }
        let texts = Array(frames[place + 2..<place + 6])
        if !key.isEmpty, !MessageCode.areEqual(frames[place + 1], Array(MessageCode.of(texts, key: key).utf8)) { return nil }
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(texts[0])) else { return nil }
        identities = Array(frames[..<place])
        (type, id, session) = (header.msg_type, header.msg_id, header.session)
        (self.header, parent, metadata, content) = (texts[0], texts[1], texts[2], texts[3])
    }

    /// A message of one's own.
    ///
    /// - Parameters:
    ///   - parent: the header of what it answers, as it came; `{}` where it answers nothing.
    package init(
        _ type: String, _ content: JSON, session: String, answering parent: [UInt8] = Array("{}".utf8),
        to identities: [[UInt8]] = [],
        metadata: JSON = [:]
    ) {
        let id = UUID().uuidString.lowercased()
        let header: JSON = [
            "msg_id": .string(id), "msg_type": .string(type), "session": .string(session), "username": "kernel",
            "date": .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
            "version": .string(Self.protocolVersion),
        ]
        (self.identities, self.type, self.id, self.session, self.parent) = (identities, type, id, session, parent)
        self.header = Array(header.compact.utf8)
        self.metadata = Array(metadata.compact.utf8)
        self.content = Array(content.compact.utf8)
    }

    /// Clients take an older one for a kernel that must be translated for.
    package static let protocolVersion = "5.3"

    /// The frames, signed with the key; no key, no signature.
    package func frames(key: [UInt8]) -> [[UInt8]] {
        let texts = [header, parent, metadata, content]
        let signature = key.isEmpty ? [] : Array(MessageCode.of(texts, key: key).utf8)
        return identities + [Self.delimiter, signature] + texts
    }
}
