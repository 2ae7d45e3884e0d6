import Foundation

/// A number in a file that several processes take turns at: each gets the next one, and no two the same.
///
/// Hosts may share the file: the lock is `flock`'s, which NFS knows since Linux 2.6.12. A process that is killed with a number in hand keeps it; whoever
/// wants it done begins anew with the numbers that nobody finished.
package struct SharedCounter: Sendable {
    private let path: String

    /// - Parameter path: of the file, which is made when the first number is taken; its folder must be there.
    package init(_ path: String) { self.path = path }

    /// The next number, from 0.
    ///
    /// - Throws: ``FileError`` where the file cannot be made, read or written, or holds no number.
    package func next() throws(FileError) -> Int {
        try change { $0 + 1 }
    }

    /// How many numbers were taken.
    ///
    /// - Throws: ``FileError`` as ``next()``.
    package func taken() throws(FileError) -> Int { try change { $0 } }

    /// Puts another number in the place of the present one, which it gives.
    private func change(_ body: (Int) -> Int) throws(FileError) -> Int {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileError(operation: "write", path: path) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw FileError(operation: "lock", path: path) }
        }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count >= 0 else { throw FileError(operation: "read", path: path) }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let number = text.isEmpty ? 0 : Int(text), (0..<Int.max).contains(number) else {
            throw FileError(operation: "read", path: path, reason: "found no number, expected the next one of a counter")
        }
        // As many digits at each number, so that one cut short is never another.
        let next = "\(body(number))"
        let line = Array((String(repeating: "0", count: 19 - next.count) + "\(next)\n").utf8)
        guard pwrite(file, line, line.count, 0) == line.count else { throw FileError(operation: "write", path: path) }
        return number
    }
}
