import Foundation
import Synchronization

/// A stream of messages over a socket: each is its length in four bytes, little-endian, then JSON.
///
/// Any thread may send; one at a time receives.
public final class MessageChannel: Sendable {
    public let descriptor: Int32
    private let sending = Mutex(())
    /// No message is longer: a length beyond it means that the stream is none of ours.
    private static let limit = 1 << 30

    public init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// - Throws: ``ChannelError`` when the other side is gone.
    public func send(_ message: some Encodable) throws {
        let encoder = JSONEncoder()
        // JSON has no word for them, and a result may be one.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let body = try encoder.encode(message)
        var bytes = withUnsafeBytes(of: UInt32(body.count).littleEndian) { Data($0) }
        bytes.append(body)
        try sending.withLock { _ in
            try bytes.withUnsafeBytes { buffer in
                var sent = 0
                while sent < buffer.count {
                    let count = Foundation.send(
                        descriptor, buffer.baseAddress! + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { throw ChannelError.closed }
                    sent += count
                }
            }
        }
    }

    /// The next message; nil when the other side is gone.
    public func receive<Message: Decodable>(_ type: Message.Type) throws -> Message? {
        guard let head = read(4) else { return nil }
        let length = head.withUnsafeBytes { Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self))) }
        guard length <= Self.limit else { throw ChannelError.garbled(length) }
        guard let body = read(length) else { return nil }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(type, from: body)
    }

    private func read(_ count: Int) -> Data? {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress! + filled, count - filled) }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            filled += got
        }
        return bytes
    }
}

/// Why nothing can be sent or understood.
public enum ChannelError: Error, CustomStringConvertible {
    case closed
    case garbled(Int)

    public var description: String {
        switch self {
        case .closed: "the other side of the session is gone"
        case .garbled(let length): "found a message of \(length) bytes, expected fewer: the stream is garbled"
        }
    }
}
