import Foundation

/// Git repositories, read from their files.
package enum Repository {
    /// The commit checked out in the repository that holds a folder; nil when there is none.
    package static func revision(of folder: String) -> String? {
        var folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        while true {
            if let revision = head(of: folder + "/.git") { return revision }
            let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            guard parent != folder else { return nil }
            folder = parent
        }
    }

    /// The text of a small file: where a repository's files lead is not ours to know.
    private static func text(_ path: String) -> String? {
        (try? RegularFile.contents(path, limit: 1 << 26)).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    private static func head(of path: String) -> String? {
        var git = path
        // In a work tree of its own, `.git` is a file that names the real folder.
        if let pointer = text(git), pointer.hasPrefix("gitdir: ") {
            let target = String(pointer.dropFirst(8))
            git = target.hasPrefix("/") ? target : URL(fileURLWithPath: git).deletingLastPathComponent().path + "/" + target
        }
        guard let head = text(git + "/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return head }
        let reference = String(head.dropFirst(5))
        let common = text(git + "/commondir").map { $0.hasPrefix("/") ? $0 : git + "/" + $0 } ?? git
        if let revision = text(git + "/" + reference) ?? text(common + "/" + reference) { return revision }
        for line in (text(common + "/packed-refs") ?? "").split(separator: "\n") where line.hasSuffix(" " + reference) {
            return String(line.prefix { $0 != " " })
        }
        return nil
    }
}
