import Foundation
import Synchronization

/// A command whose standard output could not be written has failed, whatever else it did.
public enum StandardOutput {
    /// The system's EX_IOERR.
    public static let exitCode: Int32 = 74
    private static let failure = Mutex<Int32>(0)

    /// Has writes to a reader that has gone away fail instead of ending the process; to be called once, as it begins.
    public static func watch() {
        // As `Console` does: who prints a help text has none.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Ends the process with the code, or with 74 where something could not be written.
    ///
    /// Threads may run: libraries' data is not taken down beneath them, as `exit` would.
    public static func leave(_ code: Int32) -> Never {
        // What the C library and Swift's `print` still hold.
        errno = 0
        if fflush(nil) != 0 { failed(errno) }
        let reason = failure.withLock { $0 }
        guard reason != 0 else { _exit(code) }
        let words = "error: cannot write to standard output: \(String(cString: strerror(reason)))\n"
        _ = words.withCString { write(2, $0, strlen($0)) }
        _exit(exitCode)
    }

    /// Notes that a write was refused. A reader that has gone away (`| head`) has what it wanted.
    static func failed(_ code: Int32) {
        guard code != EPIPE, code != 0 else { return }
        failure.withLock { if $0 == 0 { $0 = code } }
    }
}
