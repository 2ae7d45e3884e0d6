import Foundation
import Synchronization

/// Decoded videos on disk: one file of bytes, and one of lines that say what lies where.
///
/// Slices are read with `pread`, so a set of any size costs no memory of the process; the operating system's page cache
/// makes the reads as quick as memory. An entry's line is appended after its bytes, so a killed run loses only the video
/// it was at, and the next run goes on from there.
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
    private let data: Int32
    private let index: Int32
    private let end: Mutex<Int>

    /// Opens or makes the store of a folder.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``.
    init(_ folder: String) throws(DatasetError) {
        self.folder = folder
        func file(_ name: String) throws(DatasetError) -> Int32 {
            let descriptor = open("\(folder)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | (name == "index" ? O_APPEND : 0), 0o644)
            guard descriptor >= 0 else {
                throw .writeFailed(path: "\(folder)/\(name)", reason: DataFolder.systemReason())
            }
            return descriptor
        }
        data = try file("clips")
        index = try file("index")
        end = Mutex(DecodedStore.size(data))
    }

    deinit {
        close(data)
        close(index)
    }

    private static func size(_ file: Int32) -> Int {
        var status = stat()
        return fstat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What the index holds now, by the files' keys; lines cut short by a crash, and lines whose bytes are missing, do not count.
    func outcomes(_ format: DecodedFormat) -> [String: Outcome] {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/index") else { return [:] }
        let size = DecodedStore.size(data)
        var result: [String: Outcome] = [:]
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { $0 }
        lines.removeLast()
        for line in lines {
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 6)
            guard fields.count >= 3 else { continue }
            let key = String(fields[1])
            if fields[0] == "skip", let reason = SkippedFiles.Reason.allCases.first(where: { "\($0)" == fields[2] }) {
                result[key] = .skipped(reason, fields[3...].joined(separator: " "))
            } else if fields[0] == "clip", fields.count == 7, fields[6] == "whole", let offset = Int(fields[2]),
                let frames = Int(fields[3]),
                let rows = Int(fields[4]), let duration = Double(fields[5]),
                offset + frames * format.frameBytes + rows * format.rowBytes <= size
            {
                result[key] = .decoded(Entry(offset: offset, frames: frames, rows: rows, duration: duration))
            }
        }
        return result
    }

    /// Prepares for appending; call with the folder's lock held.
    func beginAppending() throws(DatasetError) {
        end.withLock { $0 = DecodedStore.size(data) }
        // A line cut short by a crash must not run into the next one.
        if DecodedStore.size(index) == 0 { try line(DecodedStore.edition) } else { try line("") }
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

    /// Reads `buffer.count` bytes from `offset`; bytes the index vouches for that cannot be read are a broken disk, and trap.
    func read(_ offset: Int, into buffer: UnsafeMutableRawBufferPointer) {
        var done = 0
        while done < buffer.count {
            let count = pread(data, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            require(
                count > 0,
                "\(folder)/clips: expected \(buffer.count) bytes at \(offset), found \(done) (was the file changed while in use?)"
            )
            done += count
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Result<Void, DatasetError> {
        var done = 0
        while done < bytes.count {
            let count = pwrite(data, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
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
        let count = bytes.withUnsafeBytes { Glibc.write(index, $0.baseAddress!, $0.count) }
        guard count == bytes.count else {
            throw .writeFailed(path: "\(folder)/index", reason: DataFolder.systemReason())
        }
    }
}
