@preconcurrency import CReadline
import Files
import Foundation

/// What was typed, over all sessions: each entry is appended to the file when it is entered, so that sessions side by side
/// lose nothing of each other.
struct LineHistory {
    private let path: String?
    static let limit: Int32 = 10_000
    /// Bytes of all entries; the oldest go first.
    static let byteLimit = 1 << 20
    /// A longer entry is not remembered.
    private static let entryLimit = 1 << 16

    /// `$XDG_STATE_HOME/avts-nb/history`, or `~/.local/state/avts-nb/history`.
    static func defaultPath() -> String { Home.state + "/avts-nb/history" }

    /// Reads the file; one that cannot be written, or is none, is done without.
    init(path: String) {
        using_history()
        // With time stamps between them, entries of several lines are told apart.
        history_write_timestamps = 1
        history_comment_char = CChar(UInt8(ascii: "#"))
        stifle_history(Self.limit)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // A pipe in its place would be waited for, and readline takes memory for whatever is there: entries have a megabyte or so.
        let file = try? RegularFile(path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        guard let file, let size = try? file.size(), size <= 1 << 26 else {
            self.path = nil
            return
        }
        // What one types is nobody else's to read, whoever made the file.
        fchmod(file.descriptor, 0o600)
        self.path = path
        read_history(path)
        if size > Self.byteLimit { trim(path) }
    }

    /// Writes the newest entries anew, as many as there is room for. Meanwhile another prompt may add one: both wait for each other.
    private func trim(_ path: String) {
        var bytes = 0
        var kept: Int32 = 0
        while kept < history_length, let entry = history_get(history_base + history_length - 1 - kept),
            let line = entry.pointee.line
        {
            bytes += Int(strlen(line)) + 16
            if bytes > Self.byteLimit / 2 { break }
            kept += 1
        }
        while history_length > kept, let oldest = remove_history(0) { free_history_entry(oldest) }
        locked(path) {
            let new = path + ".\(getpid()).new"
            // readline makes it for nobody but its owner.
            if write_history(new) == 0 { rename(new, path) } else { unlink(new) }
        }
    }

    private func locked(_ path: String, _ body: () -> Void) {
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if lock >= 0 { flock(lock, LOCK_EX) }
        body()
        if lock >= 0 { close(lock) }
    }

    /// Remembers an entry, unless it is the one before again, or none that anyone would look for.
    func add(_ entry: String) {
        // The indentation of its first line is the entry's own.
        var text = entry[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while let end = text.firstIndex(where: \.isNewline), text[..<end].allSatisfy(\.isWhitespace) {
            text = text[text.index(after: end)...]
        }
        guard !text.isEmpty, text.utf8.count <= Self.entryLimit else { return }
        if history_length > 0, let last = history_get(history_base + history_length - 1), let line = last.pointee.line,
            String(cString: line) == text
        {
            return
        }
        add_history(String(text))
        if let path { locked(path) { append_history(1, path) } }
    }
}
