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
        /// SHA-256 of its frames and rows, 32 of the 64 digits.
        var digest: String
    }

    /// What became of one file.
    enum Outcome: Sendable, Equatable {
        case decoded(Entry)
        case skipped(SkippedFiles.Reason, String)
    }

    /// Raised when the same file and format would give other bytes; part of the folder's name.
    static let edition = "avts-nb decoded clips 7"
    let folder: String
    let data: RegularFile
    let index: RegularFile
    /// Where the next video goes.
    let end: Mutex<Int>

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

    /// Adds a decoded video; its frames only where the format keeps them.
    /// - Returns: the bytes it took.
    func append(
        _ key: String, frames all: [UInt8], frameCount: Int, bank: [Float], rowCount: Int, duration: Double,
        _ format: DecodedFormat
    ) throws(DatasetError) -> Int {
        let frames = format.keptFrameBytes == 0 ? [] : all
        // Rows of floats start at a multiple of 64 bytes; so does the next video.
        let bankOffset = DecodedStore.aligned(frames.count)
        let length = DecodedStore.aligned(bankOffset + bank.count * 4)
        let offset = end.withLock { end in
            defer { end += length }
            return end
        }
        try write(frames, bank, at: offset)
        let digest = DecodedStore.digest(all, bank, format)
        try line(IndexLine.checked("clip \(key) \(offset) \(frameCount) \(rowCount) \(duration) \(digest)"))
        return length
    }

    /// Writes the bytes of a video.
    func write(_ frames: [UInt8], _ bank: [Float], at offset: Int) throws(DatasetError) {
        try write(frames.span.bytes, at: offset)
        try write(bank.span.bytes, at: offset + DecodedStore.aligned(frames.count))
    }

    /// What tells these bytes from damaged ones, and from those of another video. Of frames that are not kept it has a half of its own, which
    /// tells what was learnt from and cannot be compared with what lies on disk.
    static func digest(_ frames: [UInt8], _ bank: [Float], _ format: DecodedFormat) -> String {
        var heard = Digest()
        var seen = Digest()
        if format.picture?.isKept == false { seen.add(frames) } else { heard.add(frames) }
        heard.add(bank.span.bytes)
        let digest = String(heard.finish().prefix(32))
        return format.picture?.isKept == false ? String(digest.prefix(16) + seen.finish().prefix(16)) : digest
    }

    /// The part of a digest that speaks of what lies on disk.
    static func kept(_ digest: String, _ format: DecodedFormat) -> Substring {
        format.picture?.isKept == false ? digest.prefix(16) : digest[...]
    }

    /// Waits until the disk has it all: bytes before the lines that speak of them would do, and digests tell where it was not so.
    func flush() throws(DatasetError) {
        for file in [data, index] {
            // Some file systems have nothing to flush, and say EINVAL.
            guard fsync(file.descriptor) == 0 || errno == EINVAL else {
                throw .writeFailed(path: file.path, reason: DataFolder.systemReason())
            }
        }
    }

    /// Remembers why a file is left out.
    /// - Returns: the bytes of the store that it took: none.
    func skip(_ key: String, _ reason: SkippedFiles.Reason, _ detail: String) throws(DatasetError) -> Int {
        try line(IndexLine.checked("skip \(key) \(reason) \(detail.replacingOccurrences(of: "\n", with: " "))"))
        return 0
    }

    static func aligned(_ count: Int) -> Int { (count + 63) & ~63 }

    /// Fills `bytes` with those from `offset` on; what the index vouched for and is there no more is an error.
    func read(_ offset: Int, into bytes: inout MutableRawSpan) throws(DatasetError) {
        do throws(FileError) { try data.read(at: offset, into: &bytes) } catch { throw DatasetError(error) }
    }

    /// `count` values from `offset` on.
    func values<Value: Numeric & BitwiseCopyable>(_ offset: Int, count: Int, as _: Value.Type) throws(DatasetError) -> [Value] {
        var values = [Value](repeating: 0, count: count)
        var span = values.mutableSpan
        var bytes = span.mutableBytes
        try read(offset, into: &bytes)
        return values
    }

    private func write(_ bytes: RawSpan, at offset: Int) throws(DatasetError) {
        var done = 0
        while done < bytes.byteCount {
            let count = bytes.withUnsafeBytes {
                pwrite(data.descriptor, $0.baseAddress! + done, $0.count - done, off_t(offset + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .writeFailed(path: "\(folder)/clips", reason: DataFolder.systemReason()) }
            done += count
        }
    }

    /// One `write` a line: appends of different threads and processes do not mix.
    func line(_ text: String) throws(DatasetError) {
        let bytes = Array((text + "\n").utf8)
        let count = bytes.withUnsafeBytes { Glibc.write(index.descriptor, $0.baseAddress!, $0.count) }
        guard count == bytes.count else {
            throw .writeFailed(path: "\(folder)/index", reason: DataFolder.systemReason())
        }
    }
}

extension DatasetError {
    init(_ error: FileError) { self = .readFailed(path: error.path, reason: error.reason) }
}
