import Glibc
import Media
import Synchronization

/// Files that could not be read this time, found by several threads.
final class Unread: Sendable {
    private let outcomes = Mutex<[Int: DecodedStore.Outcome]>([:])

    func add(_ index: Int, _ outcome: DecodedStore.Outcome) { outcomes.withLock { $0[index] = outcome } }

    var all: [Int: DecodedStore.Outcome] { outcomes.withLock { $0 } }
}

extension MediaError {
    /// Whether another attempt may succeed with the same bytes: who reads, and on what machine, is no property of the file.
    var isOfTheEnvironment: Bool {
        switch self {
        case .missing, .folder, .notAFile, .unreadable, .decoderMissing, .encoderMissing, .interrupted, .writeFailed,
            .invalidRequest, .encodingFailed:
            true
        case .notMedia(_, let words), .decodingFailed(_, _, let words), .truncated(_, let words, _), .tooLarge(_, let words, _):
            MediaError.isShortage(words) || MediaError.environment.contains { words.contains(MediaError.words($0)) }
        case .noVideo, .noAudio, .emptyStream, .digitalSilence, .spanOutside: false
        }
    }

    /// Whether the machine has run out of something: the next files would fare no better.
    var isShortage: Bool { MediaError.isShortage(description) }

    private static func isShortage(_ text: String) -> Bool {
        [EMFILE, ENFILE, ENOMEM, ENOSPC].contains { text.contains(words($0)) }
    }

    private static let environment = [EACCES, EPERM, EIO, ENOENT, ESTALE, ETIMEDOUT, ENXIO, ENODEV, EBUSY]

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
