import Files
import Foundation
import Media
import Ranks
import Signals
import Tensors
import Work

extension DecodedVideos {
    /// Brings the store of a set up to date and returns each item's outcome, in the set's order.
    static func decode(
        _ set: VideoSet, _ format: DecodedFormat, _ root: DataFolder, _ threads: Int, _ progress: ProgressHandler?,
        _ poll: PollHandler?
    ) throws -> (store: DecodedStore, list: [DecodedStore.Outcome]) {
        let folder = try root.folder("decoded/\(storeName(set, format))")
        var store = try DecodedStore(folder)
        let keys = set.items.map(\.fingerprint)
        var known = try store.outcomes(format)
        let ready = keys.count { known[$0] != nil }
        if ready > 0 {
            let made = try store.made(format)
            Work.current.hear(
                .reused(
                    Reuse(what: "\(set.name), \(ready) of \(set.count) files decoded", made: made.date, revision: made.revision)))
        }
        // Of the files that could not be read this time: what is wrong is not known to be theirs.
        var unread: [Int: DecodedStore.Outcome] = [:]
        if let ranks = Ranks.current {
            unread = try SharedDecoding(ranks, set, keys, format, threads, progress, poll).run(folder, store, known)
            // Another rank may have written it.
            store = try DecodedStore(folder)
            known = try store.outcomes(format)
        } else if keys.contains(where: { known[$0] == nil }) {
            try DataFolder.alone(
                in: folder,
                waiting: {
                    progress?(
                        WorkProgress(
                            done: 0, total: set.count, itemsPerSecond: 0, note: "\($0) is decoding these files"))
                }, poll: poll
            ) {
                unread = try store.decode(set, keys, format, threads, progress, poll)
            }
            known = try store.outcomes(format)
        }
        let list = try keys.enumerated().map { index, key in
            guard let outcome = known[key] ?? unread[index] else {
                throw DatasetError.readFailed(path: "\(folder)/index", reason: "no line for \(set.items[index].path)")
            }
            return outcome
        }
        return (store, list)
    }

    /// The log filter bank of samples, row `r` on the window that starts at sample `r · hop`: 399 rows of 4 s.
    ///
    /// Windows lie within the samples: a row filled up with silence would tell a network where the sound ends. For the same reason
    /// pre-emphasis goes on from `before`, the sample in front of the first; where there is none, the first stands for it.
    static func filterBank(
        _ samples: [Float], before: Float?, _ sound: DecodedFormat.Sound
    ) throws -> (values: [Float], rows: Int) {
        guard let first = samples.first, samples.count >= sound.window else { return ([], 0) }
        let rows = (samples.count - sound.window) / sound.hop + 1
        let used = [before ?? first] + samples.prefix((rows - 1) * sound.hop + sound.window)
        let raised = try preemphasised(Tensor(used, shape: [used.count])).slice(axis: 0, 1..<used.count)
        let bank = try logFilterBank(
            raised, sampleRate: Double(sound.sampleRate), window: Double(sound.window) / Double(sound.sampleRate),
            step: sound.rowSeconds, fftSize: sound.fftSize, bands: sound.bands, preemphasis: 0)
        require(bank.shape[0] == rows, "filter bank: expected \(rows) rows, found \(bank.shape[0])")
        return (bank.scalars, rows)
    }

    /// Names a store by its format and by the folder all files lie in, so that the splits and folds of a set share one.
    ///
    /// Items are told apart within it by ``VideoItem/fingerprint``.
    private static func storeName(_ set: VideoSet, _ format: DecodedFormat) -> String {
        let folder = commonFolder(set.items.map(\.path))
        var inputs = Inputs()
        inputs.add("edition", text: DecodedStore.edition)
        inputs.add("libraries", text: MediaInfo.libraries)
        inputs.add("format", format)
        inputs.add("folder", text: folder)
        let words = folder.split(separator: "/").suffix(2).joined(separator: "-")
        let name = words.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
        return "\(String(name.suffix(60)))-\(inputs.digest.prefix(12))"
    }

    /// The deepest folder above all of the paths.
    static func commonFolder(_ paths: [String]) -> String {
        var common = paths.first.map { Array($0.split(separator: "/").dropLast()) } ?? []
        for path in paths {
            let parts = path.split(separator: "/").dropLast()
            let shared = zip(common, parts).prefix { $0 == $1 }.count
            common = Array(common.prefix(shared))
        }
        return common.joined(separator: "/")
    }
}
