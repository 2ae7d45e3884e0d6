import Foundation

/// Where the media files of a folder are, by name without extension: lists name `x.avi`, disks often hold `x.mp4`.
struct MediaIndex {
    let root: String
    private let paths: [String: String]

    /// Finds all files below `root` with one of the extensions.
    /// - Parameter key: what a file is looked up by, from its path below `root` without extension; nil leaves it out.
    init(_ root: String, _ extensions: Set<String>, key: (String) -> String? = { $0 }) throws(DatasetError) {
        self.root = root
        var paths: [String: String] = [:]
        for path in try VideoFolder.list(root, where: extensions.contains) {
            // Not by URL: names of HMDB hold `;`, `[`, `#` and more.
            let dot = path.lastIndex(of: ".") ?? path.endIndex
            if let key = key(String(path[..<dot])), paths[key] == nil { paths[key] = "\(root)/\(path)" }
        }
        self.paths = paths
    }

    var isEmpty: Bool { paths.isEmpty }
    var keys: [String] { paths.keys.sorted(by: naturallyBefore) }

    subscript(key: String) -> String? { paths[key] }

    /// The last part of a path.
    static func name(_ path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// The folder part of a path's last folder: `a/b/c` gives `b`.
    static func parent(_ path: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.count >= 2 ? String(parts[parts.count - 2]) : nil
    }
}
