import Files
import Foundation
import Media
import Work

extension DecodedVideos {
    /// Frames of a video as bytes, from the store or, where it keeps none, from the file.
    ///
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` for a store that was cut short, and for a file that is another now or can be decoded no more.
    func frames(_ video: Int, from first: Int, count: Int, into bytes: inout MutableSpan<UInt8>) throws(DatasetError) {
        let (item, entry) = (set.items[video], entries[video])
        guard let picture = format.picture, !picture.isKept else {
            var raw = bytes.mutableBytes
            return try store.read(entry.offset + first * format.frameBytes, into: &raw)
        }
        let decoded: [UInt8]
        do throws(MediaError) { decoded = try DecodedItem.frames(first, count: count, of: item, picture, format) } catch {
            throw .readFailed(path: item.path, reason: "\(error)")
        }
        guard decoded.count == bytes.count else {
            throw .readFailed(path: item.path, reason: "found \(decoded.count) bytes of frames, expected \(bytes.count)")
        }
        for place in bytes.indices { bytes[place] = decoded[place] }
    }

    /// Refuses bytes that are not those that were decoded, once a video and process; what the file gives again is put in their place.
    ///
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` where the bytes are damaged and the file gives others, or cannot be read.
    func verify(_ video: Int) throws(DatasetError) {
        if verified.withLock({ $0[video] }) { return }
        let item = set.items[video]
        // What is decoded again must come from the file that the index speaks of.
        if let known = fingerprints?[video], known != item.fingerprint {
            throw .readFailed(path: item.path, reason: "it changed since it was looked at: run again, which looks at it anew")
        }
        _ = try store.contents(of: item, entries[video], format)
        verified.withLock { $0[video] = true }
    }

    /// What all that is read from here hangs on: the decoded bytes, their order, names and labels, the grid and the normalisation.
    package var digest: String { digest(Array(0..<count)) }

    /// The same of some of the videos.
    package func digest(_ videos: [Int]) -> String {
        var inputs = Inputs()
        inputs.add("format", format)
        inputs.add("grid", grid.seconds)
        inputs.add("normalization", normalization)
        inputs.add("classes", set.classes)
        var digest = Digest()
        digest.add(inputs.digest)
        for video in videos {
            check(video)
            let (item, entry) = (set.items[video], entries[video])
            digest.add("\(item.id) \(item.labels) \(entry.frames) \(entry.rows) \(entry.duration) \(entry.digest)")
        }
        return digest.finish()
    }
}

extension DecodedStore {
    /// All frames and rows of a video, and no others: damaged ones are decoded again, in their place.
    func contents(
        of item: VideoItem, _ entry: Entry, _ format: DecodedFormat
    ) throws(DatasetError) -> (frames: [UInt8], bank: [Float]) {
        let frames = try values(entry.offset, count: entry.frames * format.keptFrameBytes, as: UInt8.self)
        let bank = try bank(entry, format)
        let found = DecodedStore.digest(frames, bank, format)
        let isRight = DecodedStore.kept(found, format) == DecodedStore.kept(entry.digest, format)
        return isRight ? (frames, bank) : try mend(item, entry, format, found: found)
    }

    private func mend(
        _ item: VideoItem, _ entry: Entry, _ format: DecodedFormat, found: String
    ) throws(DatasetError) -> (frames: [UInt8], bank: [Float]) {
        let key = item.fingerprint
        let again: DecodedItem
        do { again = try DecodedItem(item, key, format) } catch {
            throw damaged(item, "and decoding it again fails: \(error)")
        }
        guard case .clip(let all, let frameCount, let bank, let rowCount) = again, frameCount == entry.frames,
            rowCount == entry.rows,
            [entry.digest, found].contains(where: {
                DecodedStore.kept($0, format) == DecodedStore.kept(DecodedStore.digest(all, bank, format), format)
            })
        else {
            // The next run decodes what there is now.
            try line("gone \(key)")
            throw damaged(item, "and the file gives another clip now: run again, which decodes it anew")
        }
        let frames = format.keptFrameBytes == 0 ? [] : all
        let digest = DecodedStore.digest(all, bank, format)
        if DecodedStore.kept(digest, format) == DecodedStore.kept(found, format) {
            // The bytes are right, and the line that speaks of them is not.
            try line(IndexLine.checked("clip \(key) \(entry.offset) \(frameCount) \(rowCount) \(entry.duration) \(digest)"))
        } else {
            try write(frames, bank, at: entry.offset)
        }
        try flush()
        if !Work.current.isProgram {
            Work.current.hear(.output("warning: the decoded clip of \(item.path) was damaged: decoded again\n"))
        }
        return (frames, bank)
    }

    private func damaged(_ item: VideoItem, _ what: String) -> DatasetError {
        .readFailed(path: data.path, reason: "the decoded clip of \(item.path) is damaged, \(what)")
    }
}
