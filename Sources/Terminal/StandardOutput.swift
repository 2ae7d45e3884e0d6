import Foundation
import Synchronization

/// A command whose standard output could not be written has failed, whatever else it did.
public enum StandardOutput {
    /// The system's EX_IOERR.
    public static let exitCode: Int32 = 74
    private static let failure = Mutex<Int32>(0)

    /// Has the process end with 74 where something could not be written; to be called once, as it begins.
    public static func watch() {
        // As `Console` does: who prints a help text has none.
        signal(SIGPIPE, SIG_IGN)
        atexit {
            // What the C library and Swift's `print` still hold.
            errno = 0
            if fflush(nil) != 0 { StandardOutput.failed(errno) }
            let code = StandardOutput.failure.withLock { $0 }
            guard code != 0 else { return }
            let words = "error: cannot write to standard output: \(String(cString: strerror(code)))\n"
            _ = words.withCString { write(2, $0, strlen($0)) }
            _exit(StandardOutput.exitCode)
        }
    }

    /// Notes that a write was refused. A reader that has gone away (`| head`) has what it wanted.
    static func failed(_ code: Int32) {
        guard code != EPIPE, code != 0 else { return }
        failure.withLock { if $0 == 0 { $0 = code } }
    }
}
