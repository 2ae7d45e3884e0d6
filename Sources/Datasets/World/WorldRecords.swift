import Files
import Foundation

/// What the files of a folder were when they were made, so that a damaged one is known: lines of `BYTES NANOSECONDS DIGEST NAME`, and
/// `by REVISION` before what that one made.
///
/// A file with the size and the time of writing that it had is taken for whole; one with another time (copied, or written to) by its content.
struct WorldRecords: Sendable {
    private struct Record: Sendable {
        var bytes: Int
        var written: Int
        var digest: Substring
    }

    private static let name = ".files"
    private let folder: String
    private let records: [Substring: Record]
    private let revision: String?

    /// Reads what is there; no records at all where there is no file of them.
    /// - Throws: ``DatasetError/readFailed(path:reason:)``.
    init(_ folder: String) throws(DatasetError) {
        self.folder = folder
        let path = "\(folder)/\(WorldRecords.name)"
        var (records, revision): ([Substring: Record], String?) = ([:], nil)
        if access(path, F_OK) == 0 {
            let text: String
            do throws(FileError) {
                text = String(decoding: try RegularFile.contents(path, limit: 1 << 30), as: UTF8.self)
            } catch { throw DatasetError(error) }
            // What follows the last line's end was cut short by a crash.
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                let fields = line.split(separator: " ", maxSplits: 3)
                if fields.count == 2, fields[0] == "by" { revision = String(fields[1]) }
                guard fields.count == 4, let bytes = Int(fields[0]), let written = Int(fields[1]) else { continue }
                records[fields[3]] = Record(bytes: bytes, written: written, digest: fields[2])
            }
        }
        (self.records, self.revision) = (records, revision)
    }

    /// Whether a file is there as it was made.
    func vouch(for name: String) -> Bool {
        guard let record = records[name[...]], let now = WorldRecords.status("\(folder)/\(name)"), now.bytes == record.bytes
        else {
            return false
        }
        return now.written == record.written || (try? Digest.of(file: "\(folder)/\(name)"))?.prefix(32) == record.digest
    }

    /// When the newest was made, and by which revision of the library; nil where none was.
    var made: Making? {
        guard let newest = records.values.map(\.written).max() else { return nil }
        let date = Date(timeIntervalSince1970: Double(newest / 1_000_000_000))
        return Making(date: date.formatted(.iso8601), revision: revision)
    }

    /// Says who makes what is recorded next.
    func begin() throws(DatasetError) {
        // A line cut short by a crash must not run into this one.
        try append("\n" + (LibraryImage.revision.map { "by \($0)\n" } ?? ""))
    }

    /// Records a file that has just been made; from any thread.
    func add(_ name: String) throws(DatasetError) {
        let path = "\(folder)/\(name)"
        let digest: String
        do throws(FileError) { digest = try Digest.of(file: path) } catch { throw DatasetError(error) }
        guard let now = WorldRecords.status(path) else { throw .readFailed(path: path, reason: DataFolder.systemReason()) }
        try append("\(now.bytes) \(now.written) \(digest.prefix(32)) \(name)\n")
    }

    /// One `write`: appends of different threads and processes do not mix.
    private func append(_ text: String) throws(DatasetError) {
        let file: RegularFile
        do throws(FileError) {
            file = try RegularFile("\(folder)/\(WorldRecords.name)", flags: O_WRONLY | O_CREAT | O_APPEND)
        } catch { throw .writeFailed(path: error.path, reason: error.reason) }
        let bytes = Array(text.utf8)
        guard write(file.descriptor, bytes, bytes.count) == bytes.count else {
            throw .writeFailed(path: file.path, reason: DataFolder.systemReason())
        }
    }

    private static func status(_ path: String) -> (bytes: Int, written: Int)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (Int(status.st_size), Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec))
    }
}
