import Foundation

/// What comes through a descriptor that may be a pipe or a device and need not end: standard input. No more than a limit is ever held.
package struct BoundedInput {
    private let descriptor: Int32
    private let name: String
    private var waiting: [UInt8] = []
    private var isOver = false

    package init(_ descriptor: Int32 = STDIN_FILENO, name: String = "standard input") {
        self.descriptor = descriptor
        self.name = name
    }

    /// The next line of at most `limit` bytes, without its end; nil after the last.
    package mutating func line(limit: Int) throws(FileError) -> String? {
        var searched = 0
        while true {
            if let end = waiting[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = waiting[..<(end > 0 && waiting[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)]
                defer { waiting.removeFirst(end + 1) }
                return String(decoding: line, as: UTF8.self)
            }
            searched = waiting.count
            guard searched <= limit else {
                throw FileError(operation: "read", path: name, reason: "a line has more than \(limit) bytes")
            }
            if try !more() {
                defer { waiting = [] }
                return waiting.isEmpty ? nil : String(decoding: waiting, as: UTF8.self)
            }
        }
    }

    /// Whether a line, a part of one, or the end comes within some time; who writes may be waiting for an answer.
    package func isReady(within milliseconds: Int32) -> Bool {
        if isOver || !waiting.isEmpty { return true }
        var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, milliseconds) != 0
    }

    /// All that is left, of at most `limit` bytes.
    package mutating func contents(limit: Int) throws(FileError) -> [UInt8] {
        while try more() {
            guard waiting.count <= limit else {
                throw FileError(operation: "read", path: name, reason: "it has more than \(limit) bytes")
            }
        }
        defer { waiting = [] }
        return waiting
    }

    /// Waits for more; false at the end.
    private mutating func more() throws(FileError) -> Bool {
        guard !isOver else { return false }
        var piece = [UInt8](repeating: 0, count: 65_536)
        var count = read(descriptor, &piece, piece.count)
        while count < 0 && errno == EINTR { count = read(descriptor, &piece, piece.count) }
        guard count >= 0 else { throw FileError(operation: "read", path: name) }
        isOver = count == 0
        waiting += piece[..<count]
        return !isOver
    }
}
