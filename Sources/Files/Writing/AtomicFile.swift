import Foundation
import Synchronization

/// A file that appears under its name only once all of it is on disk.
///
/// It is written under a temporary name in the same folder, flushed to the device and renamed; then the folder is flushed, so
/// that neither a crash nor a power cut leaves half a file, or none where there was one. What stands there already is treated as
/// `WritingPlace` says.
package struct AtomicFile: ~Copyable {
    private let path: String
    private let temporaryPath: String
    private let descriptor: Int32
    private let mode: mode_t?

    /// Temporary names end so; a folder's owner may remove what a killed process has left.
    package static let temporarySuffix = ".part"
    /// Two threads that write the same file must not share a temporary one.
    private static let serial = Atomic<Int>(0)

    /// Begins a file; the folder must exist.
    package init(_ path: String) throws(FileError) { try self.init(at: try WritingPlace(path)) }

    private init(at place: WritingPlace) throws(FileError) {
        let path = place.path
        (self.path, mode) = (path, place.mode)
        let number = AtomicFile.serial.wrappingAdd(1, ordering: .relaxed).newValue
        temporaryPath = "\(path).\(getpid()).\(number)\(AtomicFile.temporarySuffix)"
        // What a killed process of the same number left is in the way, whatever it is.
        unlink(temporaryPath)
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(operation: "write", path: path) }
        if let mode { fchmod(descriptor, mode) }
    }

    deinit {
        close(descriptor)
        unlink(temporaryPath)
    }

    /// Appends bytes.
    package func append(_ bytes: RawSpan) throws(FileError) {
        var done = 0
        while done < bytes.byteCount {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileError(operation: "write", path: path) }
            done += written
        }
    }

    /// Flushes the file and gives it its name.
    package consuming func commit() throws(FileError) {
        // Some file systems have nothing to flush, and say EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(operation: "flush", path: path) }
        // When the rename succeeds `deinit` finds no temporary file to remove, which is what it should find.
        guard rename(temporaryPath, path) == 0 else { throw FileError(operation: "rename", path: path) }
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// A file that `body` makes under the temporary name it is given, by means of its own: flushed and named once that is done.
    package static func made(
        at path: String, by body: (_ temporaryPath: String) throws(FileError) -> Void
    ) throws(FileError) {
        let file = try AtomicFile(path)
        try body(file.temporaryPath)
        // What `body` made may be another file under the same name.
        let made = try RegularFile(file.temporaryPath)
        if let mode = file.mode { fchmod(made.descriptor, mode) }
        guard fsync(made.descriptor) == 0 || errno == EINVAL else { throw FileError(operation: "flush", path: file.path) }
        try file.commit()
    }

    /// Writes a small file at once.
    package static func write(_ bytes: some Collection<UInt8>, to path: String) throws(FileError) {
        let file = try AtomicFile(path)
        let bytes = Array(bytes)
        try file.append(bytes.span.bytes)
        try file.commit()
    }
}
