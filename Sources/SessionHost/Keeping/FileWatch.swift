import Files
import Foundation
import Synchronization

/// What a cell looks at in the file system while it runs: `avts-nb-session` stands in the way of the C library's calls and tells of them.
enum FileWatch {
    /// What is done to a path.
    enum Act: Int32 { case reads, writes, looksFor, lists, goesTo, walks }

    /// What was looked at.
    struct Looks {
        /// What was done to each path, which is absolute.
        var acts: [String: Set<Act>] = [:]
        /// How each stood when it was looked at first.
        var stamps: [String: FileStamp] = [:]
        /// There were more than are remembered.
        var isCut = false
    }

    private struct Seen {
        var isOn = false
        var looks = Looks()
        /// Where a relative path began, that is, where the cell began.
        var folder = ""
    }

    private static let seen = Mutex(Seen())
    private static let most = 50_000
    /// A child that a cell forked has other files of its own, and nobody hears of them.
    private static let owner = getpid()

    /// Whether this process tells of its calls; a native program's does not.
    static let isThere: Bool = {
        typealias Watch = @convention(c) ((@convention(c) (UnsafePointer<CChar>, Int32) -> Void)?) -> Void
        guard let symbol = dlsym(nil, "avts_watch_files") else { return false }
        _ = owner
        unsafeBitCast(symbol, to: Watch.self)({ FileWatch.hear($0, $1) })
        return true
    }()

    static func begin() {
        let folder = FileManager.default.currentDirectoryPath
        seen.withLock { $0 = Seen(isOn: true, folder: folder) }
    }

    /// What was looked at since ``begin()``.
    static func end() -> Looks {
        seen.withLock { seen in
            defer { seen = Seen() }
            return seen.looks
        }
    }

    private static func hear(_ path: UnsafePointer<CChar>, _ act: Int32) {
        guard getpid() == owner, let act = Act(rawValue: act) else { return }
        let path = String(cString: path)
        let place = seen.withLock { seen -> (path: String, isNew: Bool)? in
            guard seen.isOn else { return nil }
            let path = path.hasPrefix("/") ? path : seen.folder + "/" + path
            return (path, seen.looks.acts[path] == nil)
        }
        guard let place else { return }
        // By a call of the system that nobody stands in the way of.
        let stamp = place.isNew ? FileStamp(of: place.path) : nil
        seen.withLock { seen in
            guard seen.isOn else { return }
            guard seen.looks.acts[place.path] != nil || seen.looks.acts.count < most else { return seen.looks.isCut = true }
            seen.looks.acts[place.path, default: []].insert(act)
            if let stamp, seen.looks.stamps[place.path] == nil { seen.looks.stamps[place.path] = stamp }
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
