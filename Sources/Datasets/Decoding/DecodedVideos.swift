import Foundation
import Media
import Ranks
import Synchronization
import Tensors
import Work

/// Every video of a set, decoded once to small frames and a log filter bank, ready for clips to be cut out by start time.
///
/// The decoded bytes live in a file of the cache folder: a second run starts at once, an interrupted one goes on where it
/// stopped, and a set of any size costs no memory. Files that cannot be used are left out, and listed in ``skipped``.
///
/// ```swift
/// let train = try DecodedVideos(sets.train, format: DecodedFormat(), minimumDuration: 2)
/// let test = try DecodedVideos(sets.test, format: DecodedFormat(), minimumDuration: 2, normalization: train.normalization)
/// let x = try train.clips(at: [ClipPlace(video: 0, start: 2)], frames: 12)         // [1, 12, 32, 32, 3]
/// let s = try train.spectrograms(at: [ClipPlace(video: 0, start: 2)], rows: 99)   // [1, 99, 40, 1]
/// ```
public final class DecodedVideos: Sendable {
    /// The usable items only; index `i` of every other member is `set.items[i]`.
    public let set: VideoSet
    /// How the videos were decoded: frame rate, size, sample rate, filter bank.
    public let format: DecodedFormat
    /// The files that were left out, with reasons.
    public let skipped: SkippedFiles
    /// Where clips may start.
    public let grid: StartGrid
    /// What clips and spectrograms are z-normalised with.
    public let normalization: Normalization
    let store: DecodedStore
    let entries: [DecodedStore.Entry]
    /// Of the files, where frames are decoded again whenever they are shown.
    let fingerprints: [String]?
    /// Whose bytes were found to be right.
    let verified: Mutex<[Bool]>

    /// Decodes what is not decoded yet, in parallel.
    ///
    /// - Parameters:
    ///   - minimumDuration: shorter videos are skipped, seconds: give the clip's length plus what hard negatives need.
    ///   - gridStep: least distance of starts, seconds.
    ///   - normalization: of the training set; nil computes it, which only a set of role `.train` may do.
    ///   - root: where the decoded bytes are kept.
    ///   - threads: that decode, at least 1; the bytes do not hang on how many.
    ///   - progress, poll: called about ten times a second on the calling thread; throwing from `poll` interrupts.
    /// - Throws: ``DatasetError/nothingUsable(set:offenders:count:)``, ``DatasetError/writeFailed(path:reason:)``,
    ///   ``DatasetError/readFailed(path:reason:)`` for a store that cannot be read,
    ///   ``DatasetError/unsuitable(what:found:remedy:)`` for a rate and hop without a common grid, or what `poll` throws.
    public init(
        _ set: VideoSet, format: DecodedFormat, minimumDuration: Double = 0, gridStep: Double = 0.25,
        normalization: Normalization? = nil, in root: DataFolder = .standard,
        threads: Int = ProcessInfo.processInfo.activeProcessorCount,
        progress: ProgressHandler? = WorkProgress.telling("decoding files"), poll: PollHandler? = nil
    ) throws {
        require(
            normalization != nil || set.role == .train,
            "\(set.name): only a training set may compute its normalization, a \(set.role.rawValue) set is given one")
        grid = try StartGrid(format, atLeast: gridStep)
        let outcomes = try DecodedVideos.decode(set, format, root, threads, progress, poll)
        store = outcomes.store
        var kept: [VideoItem] = []
        var entries: [DecodedStore.Entry] = []
        var skipped = SkippedFiles()
        for (item, outcome) in zip(set.items, outcomes.list) {
            switch outcome {
            case .skipped(let reason, let detail): skipped.add(item.path, reason, detail)
            case .decoded(let entry) where entry.duration + 1e-6 < max(minimumDuration, 1e-3):
                skipped.add(item.path, .tooShort, "\(entry.duration) s, at least \(minimumDuration) s are needed")
            case .decoded(let entry):
                kept.append(item)
                entries.append(entry)
            }
        }
        guard !kept.isEmpty else {
            throw DatasetError.nothingUsable(
                set: set.name, offenders: DatasetError.few(skipped.entries.map { "\($0.path) (\($0.reason.rawValue))" }),
                count: set.count)
        }
        self.set = VideoSet(name: set.name, role: set.role, items: kept, classes: set.classes, absent: set.absent)
        self.format = format
        self.entries = entries
        self.skipped = skipped
        fingerprints = format.picture?.isKept == false ? kept.map(\.fingerprint) : nil
        var verified = [Bool](repeating: false, count: entries.count)
        self.normalization = try normalization ?? DecodedVideos.measure(store, kept, entries, format, &verified)
        self.verified = Mutex(verified)
        Work.current.hear(.data(DataFingerprint(name: set.name, files: count, sha256: digest)))
        try Ranks.agree(on: digest, "the videos of \(set.name)")
    }

