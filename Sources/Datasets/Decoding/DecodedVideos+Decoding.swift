import Foundation
import Media
import Signals
import Tensors

extension DecodedVideos {
    /// Brings the store of a set up to date and returns each item's outcome, in the set's order.
    static func decode(
        _ set: VideoSet, _ format: DecodedFormat, _ root: DataFolder, _ progress: ProgressHandler?, _ poll: PollHandler?
    ) throws -> (store: DecodedStore, list: [DecodedStore.Outcome]) {
        let folder = try root.folder("decoded/\(storeName(set, format))")
        let store = try DecodedStore(folder)
        let keys = set.items.map(\.fingerprint)
        var known = try store.outcomes(format)
        if keys.contains(where: { known[$0] == nil }) {
            let lock = try FolderLock(
                folder,
                waiting: {
                    progress?(
                        WorkProgress(
                            done: 0, total: set.count, itemsPerSecond: 0, note: "another process is decoding these files"))
                }, poll: poll)
            defer { withExtendedLifetime(lock) {} }
            known = try store.outcomes(format)
            let left = set.items.indices.filter { known[keys[$0]] == nil }
            try store.beginAppending(format)
            let forecast = DiskForecast(folder, items: left.count)
            try WorkCrew.run(left.count, ready: set.count - left.count, progress: progress, poll: poll) { number in
                try forecast.itemDone(written: try decode(set.items[left[number]], keys[left[number]], format, into: store))
            }
            known = try store.outcomes(format)
        }
        let list = try keys.enumerated().map { index, key in
            guard let outcome = known[key] else {
                throw DatasetError.readFailed(path: "\(folder)/index", reason: "no line for \(set.items[index].path)")
            }
            return outcome
        }
        return (store, list)
    }

    /// Decodes one file into the store, or notes why it cannot be used; only trouble with the store itself is thrown.
    /// - Returns: the bytes it took, 0 when it was left out.
    private static func decode(
        _ item: VideoItem, _ key: String, _ format: DecodedFormat, into store: DecodedStore
    ) throws -> Int {
        do {
            let reader = try ClipReader(item.path)
            let soundReader = try item.soundPath.map { path throws(MediaError) in try ClipReader(path) } ?? reader
            if format.picture != nil && reader.info.video == nil { throw MediaError.noVideo(path: item.path) }
            if format.sound != nil && soundReader.info.audio == nil { throw MediaError.noAudio(path: soundReader.path) }
            let end = min(reader.info.end(picture: format.picture != nil, sound: false), soundReader.info.end(picture: false, sound: format.sound != nil))
            let duration = min(item.duration ?? .infinity, end - item.start)
            guard duration > 0.1 else { return try store.skip(key, .tooShort, "\(max(duration, 0)) s") }
            var (frames, frameCount): ([UInt8], Int) = ([], 0)
            if let picture = format.picture {
                // Whole frames only, and a thousandth of grace for durations that were rounded.
                frameCount = Int(duration * Double(picture.frameRate) + 1e-3)
                guard frameCount > 0 else { return try store.skip(key, .tooShort, "\(duration) s") }
                frames = try reader.frames(
                    from: item.start, duration: Double(frameCount) / Double(picture.frameRate),
                    frameRate: Double(picture.frameRate), size: FrameSize(picture.width, picture.height)
                ).rgb
            }
            var (bank, rowCount): ([Float], Int) = ([], 0)
            if let sound = format.sound {
                let samples = try soundReader.waveform(
                    from: item.start, duration: duration, sampleRate: sound.sampleRate
                ).samples.scalars
                // As everywhere in the media library: no sample reaches one step of 16-bit sound.
                guard samples.contains(where: { abs($0) >= 1 / 32768 }) else {
                    return try store.skip(key, .silent, "no sample reaches one step of 16 bits")
                }
                guard samples.allSatisfy(\.isFinite) else {
                    return try store.skip(key, .broken, "samples that are not numbers")
                }
                (bank, rowCount) = try filterBank(samples, sound)
            }
            guard item.fingerprint == key else { return try store.skip(key, .broken, "it changed while it was decoded") }
            return try store.append(
                key, frames: frames, frameCount: frameCount, bank: bank, rowCount: rowCount,
                duration: format.usable(frames: frameCount, rows: rowCount))
        } catch let error as MediaError {
            return try store.skip(key, SkippedFiles.Reason(error), error.description)
        }
    }

    /// The log filter bank with one row for every whole hop of the samples, row `r` starting at sample `r · hop`.
    ///
    /// The end is padded with silence for the last windows: 4 s give 400 rows, and every clip on the grid has its rows.
    static func filterBank(_ samples: [Float], _ sound: DecodedFormat.Sound) throws -> (values: [Float], rows: Int) {
        let rows = samples.count / sound.hop
        var padded = samples
        padded.append(contentsOf: repeatElement(0, count: sound.window))
        let bank = try logFilterBank(
            Tensor(padded, shape: [padded.count]), sampleRate: Double(sound.sampleRate),
            window: Double(sound.window) / Double(sound.sampleRate), step: sound.rowSeconds, fftSize: sound.fftSize,
            bands: sound.bands)
        require(bank.shape[0] >= rows, "filter bank: expected at least \(rows) rows, found \(bank.shape[0])")
        return (Array(bank.scalars.prefix(rows * sound.bands)), rows)
    }

    /// Names a store by its format and by the folder all files lie in, so that the splits and folds of a set share one.
    ///
    /// Items are told apart within it by ``VideoItem/fingerprint``.
    private static func storeName(_ set: VideoSet, _ format: DecodedFormat) -> String {
        let folder = commonFolder(set.items.map(\.path))
        var fingerprint = Fingerprint()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        fingerprint.add(DecodedStore.edition)
        fingerprint.add((try? encoder.encode(format)) ?? Data())
        fingerprint.add(folder)
        let words = folder.split(separator: "/").suffix(2).joined(separator: "-")
        let name = words.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
        return "\(String(name.suffix(60)))-\(fingerprint.text.prefix(12))"
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

extension MediaInfo {
    /// Seconds to the end of the first of the wanted streams: behind it a picture would stand still, or silence would be learnt. What ends
    /// less than a quarter of a second before the file, as sound and picture of one film usually do, ends with it.
    fileprivate func end(picture: Bool, sound: Bool) -> Double {
        let ends = [picture ? video.map { $0.start + $0.duration } : nil, sound ? audio.map { $0.start + $0.duration } : nil]
        let end = ends.compactMap { $0 }.min() ?? duration
        return duration - end < 0.25 ? duration : end
    }
}

extension SkippedFiles.Reason {
    /// Which reason an error of the media library stands for.
    init(_ error: MediaError) {
        switch error {
        case .truncated, .decodingFailed, .tooLarge: self = .broken
        case .noVideo, .emptyStream(_, "picture"): self = .noVideo
        case .noAudio, .emptyStream: self = .noAudio
        case .digitalSilence: self = .silent
        case .spanOutside: self = .tooShort
        default: self = .unreadable
        }
    }
}
