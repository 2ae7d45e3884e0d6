@preconcurrency import CReadline
import Files
import Foundation

/// What was typed, over all sessions: each entry is appended to the file when it is entered, so that sessions side by side
/// lose nothing of each other.
struct LineHistory {
    private let path: String?
    static let limit: Int32 = 10_000

    /// `$XDG_STATE_HOME/avts-nb/history`, or `~/.local/state/avts-nb/history`.
    static func defaultPath(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory() + "/.local/state"
        return state + "/avts-nb/history"
    }

    /// Reads the file; one that cannot be written, or is none, is done without.
    init(path: String) {
        using_history()
        // With time stamps between them, entries of several lines are told apart.
        history_write_timestamps = 1
        history_comment_char = CChar(UInt8(ascii: "#"))
        stifle_history(Self.limit)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A pipe in its place would be waited for, and readline takes memory for whatever is there: entries have a megabyte or so.
        let file = try? RegularFile(path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        guard let size = try? file?.size(), size <= 1 << 26 else {
            self.path = nil
            return
        }
        self.path = path
        read_history(path)
    }

    /// Remembers an entry, unless it is the one before again.
    func add(_ entry: String) {
        let text = entry.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return }
        if history_length > 0, let last = history_get(history_base + history_length - 1), let line = last.pointee.line,
            String(cString: line) == text
        {
            return
        }
        add_history(text)
        if let path { append_history(1, path) }
    }
}
