import Foundation

/// What the process does on each signal: the service takes them all for itself, Ctrl-C among them.
struct SignalActions {
    private let actions: [(signal: Int32, action: sigaction)]

    init() {
        actions = (Int32(1)..<32).compactMap { number in
            var action = sigaction()
            return sigaction(number, nil, &action) == 0 ? (number, action) : nil
        }
    }

    func putBack() {
        for (number, action) in actions where number != SIGKILL && number != SIGSTOP {
            var action = action
            sigaction(number, &action, nil)
        }
    }
}

/// The service writes the diagnostics of a first reading to standard error, and has no setting that stops it.
func withoutStandardError<Result>(_ body: () -> Result) -> Result {
    let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard saved >= 0, nowhere >= 0 else { return body() }
    dup2(nowhere, STDERR_FILENO)
    close(nowhere)
    defer {
        dup2(saved, STDERR_FILENO)
        close(saved)
    }
    return body()
}
