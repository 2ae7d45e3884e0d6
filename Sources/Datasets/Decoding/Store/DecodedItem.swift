import Media
import Tensors

/// One file of a set as it is kept: its frames and the filter bank of its sound, or why it is left out.
enum DecodedItem {
    case clip(frames: [UInt8], frameCount: Int, bank: [Float], rowCount: Int)
    case skipped(SkippedFiles.Reason, String)
    /// It cannot be had now, which says nothing of its bytes.
    case unread(SkippedFiles.Reason, String)

    /// Decodes an item whose file had the fingerprint `key`; what is wrong with the file is a reason to leave it out, not an error.
    ///
    /// - Throws: what is wrong with the machine: too many open files, no memory, no room.
    init(_ item: VideoItem, _ key: String, _ format: DecodedFormat) throws {
        do {
            self = try DecodedItem.decode(item, format)
        } catch let error as MediaError {
            if error.isShortage { throw error }
            let reason = SkippedFiles.Reason(error)
            self = error.isOfTheEnvironment ? .unread(reason, error.description) : .skipped(reason, error.description)
        }
        if case .clip = self, item.fingerprint != key { self = .skipped(.broken, "it changed while it was decoded") }
    }

    private static func decode(_ item: VideoItem, _ format: DecodedFormat) throws -> DecodedItem {
        let (reader, soundReader, from, end) = try open(item, format)
        let duration = end - from
        guard duration > 0.1 else { return .skipped(.tooShort, "\(max(duration, 0)) s") }
        var (frames, frameCount): ([UInt8], Int) = ([], 0)
        if let picture = format.picture {
            // Whole frames only, and a thousandth of grace for durations that were rounded.
            frameCount = Int(duration * Double(picture.frameRate) + 1e-3)
            guard frameCount > 0 else { return .skipped(.tooShort, "\(duration) s") }
            frames = try reader.frames(
                from: from, duration: Double(frameCount) / Double(picture.frameRate),
                frameRate: Double(picture.frameRate), size: FrameSize(picture.width, picture.height)
            ).rgb
        }
        var (bank, rowCount): ([Float], Int) = ([], 0)
        if let sound = format.sound {
            // One hop more in front, where there is sound: pre-emphasis looks at the sample before the first.
            let lead = from - sound.rowSeconds >= (soundReader.info.audio?.start ?? 0) ? sound.hop : 0
            let all = try soundReader.waveform(
                from: from - Double(lead) / Double(sound.sampleRate),
                duration: duration + Double(lead) / Double(sound.sampleRate), sampleRate: sound.sampleRate
            ).samples.scalars
            let samples = Array(all.dropFirst(lead))
            // As everywhere in the media library: no sample reaches one step of 16-bit sound.
            guard samples.contains(where: { abs($0) >= 1 / 32768 }) else {
                return .skipped(.silent, "no sample reaches one step of 16 bits")
            }
            guard samples.allSatisfy(\.isFinite) else { return .skipped(.broken, "samples that are not numbers") }
            (bank, rowCount) = try DecodedVideos.filterBank(samples, before: lead > 0 ? all[lead - 1] : nil, sound)
            guard rowCount > 0 else { return .skipped(.tooShort, "\(duration) s, less than a window of sound") }
        }
        return .clip(frames: frames, frameCount: frameCount, bank: bank, rowCount: rowCount)
    }

    /// The readers of an item, and where on their clock it begins and ends: where both of its streams are there.
    private static func open(
        _ item: VideoItem, _ format: DecodedFormat
    ) throws(MediaError) -> (reader: ClipReader, sound: ClipReader, from: Double, end: Double) {
        let reader = try ClipReader(item.path)
        let soundReader = try item.soundPath.map { path throws(MediaError) in try ClipReader(path) } ?? reader
        if format.picture != nil && reader.info.video == nil { throw MediaError.noVideo(path: item.path) }
        if format.sound != nil && soundReader.info.audio == nil { throw MediaError.noAudio(path: soundReader.path) }
        let seen = reader.info.span(picture: format.picture != nil, sound: false)
        let heard = soundReader.info.span(picture: false, sound: format.sound != nil)
        return (
            reader, soundReader, max(item.start, seen.start, heard.start),
            min(item.duration.map { item.start + $0 } ?? .infinity, seen.end, heard.end)
        )
    }

    /// Frames of an item, decoded now: `count` of them from number `first` on, as bytes.
    static func frames(
        _ first: Int, count: Int, of item: VideoItem, _ picture: DecodedFormat.Picture, _ format: DecodedFormat
    ) throws(MediaError) -> [UInt8] {
        let (reader, _, from, _) = try open(item, format)
        let rate = Double(picture.frameRate)
        return try reader.frames(
            from: from + Double(first) / rate, duration: Double(count) / rate, frameRate: rate,
            size: FrameSize(picture.width, picture.height)
        ).rgb
    }
}

extension DecodedStore {
    /// Adds what became of a file.
    /// - Returns: the bytes it took, 0 where it was left out.
    func append(_ key: String, _ item: DecodedItem, _ format: DecodedFormat) throws(DatasetError) -> Int {
        switch item {
        case .clip(let frames, let frameCount, let bank, let rowCount):
            try append(
                key, frames: frames, frameCount: frameCount, bank: bank, rowCount: rowCount,
                duration: format.usable(frames: frameCount, rows: rowCount), format)
        case .skipped(let reason, let detail): try skip(key, reason, detail)
        case .unread: 0
        }
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
