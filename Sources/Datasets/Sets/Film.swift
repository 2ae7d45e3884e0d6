import Foundation
import Media

/// One long film as a data set: cut into pieces, and divided by time, so that what is tested was never seen or heard in training.
///
/// ```swift
/// let splits = try Film("bbb.mp4", end: 490).splits()   // 70 % train, 10 % validation, 20 % test, 5 s apart
/// ```
public struct Film: Sendable {
    /// The film's file.
    public let path: String
    /// Where the part that is used begins (s): not before both picture and sound do.
    public let start: Double
    /// Where the part that is used ends (s): not after picture or sound does.
    public let end: Double
    /// Length of a piece (s).
    public let piece: Double

    /// A film, or a part of it: credits and black leaders teach nothing.
    ///
    /// - Throws: `MediaError` for a file that cannot be read, ``DatasetError/unsuitable(what:found:remedy:)`` for one shorter than a piece.
    public init(_ path: String, start: Double = 0, end: Double? = nil, piece: Double = 8) throws {
        require(start >= 0 && piece > 0, "film: starts at or after 0 s, and pieces have a length")
        let both = try ClipReader(path).info.span(picture: true, sound: true)
        self.path = path
        self.start = max(start, both.start)
        self.end = min(end ?? both.end, both.end)
        self.piece = piece
        guard self.end - start >= piece else {
            throw DatasetError.unsuitable(
                what: path, found: "\(self.end - start) s of it", remedy: "Give a longer part than a piece of \(piece) s.")
        }
    }

    /// All pieces, as a set to test on.
    public var pieces: VideoSet { self.set(.test, start, end) }

    /// Pieces of the first, the next and the last part of the film, with gaps between the parts.
    ///
    /// - Parameters:
    ///   - validation, test: shares of the film's time.
    ///   - gap: seconds left out between two parts.
    public func splits(validation: Double = 0.1, test: Double = 0.2, gap: Double = 5) throws(DatasetError) -> Splits {
        let length = end - start
        let (first, second) = (end - (validation + test) * length, end - test * length)
        let parts = (set(.train, start, first), set(.validation, first + gap, second), set(.test, second + gap, end))
        guard parts.0.count > 0, parts.1.count > 1, parts.2.count > 1 else {
            throw .unsuitable(
                what: path, found: "\(length) s in pieces of \(piece) s",
                remedy: "Give a longer film, shorter pieces or larger shares.")
        }
        return try Splits(train: parts.0, validation: parts.1, test: parts.2)
    }

    private func set(_ role: SplitRole, _ from: Double, _ to: Double) -> VideoSet {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let count = max(Int(((to - from) / piece + 1e-6).rounded(.down)), 0)
        let items = (0..<count).map { index in
            let start = from + Double(index) * piece
            return VideoItem(
                id: "\(name) \(Int(start.rounded())) s", path: path, start: start, duration: piece,
                group: "\(name) piece at \(start) s")
        }
        return VideoSet(name: "\(name)/\(role.rawValue)", role: role, items: items)
    }
}
