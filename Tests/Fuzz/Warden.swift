import Foundation
import Synchronization

/// Ends a session's process that takes more memory than any cell of this kind needs, or that no longer answers.
final class Warden: Sendable {
    private static let mostMemory = 6 << 30

    private struct State {
        var process: Int32 = 0
        var end = Date.distantFuture
        var complaint: String?
    }

    private let state = Mutex(State())

    init() {
        Thread.detachNewThread { [weak self] in
            while let self {
                self.look()
                usleep(20_000)
            }
        }
    }

    /// Minds this process from now on.
    func watch(_ process: Int32?) { state.withLock { $0 = State(process: process ?? 0) } }

    /// Gives `body` some seconds.
    func allowing<Result>(_ seconds: Double, _ body: () throws -> Result) rethrows -> Result {
        state.withLock { $0.end = Date() + seconds }
        defer { state.withLock { $0.end = .distantFuture } }
        return try body()
    }

    /// Why the process was ended, if it was ended here.
    var complaint: String? { state.withLock { $0.complaint } }

    private func look() {
        state.withLock { state in
            guard state.process > 0, state.complaint == nil else { return }
            if memory(of: state.process) > Self.mostMemory {
                state.complaint = "took more than \(Self.mostMemory >> 30) GiB of memory"
            } else if Date() > state.end {
                state.complaint = "the session hangs"
            }
            if state.complaint != nil { kill(state.process, SIGKILL) }
        }
    }

    private func memory(of process: Int32) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)) ?? ""
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4096 } ?? 0
    }
}
