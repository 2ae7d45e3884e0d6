import AVTS
import Datasets
import Files
import Foundation
import Media
import Work

extension FilmReport {
    /// Picture and sound that are nearer than this are in sync (s): a frame at 25 a second.
    public static let frame = 0.04
    /// From one delay that is tried to the next (s).
    static let step = 0.02
    /// The least reach that a short film is tried with (s).
    static let leastReach = 0.3

    /// Compares the picture and the sound of a film; what is wrong with the film is a verdict, too.
    ///
    /// ```swift {.noeval reason="needs a model and a film"}
    /// FilmReport(of: "interview.mp4", with: try PretrainedPair(from: "talking.safetensors")).verdict    // .late
    /// ```
    /// - Parameter reach: largest delay to either side that is tried (s); a film with no room for it is tried with less, which the report says.
    public init(of film: String, with pair: PretrainedPair, reach: Double = 2.5) {
        self.init(film: film, verdict: .failed)
        do {
            let room = (try ClipReader(film).info.duration - pair.configuration.seconds) / 2 - 0.05
            let tried = min(reach, (room * 20).rounded(.down) / 20)
            guard tried >= min(Self.leastReach, reach) else {
                reason =
                    "\(try ClipReader(film).info.duration.rounded(to: 2)) s of film leave no room to move a clip of "
                    + "\(pair.configuration.seconds) s; give a longer one"
                verdict = .cannotTell
                return
            }
            // A film that is asked about once is not kept decoded.
            let scratch = try ScratchFolder(in: DataFolder.standard.path + "/scratch")
            defer { withExtendedLifetime(scratch) {} }
            let found = try pair.synchronization(
                of: film, reach: tried, step: Self.step, clips: 1200, in: DataFolder(scratch.path))
            self = FilmReport(film: film, found, found.track())
            self.reach = tried
        } catch { reason = "\(error)" }
    }

    /// What is said of a comparison, and of the film's pieces.
    package init(film: String, _ found: FilmSynchronization, _ track: DelayTrack) {
        self.init(film: film, verdict: .cannotTell)
        func rounded(_ range: ClosedRange<Double>) -> [Double] {
            [range.lowerBound.rounded(to: 3), range.upperBound.rounded(to: 3)]
        }
        interval = rounded(found.interval)
        confidence = found.confidence.rounded(to: 4)
        clips = found.clips
        reach = found.offsets.last?.rounded(to: 3)
        if track.pieces.count > 1 {
            pieces = track.pieces.map { piece in
                Piece(
                    start: piece.start.rounded(to: 2), end: piece.end.rounded(to: 2), delay: piece.answer.seconds?.rounded(to: 3),
                    interval: rounded(piece.interval), reason: piece.answer.doubt?.rawValue)
            }
        }
        if track.drifts {
            verdict = .drifts
            drift = track.slope?.rounded(to: 4)
            return
        }
        switch found.answer {
        case .cannotTell(let doubt): reason = doubt.rawValue
        case .delay(let seconds):
            delay = seconds.rounded(to: 3)
            let isNear = abs(seconds) <= Self.frame + 1e-9 || found.interval.contains(0)
            verdict = isNear ? .inSync : seconds > 0 ? .late : .early
        }
    }

    /// Writes a copy of the film with its sound moved back, where the delay is one number and not nought; nothing is decoded.
    ///
    /// - Parameters:
    ///   - target: the copy; the container follows its extension.
    ///   - force: whether it may take the place of a file that is there, which is never the film itself.
    public mutating func writeCorrected(to target: String, force: Bool = false) {
        guard let delay, verdict == .late || verdict == .early else {
            uncorrected =
                switch verdict {
                case .inSync: "it is in sync"
                case .drifts: "its delay changes over the film, and a copy moves all of the sound by the same time"
                default: "its delay cannot be told"
                }
            return
        }
        let path = PathText.absolute(target)
        let isFilm =
            URL(fileURLWithPath: path).resolvingSymlinksInPath()
            == URL(fileURLWithPath: PathText.absolute(film)).resolvingSymlinksInPath()
        guard !isFilm, force || !fileExists(path) else {
            uncorrected = isFilm ? "\(target) is the film itself" : "\(target) is there already"
            return
        }
        do throws(MediaError) {
            try Remuxer.shiftSound(of: film, by: -delay, to: path)
            corrected = target
        } catch { uncorrected = "\(error)" }
    }
}

/// Answers a request of `avts-nb sync`: a line of JSON on standard output for each film, as soon as it is known.
///
/// - Throws: `SafetensorsError` for a model that cannot be read, `OutputError` for a request that is none.
public func answerSyncRequest(_ text: String) throws {
    guard let request = try? JSONDecoder().decode(SyncRequest.self, from: Data(text.utf8)) else {
        throw OutputError("found \"\(text.shortened(to: 80))\", expected the request of `avts-nb sync` in JSON")
    }
    let pair = try PretrainedPair(from: request.model)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (index, film) in request.films.enumerated() {
        var report = FilmReport(of: film, with: pair, reach: request.reach)
        if request.copies.indices.contains(index), report.verdict != .failed {
            report.writeCorrected(to: request.copies[index], force: request.force)
        }
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
}
