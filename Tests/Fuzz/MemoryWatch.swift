import Foundation
import Synchronization

/// Ends a process that takes more memory than any cell of this kind needs, before the machine does.
final class MemoryWatch: Sendable {
    private static let most = 6 << 30
    private let watched = Mutex<(process: Int32, complaint: String?)>((0, nil))

    init() {
        Thread.detachNewThread { [weak self] in
            while let self {
                self.look()
                usleep(20_000)
            }
        }
    }

    func watch(_ process: Int32?) { watched.withLock { $0 = (process ?? 0, nil) } }

    /// Why the process was ended, if it was ended here.
    var complaint: String? { watched.withLock { $0.complaint } }

    private func look() {
        let process = watched.withLock { $0.process }
        guard process > 0, let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8) else { return }
        let words = text.split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]), pages * 4096 > Self.most else { return }
        watched.withLock { $0.complaint = "took more than \(Self.most >> 30) GiB of memory" }
        kill(process, SIGKILL)
    }
}
