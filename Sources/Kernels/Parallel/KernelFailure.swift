import Work

/// How a kernel that cannot go on ends the running cell.
///
/// A cell's thread ends where it stands. That must not be while others work on blocks of the same call: their body lies on that
/// thread's stack. So what fails in a block is kept, the block is left undone, and the thread that made the call ends when all have
/// returned.
enum KernelFailure {
    /// Ends the running cell, or the program, with `error`; comes back within a block of shared work, which its caller then leaves undone.
    static func report(_ error: any Error, file: StaticString = #file, line: UInt = #line) {
        if WorkerPool.isWithinBlock { return WorkerPool.shared.keep(error) }
        Failing.with(error, file: file, line: line)
    }

    /// The same with words.
    static func report(_ message: String, file: StaticString = #file, line: UInt = #line) {
        report(BrokenRule(message), file: file, line: line)
    }
}
