import Foundation

/// Descriptors of the session's own, high enough that a cell that closes the first few meets none of them.
enum Descriptors {
    /// Another number for what a descriptor stands for, which programs started by cells do not get; the old number is free then.
    static func outOfTheWay(_ descriptor: Int32) -> Int32 {
        let high = fcntl(descriptor, F_DUPFD_CLOEXEC, 200)
        guard high >= 0 else { return descriptor }
        close(descriptor)
        return high
    }

    static func pipe() -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        precondition(Foundation.pipe(&ends) == 0, "no pipe for the session: \(String(cString: strerror(errno)))")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (outOfTheWay(ends[0]), outOfTheWay(ends[1]))
    }

    /// What tells a pipe from another.
    static func identity(_ descriptor: Int32) -> UInt? {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? UInt(info.st_ino) : nil
    }
}
