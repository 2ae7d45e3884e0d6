import Files
import Foundation

/// The index, line by line: `clip KEY OFFSET FRAMES ROWS SECONDS DIGEST CHECK`, `skip KEY REASON DETAIL CHECK` (``IndexLine``), `gone KEY`,
/// and `by REVISION` before what that one decoded.
///
/// The last line about a key counts, or none does: an earlier one speaks of bytes that were lost since, and may be another video's now.
extension DecodedStore {
    /// The index of some three million videos.
    private static let indexLimit = 1 << 28

    /// What the index holds now, by the files' keys.
    /// - Throws: ``DatasetError/readFailed(path:reason:)``.
    func outcomes(_ format: DecodedFormat) throws(DatasetError) -> [String: Outcome] { try claims(format).outcomes }

    /// When the last of it was decoded, and by which revision of the library.
    func made(_ format: DecodedFormat) throws(DatasetError) -> Making {
        var status = stat()
        let seconds = fstat(index.descriptor, &status) == 0 ? TimeInterval(status.st_mtim.tv_sec) : 0
        return Making(date: Date(timeIntervalSince1970: seconds).formatted(.iso8601), revision: try claims(format).revision)
    }

    /// Prepares for appending; call with the folder's lock held.
    func beginAppending(_ format: DecodedFormat) throws(DatasetError) {
        let lost = try claims(format).lost
        let (end, length): (Int, Int)
        do throws(FileError) { (end, length) = (try data.size(), try index.size()) } catch { throw DatasetError(error) }
        self.end.withLock { $0 = DecodedStore.aligned(end) }
        // A line cut short by a crash must not run into the next one.
        if length == 0 { try line(DecodedStore.edition) } else { try line("") }
        // No moment, so that the same files give the same bytes whenever they are decoded.
        if let revision = LibraryImage.revision { try line("by \(revision)") }
        // When the store has grown again, what these lines claim will be there, and be something else.
        if !lost.isEmpty { try line(lost.sorted().map { "gone \($0)" }.joined(separator: "\n")) }
    }

    /// What the index holds, and the keys whose last line does not count though it is not known to be gone.
    private func claims(_ format: DecodedFormat) throws(DatasetError) -> (
        outcomes: [String: Outcome], lost: Set<String>, revision: String?
    ) {
        let (bytes, size): ([UInt8], Int)
        do throws(FileError) {
            // Another process may append to it meanwhile: what is there now is what counts.
            let length = try index.size()
            guard length <= DecodedStore.indexLimit else {
                throw FileError(
                    operation: "read", path: index.path,
                    reason: "found \(length) bytes, expected at most \(DecodedStore.indexLimit)")
            }
            (bytes, size) = (try index.bytes(at: 0, count: length), min(try data.size(), 1 << 60))
        } catch { throw DatasetError(error) }
        var (result, lost): ([String: Outcome], Set<String>) = ([:], [])
        var revision: String?
        // What follows the last line's end was cut short by a crash.
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 7)
            if fields.count == 2, fields[0] == "by" { revision = String(fields[1]) }
            guard fields.count >= 2, ["clip", "skip", "gone"].contains(fields[0]) else { continue }
            let key = String(fields[1])
            result[key] = IndexLine.text(line).flatMap { DecodedStore.outcome($0, format, within: size) }
            if result[key] != nil || fields[0] == "gone" { lost.remove(key) } else { lost.insert(key) }
        }
        for key in DecodedStore.overlapping(result, format) {
            result[key] = nil
            lost.insert(key)
        }
        return (result, lost, revision)
    }

    /// What a line says, if it can be true of a store of `size` bytes.
    private static func outcome(_ text: String, _ format: DecodedFormat, within size: Int) -> Outcome? {
        let fields = text.split(separator: " ", maxSplits: 6)
        if fields[0] == "skip", fields.count >= 3 {
            let reason = SkippedFiles.Reason.allCases.first { "\($0)" == fields[2] }
            return reason.map { .skipped($0, fields[3...].joined(separator: " ")) }
        }
        guard fields[0] == "clip", fields.count == 7 else { return nil }
        return Entry(fields[2...6], format, within: size).map { .decoded($0) }
    }

    /// The keys of videos that claim bytes of one another: at most one of two can be right, and which is not known.
    private static func overlapping(_ outcomes: [String: Outcome], _ format: DecodedFormat) -> [String] {
        var spans: [(key: String, bytes: Range<Int>)] = []
        for case (let key, .decoded(let entry)) in outcomes { spans.append((key, entry.bytes(format))) }
        spans.sort { ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound) }
        var result: [String] = []
        var last: (key: String, end: Int)?
        for span in spans {
            if let last, span.bytes.lowerBound < last.end { result += [last.key, span.key] }
            if span.bytes.upperBound > last?.end ?? 0 { last = (span.key, span.bytes.upperBound) }
        }
        return result
    }
}

extension DecodedStore.Entry {
    /// An entry as a line of the index claims it; nil where the claim cannot be true of a store of `size` bytes.
    fileprivate init?(_ fields: ArraySlice<Substring>, _ format: DecodedFormat, within size: Int) {
        let numbers = fields.prefix(3).compactMap { Int($0) }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }), let duration = Double(fields[fields.startIndex + 3]),
            // Whatever takes bytes cannot be more than the bytes there are: with that no sum or product below overflows.
            numbers[0] <= size, numbers[1] <= (format.keptFrameBytes == 0 ? 1 << 40 : size / format.keptFrameBytes),
            numbers[2] <= size / max(format.rowBytes, 1)
        else { return nil }
        self.init(
            offset: numbers[0], frames: numbers[1], rows: numbers[2], duration: duration,
            digest: String(fields[fields.startIndex + 4]))
        guard format.picture != nil || frames == 0, format.sound != nil || rows == 0,
            bytes(format).upperBound <= size, duration > 0, duration == format.usable(frames: frames, rows: rows)
        else { return nil }
    }

    /// The bytes of its frames and rows.
    fileprivate func bytes(_ format: DecodedFormat) -> Range<Int> {
        // Without rows the last video ends with its frames, and the file with it.
        offset..<(rows == 0 ? offset + frames * format.keptFrameBytes : bankOffset(format) + rows * format.rowBytes)
    }

    /// Where its rows begin: at a multiple of 64 bytes from its frames.
    func bankOffset(_ format: DecodedFormat) -> Int { offset + DecodedStore.aligned(frames * format.keptFrameBytes) }
}
