import Files
import Foundation
import Synchronization

/// Decoded videos on disk: one file of bytes, and one of lines that say what lies where.
///
/// Slices are read with `pread`, so a set of any size costs no memory of the process; the operating system's page cache
/// makes the reads as quick as memory. An entry's line is appended after its bytes, so a killed run loses only the video
/// it was at, and the next run goes on from there.
///
/// The index is a claim: a line counts only where the bytes it speaks of are there, are as many as its duration wants, and are no other
/// video's. What does not count is decoded again.
final class DecodedStore: Sendable {
    /// Where one video's frames and rows lie.
    struct Entry: Sendable, Equatable {
        var offset: Int
        var frames: Int
        var rows: Int
        var duration: Double
    }

    /// What became of one file.
    enum Outcome: Sendable, Equatable {
        case decoded(Entry)
        case skipped(SkippedFiles.Reason, String)
    }

    /// Raised when the same file and format would give other bytes; part of the folder's name.
    static let edition = "avts-nb decoded clips 2"
    let folder: String
    private let data: RegularFile
    private let index: RegularFile
    private let end: Mutex<Int>
    /// The index of some three million videos.
    private static let indexLimit = 1 << 28

    /// Opens or makes the store of a folder.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``.
    init(_ folder: String) throws(DatasetError) {
        self.folder = folder
        do throws(FileError) {
            data = try RegularFile("\(folder)/clips", flags: O_RDWR | O_CREAT)
            index = try RegularFile("\(folder)/index", flags: O_RDWR | O_CREAT | O_APPEND)
            end = Mutex(try data.size())
        } catch { throw .writeFailed(path: error.path, reason: error.reason) }
    }

    /// What the index holds now, by the files' keys.
    /// - Throws: ``DatasetError/readFailed(path:reason:)``.
    func outcomes(_ format: DecodedFormat) throws(DatasetError) -> [String: Outcome] {
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
        var result: [String: Outcome] = [:]
        // What follows the last line's end was cut short by a crash.
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 6)
            guard fields.count >= 3 else { continue }
            let key = String(fields[1])
            if fields[0] == "skip", let reason = SkippedFiles.Reason.allCases.first(where: { "\($0)" == fields[2] }) {
                result[key] = .skipped(reason, fields[3...].joined(separator: " "))
            } else if fields[0] == "clip", fields.count == 7, fields[6] == "whole",
                let entry = Entry(fields[2...5], format, within: size)
            {
                result[key] = .decoded(entry)
            }
        }
        for key in DecodedStore.overlapping(result, format) { result[key] = nil }
        return result
    }

    /// The keys of videos that claim bytes of one another: at most one of two can be right, and which is not known.
    private static func overlapping(_ outcomes: [String: Outcome], _ format: DecodedFormat) -> [String] {
        var spans: [(key: String, bytes: Range<Int>)] = []
        for case (let key, .decoded(let entry)) in outcomes { spans.append((key, entry.bytes(format))) }
        spans.sort { ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound) }
        var result: [String] = []
        var last: (key: String, end: Int)?
        for span in spans where !span.bytes.isEmpty {
            if let last, span.bytes.lowerBound < last.end { result += [last.key, span.key] }
            if span.bytes.upperBound > last?.end ?? 0 { last = (span.key, span.bytes.upperBound) }
        }
        return result
    }

    /// Prepares for appending; call with the folder's lock held.
    func beginAppending() throws(DatasetError) {
        let (end, length): (Int, Int)
        do throws(FileError) { (end, length) = (try data.size(), try index.size()) } catch { throw DatasetError(error) }
        self.end.withLock { $0 = DecodedStore.aligned(end) }
        // A line cut short by a crash must not run into the next one.
        if length == 0 { try line(DecodedStore.edition) } else { try line("") }
    }

    /// Adds a decoded video.
    /// - Returns: the bytes it took.
    func append(_ key: String, frames: [UInt8], frameCount: Int, bank: [Float], rowCount: Int, duration: Double)
        throws(DatasetError) -> Int
    {
        // Rows of floats start at a multiple of 64 bytes; so does the next video.
        let bankOffset = DecodedStore.aligned(frames.count)
        let length = DecodedStore.aligned(bankOffset + bank.count * 4)
        let offset = end.withLock { end in
            defer { end += length }
            return end
        }
        try frames.withUnsafeBytes { write($0, at: offset) }.get()
        try bank.withUnsafeBytes { write($0, at: offset + bankOffset) }.get()
        try line("clip \(key) \(offset) \(frameCount) \(rowCount) \(duration) whole")
        return length
    }

    /// Remembers why a file is left out.
    /// - Returns: the bytes of the store that it took: none.
    func skip(_ key: String, _ reason: SkippedFiles.Reason, _ detail: String) throws(DatasetError) -> Int {
        try line("skip \(key) \(reason) \(detail.replacingOccurrences(of: "\n", with: " "))")
        return 0
    }

    static func aligned(_ count: Int) -> Int { (count + 63) & ~63 }

    /// Reads `buffer.count` bytes from `offset`; what the index vouched for and is there no more is an error.
    func read(_ offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) {
        do throws(FileError) { try data.read(at: offset, into: buffer) } catch { throw DatasetError(error) }
    }

    /// `count` values that `fill` reads into memory of their own.
    func values<Value: BitwiseCopyable>(_ offset: Int, count: Int, as _: Value.Type) throws(DatasetError) -> [Value] {
        var result: Result<Void, DatasetError> = .success(())
        let values = [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)[..<(count * MemoryLayout<Value>.stride)]
            result = Result { () throws(DatasetError) in try read(offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes)) }
            initialized = count
        }
        try result.get()
        return values
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Result<Void, DatasetError> {
        var done = 0
        while done < bytes.count {
            let count = pwrite(data.descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                return .failure(.writeFailed(path: "\(folder)/clips", reason: DataFolder.systemReason()))
            }
            done += count
        }
        return .success(())
    }

    /// One `write` a line: appends of different threads and processes do not mix.
    private func line(_ text: String) throws(DatasetError) {
        let bytes = Array((text + "\n").utf8)
        let count = bytes.withUnsafeBytes { Glibc.write(index.descriptor, $0.baseAddress!, $0.count) }
        guard count == bytes.count else {
            throw .writeFailed(path: "\(folder)/index", reason: DataFolder.systemReason())
        }
    }
}

