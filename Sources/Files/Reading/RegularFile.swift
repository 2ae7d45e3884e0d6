import Foundation

/// An open file that has a size and an end: never a folder, a pipe, a socket or a device, on which a reader waits for ever or which
/// never ends.
///
/// A size, an offset or a count that stands in a file is a claim until the bytes are there. What is asked for is therefore compared
/// with the file before memory is taken for it.
///
///     let file = try RegularFile("weights.safetensors")
///     let head = try file.bytes(at: 0, count: 8)      // refused, and nothing allocated, where the file is shorter
package final class RegularFile: Sendable {
    package let path: String
    /// For writing, where `flags` allowed it.
    package let descriptor: Int32

    /// Opens a file; `flags` as those of `open(2)`, reading alone by default, and `mode` for one that they make.
    package init(_ path: String, flags: Int32 = O_RDONLY, mode: mode_t = 0o644) throws(FileError) {
        let path = PathText.expanded(path)
        self.path = path
        let operation = flags & O_ACCMODE == O_RDONLY ? "read" : "write"
        // Looked at before it is opened, since opening a device may do something; and after, since it may have changed places.
        var status = stat()
        if stat(path, &status) == 0, let kind = RegularFile.otherKind(status.st_mode) {
            throw FileError(operation: operation, path: path, reason: "it is \(kind), expected a file")
        }
        // A pipe would make `open` itself wait for a writer.
        descriptor = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError(operation: operation, path: path) }
        guard fstat(descriptor, &status) == 0 else {
            let error = FileError(operation: operation, path: path)
            close(descriptor)
            throw error
        }
        if let kind = RegularFile.otherKind(status.st_mode) {
            close(descriptor)
            throw FileError(operation: operation, path: path, reason: "it is \(kind), expected a file")
        }
    }

    deinit { close(descriptor) }

    /// Its bytes at this moment.
    package func size() throws(FileError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(operation: "read", path: path) }
        return Int(status.st_size)
    }

    /// Fills `buffer` with the bytes from `offset` on; a file that ends before that is an error.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
        let done = try readUpTo(buffer, at: offset)
        guard done == buffer.count else { throw missing(offset, buffer.count, found: done) }
    }

    /// Fills `bytes` with those from `offset` on; a file that ends before that is an error.
    package func read(at offset: Int, into bytes: inout MutableRawSpan) throws(FileError) {
        var result: Result<Void, FileError> = .success(())
        bytes.withUnsafeMutableBytes { buffer in
            result = Result { () throws(FileError) in try read(at: offset, into: buffer) }
        }
        try result.get()
    }

    /// The bytes from `offset` on; memory is taken for them once the file is known to have them.
    package func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        let (end, overflow) = offset.addingReportingOverflow(count)
        let size = try size()
        guard offset >= 0, count >= 0, !overflow, end <= size else {
            throw missing(offset, count, found: max(0, size - max(0, offset)))
        }
        var result: Result<Void, FileError> = .success(())
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
            result = Result { () throws(FileError) in try read(at: offset, into: target) }
            // What a failed read left is thrown away; bytes need no beginning of their lives.
            filled = count
        }
        try result.get()
        return bytes
    }

    /// Hands `body` the bytes of a part of the file piece by piece, each with its place in the part: 256 KiB at most, and a multiple
    /// of 8 but for the last.
    package func pieces(
        at offset: Int, count: Int, _ body: (_ place: Int, RawSpan) -> Void
    ) throws(FileError) {
        var piece = [UInt8](repeating: 0, count: max(0, min(count, 1 << 18)))
        var place = 0
        while place < count {
            let result = piece.withUnsafeMutableBytes { buffer in
                Result { () throws(FileError) in
                    let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, count - place)])
                    try read(at: offset + place, into: part)
                    body(place, UnsafeRawBufferPointer(part).bytes)
                }
            }
            try result.get()
            place += piece.count
        }
    }

    /// All bytes of a file of at most `limit` bytes, as it was when it was opened.
    ///
    /// The kernel's own files (`/proc`) say that they have no bytes: they are read to their end.
    package static func contents(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try RegularFile(path)
        let size = try file.size()
        if size == 0 { return try file.untilItsEnd(limit: limit) }
        guard size <= limit else { throw file.tooLarge(limit) }
        let bytes = try file.bytes(at: 0, count: size)
        let now = try file.size()
        guard now == size else {
            throw FileError(operation: "read", path: path, reason: "it grew from \(size) to \(now) bytes while it was read")
        }
        return bytes
    }

    private func untilItsEnd(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let place = bytes.count
            let result = piece.withUnsafeMutableBytes { buffer in
                Result { () throws(FileError) in try readUpTo(buffer, at: place) }
            }
            let count = try result.get()
            bytes += piece[..<count]
            guard bytes.count <= limit else { throw tooLarge(limit) }
            if count < piece.count { return bytes }
        }
    }

    /// Reads until the buffer is full or the file ends; the number of bytes read.
    private func readUpTo(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
        var done = 0
        while done < buffer.count {
            let (place, overflow) = offset.addingReportingOverflow(done)
            guard offset >= 0, !overflow else { throw missing(offset, buffer.count, found: done) }
            let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(place))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError(operation: "read", path: path) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    private func missing(_ offset: Int, _ count: Int, found: Int) -> FileError {
        FileError(
            operation: "read", path: path,
            reason: "expected \(count) bytes at \(offset), found \(found) (the file is cut short, or was changed while in use)")
    }

    private func tooLarge(_ limit: Int) -> FileError {
        FileError(operation: "read", path: path, reason: "it has more than \(limit) bytes, the most that is read of such a file")
    }

    /// What something is that is no regular file; nil for one that is.
    static func otherKind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        default: "no ordinary file"
        }
    }
}