    /// How many videos can be used.
    public var count: Int { entries.count }

    /// Seconds of video `index` that frames and sound have in common.
    public func duration(_ index: Int) -> Double {
        check(index)
        return entries[index].duration
    }

    /// The file of video `index`.
    public func path(_ index: Int) -> String {
        check(index)
        return set.items[index].path
    }

    /// How many starts a clip of `clip` seconds has in video `index`.
    public func startCount(_ index: Int, clip: Double) -> Int {
        check(index)
        require(clip > 0, "startCount: found a clip of \(clip) s, expected more than 0")
        return grid.count(in: entries[index].duration, clip: clip)
    }

    /// Refuses the number of a video that is not there.
    func check(_ index: Int) {
        require(entries.indices.contains(index), "\(set.name): found video \(index), expected 0..<\(count)")
    }

    /// `count` starts of `clip` seconds spread evenly over video `index`: fewer, each once, where the grid has fewer.
    ///
    /// The usual protocols judge a video by the mean over 10 such clips.
    public func spread(_ count: Int, over index: Int, clip: Double) -> [ClipPlace] {
        require(count > 0, "spread: found \(count) clips, expected at least 1")
        let last = startCount(index, clip: clip) - 1
        if last < 1 || count == 1 { return last < 0 ? [] : [ClipPlace(video: index, start: count == 1 ? last / 2 : 0)] }
        let starts = (0..<min(count, last + 1)).map { Int((Double($0 * last) / Double(min(count, last + 1) - 1)).rounded()) }
        return starts.map { ClipPlace(video: index, start: $0) }
    }

    /// The class of video `index`; nil without labels.
    public func label(_ index: Int) -> Int? {
        check(index)
        return set.items[index].label
    }

    /// One line: how many videos or sounds, how long in all, how many left out, and how many were listed and have no file.
    public var summary: String {
        let seconds = entries.reduce(0) { $0 + $1.duration }
        return "\(set.name): \(count) \(format.picture == nil ? "sounds" : "videos"), \(Int(seconds.rounded())) s"
            + (skipped.isEmpty ? "" : ", \(skipped.count) skipped")
            + (set.absent.isEmpty ? "" : ", \(set.absent.count) of its list have no file")
    }

    /// Means and deviations over the set, or over 1,000 videos spread evenly over a larger one.
    private static func measure(
        _ store: DecodedStore, _ items: [VideoItem], _ entries: [DecodedStore.Entry], _ format: DecodedFormat,
        _ verified: inout [Bool]
    ) throws(DatasetError) -> Normalization {
        var frames = ColumnMoments(columns: format.picture == nil ? 0 : 3)
        var bank = ColumnMoments(columns: format.sound?.bands ?? 0)
        let step = max(entries.count / 1000, 1)
        for index in Swift.stride(from: 0, to: entries.count, by: step) {
            let contents = try store.contents(of: items[index], entries[index], format)
            verified[index] = true
            if let picture = format.picture {
                let seen =
                    picture.isKept
                    ? contents.frames : try DecodedVideos.decodedAgain(items[index], entries[index], picture, format)
                frames.add(seen.span)
            }
            if format.sound != nil { bank.add(contents.bank.span) }
        }
        return Normalization(
            frameMean: frames.means, frameDeviation: frames.deviations, bankMean: bank.means,
            bankDeviation: bank.deviations)
    }
}

extension DecodedVideos {
    /// All frames of an item that are not kept.
    private static func decodedAgain(
        _ item: VideoItem, _ entry: DecodedStore.Entry, _ picture: DecodedFormat.Picture, _ format: DecodedFormat
    ) throws(DatasetError) -> [UInt8] {
        do throws(MediaError) { return try DecodedItem.frames(0, count: entry.frames, of: item, picture, format) } catch {
            throw .readFailed(path: item.path, reason: "\(error)")
        }
    }
}

extension DecodedStore {
    /// The whole filter bank of a video, `[rows, bands]`.
    func bank(_ entry: Entry, _ format: DecodedFormat) throws(DatasetError) -> [Float] {
        try values(entry.bankOffset(format), count: entry.rows * format.rowBytes / 4, as: Float.self)
    }
}