extension DecodedStore.Entry {
    /// An entry as a line of the index claims it; nil where the claim cannot be true of a store of `size` bytes.
    fileprivate init?(_ fields: ArraySlice<Substring>, _ format: DecodedFormat, within size: Int) {
        let numbers = fields.prefix(3).compactMap { Int($0) }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }), let last = fields.last, let duration = Double(last),
            // Whatever takes bytes cannot be more than the bytes there are: with that no sum or product below overflows.
            numbers[0] <= size, numbers[1] <= size / max(format.frameBytes, 1), numbers[2] <= size / max(format.rowBytes, 1)
        else { return nil }
        self.init(offset: numbers[0], frames: numbers[1], rows: numbers[2], duration: duration)
        guard format.picture != nil || frames == 0, format.sound != nil || rows == 0,
            bytes(format).upperBound <= size, duration > 0, duration == format.usable(frames: frames, rows: rows)
        else { return nil }
    }

    /// The bytes of its frames and rows.
    fileprivate func bytes(_ format: DecodedFormat) -> Range<Int> {
        offset..<(bankOffset(format) + rows * format.rowBytes)
    }

    /// Where its rows begin: at a multiple of 64 bytes from its frames.
    func bankOffset(_ format: DecodedFormat) -> Int { offset + DecodedStore.aligned(frames * format.frameBytes) }
}

extension DecodedFormat {
    /// Seconds covered by both frames and rows.
    func usable(frames: Int, rows: Int) -> Double {
        let seen = picture.map { Double(frames) / Double($0.frameRate) } ?? .infinity
        let heard = sound.map { Double(rows) * $0.rowSeconds } ?? .infinity
        return min(seen, heard)
    }
}

extension DatasetError {
    init(_ error: FileError) { self = .readFailed(path: error.path, reason: error.reason) }
}
