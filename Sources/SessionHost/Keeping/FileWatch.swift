import Files
import Foundation
import Synchronization

/// What a cell looks at in the file system while it runs: `avts-nb-session` stands in the way of the C library's calls and tells of them.
enum FileWatch {
    /// What is done to a path.
    enum Act: Int32 { case reads, writes, looksFor, lists, goesTo, walks }

    private struct Seen {
        var isOn = false
        var acts: [String: Set<Act>] = [:]
        /// Where a relative path began, that is, where the cell began.
        var folder = ""
    }

    private static let seen = Mutex(Seen())

    /// Whether this process tells of its calls; a native program's does not.
    static let isThere: Bool = {
        typealias Watch = @convention(c) ((@convention(c) (UnsafePointer<CChar>, Int32) -> Void)?) -> Void
        guard let symbol = dlsym(nil, "avts_watch_files") else { return false }
        unsafeBitCast(symbol, to: Watch.self)({ FileWatch.hear(String(cString: $0), $1) })
        return true
    }()

    static func begin() {
        seen.withLock { $0 = Seen(isOn: true, folder: FileManager.default.currentDirectoryPath) }
    }

    /// What was looked at since ``begin()``, by absolute path.
    static func end() -> [String: Set<Act>] {
        seen.withLock { seen in
            defer { seen = Seen() }
            return seen.acts
        }
    }

    private static func hear(_ path: String, _ act: Int32) {
        seen.withLock { seen in
            guard seen.isOn, let act = Act(rawValue: act) else { return }
            let path = path.hasPrefix("/") ? path : seen.folder + "/" + path
            if seen.acts.count < 50_000 { seen.acts[path, default: []].insert(act) }
        }
    }
}

/// What a path held when a cell looked at it, and whether it still does.
struct FileEvidence: Codable, Equatable {
    let path: String
    /// Whether its content counts, or its names if it is a folder, or only that it is there.
    let how: Int32
    let state: String

    init(_ path: String, _ act: FileWatch.Act) {
        (self.path, how, state) = (path, act.rawValue, Self.state(path, act))
    }

    var stillHolds: Bool { Self.state(path, FileWatch.Act(rawValue: how) ?? .reads) == state }

    /// Files that are larger are told by size, moment and number.
    private static let wholeBelow = 32 << 20

    private static func state(_ path: String, _ act: FileWatch.Act) -> String {
        var status = Foundation.stat()
        guard lstat(path, &status) == 0 else { return "absent" }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        if isLink, fstatat(AT_FDCWD, path, &status, 0) != 0 { return "dangling" }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        switch act {
        case .lists where isFolder: return "lists " + Digest.of(names(path, deep: false))
        case .walks where isFolder: return "walks " + Digest.of(names(path, deep: true))
        case .looksFor where isFolder: return "folder"
        default:
            if isFolder { return "folder" }
            guard status.st_mode & S_IFMT == S_IFREG else { return "special" }
            let size = Int(status.st_size)
            if size < wholeBelow, let digest = try? Digest.of(file: path) { return "\(size) \(digest)" }
            return "\(size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_ino)"
        }
    }

    private static func names(_ path: String, deep: Bool) -> String {
        let files = FileManager.default
        let names = (deep ? files.subpaths(atPath: path) : try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().joined(separator: "\n")
    }
}
