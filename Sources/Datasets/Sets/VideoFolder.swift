import Files
import Foundation

/// Any folder of videos as a data set: every media file below it, in natural order.
///
/// ```swift
/// let set = try VideoFolder("holidays").videos()     // ids are paths below the folder
/// ```
public struct VideoFolder: Sendable {
    /// The extensions taken for videos, lower case.
    public static let videoExtensions: Set<String> = [
        "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "flv", "mpg", "mpeg", "ogv", "3gp", "ts", "vob",
    ]
    /// The extensions taken for sounds, lower case.
    public static let soundExtensions: Set<String> = ["wav", "flac", "mp3", "ogg", "opus", "m4a", "aac"]

    /// The folder.
    public let path: String

    /// A folder, which is read when its videos are asked for.
    public init(_ path: String) { self.path = PathText.expanded(path) }

    /// All videos below the folder, sorted naturally (`clip2` before `clip10`); hidden files are left out.
    ///
    /// Files are not opened: unreadable ones are found, counted and listed when the set is decoded.
    /// - Throws: ``DatasetError/missing(path:what:)``, ``DatasetError/empty(path:expected:)``.
    public func videos(name: String? = nil, role: SplitRole = .train) throws(DatasetError) -> VideoSet {
        try files(
            VideoFolder.videoExtensions, "videos (\(VideoFolder.videoExtensions.sorted().joined(separator: ", ")))", name, role)
    }

    /// All sounds below the folder, sorted naturally.
    public func sounds(name: String? = nil, role: SplitRole = .train) throws(DatasetError) -> VideoSet {
        try files(
            VideoFolder.soundExtensions, "sounds (\(VideoFolder.soundExtensions.sorted().joined(separator: ", ")))", name, role)
    }

    private func files(
        _ extensions: Set<String>, _ expected: String, _ name: String?, _ role: SplitRole
    ) throws(DatasetError) -> VideoSet {
        let found = try VideoFolder.list(path) { extensions.contains($0) }
        guard !found.isEmpty else { throw .empty(path: path, expected: expected) }
        return VideoSet(
            name: name ?? URL(fileURLWithPath: path).lastPathComponent, role: role,
            items: found.map { VideoItem(id: $0, path: "\(path)/\($0)") })
    }

    /// Paths, relative to `root`, of all files below it whose lower-case extension is wanted.
    static func list(_ root: String, where wanted: (String) -> Bool) throws(DatasetError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
            throw .missing(path: root, what: "folder")
        }
        var result: [String] = []
        // Symbolic links are followed (collections are often links to another disk), each real folder once.
        var seen = Set<String>()
        var waiting = [""]
        while let folder = waiting.popLast() {
            let full = folder.isEmpty ? root : "\(root)/\(folder)"
            guard seen.insert(URL(fileURLWithPath: full).resolvingSymlinksInPath().path).inserted else { continue }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: full) else {
                throw .readFailed(path: full, reason: "the folder cannot be listed")
            }
            for name in names where !name.hasPrefix(".") {
                let below = folder.isEmpty ? name : "\(folder)/\(name)"
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: "\(root)/\(below)", isDirectory: &isFolder) else { continue }
                if isFolder.boolValue {
                    waiting.append(below)
                } else if wanted(URL(fileURLWithPath: name).pathExtension.lowercased()) {
                    result.append(below)
                }
            }
        }
        return result.sorted(by: naturallyBefore)
    }
}

/// Orders names as people do: runs of digits by their value, the rest by its bytes, the same on every machine.
func naturallyBefore(_ a: String, _ b: String) -> Bool {
    func pieces(_ s: String) -> [(isNumber: Bool, text: Substring)] {
        var result: [(Bool, Substring)] = []
        var rest = s[...]
        while let first = rest.first {
            let digits = first.isASCII && first.isNumber
            let piece = rest.prefix { ($0.isASCII && $0.isNumber) == digits }
            result.append((digits, piece))
            rest = rest[piece.endIndex...]
        }
        return result
    }
    for (x, y) in zip(pieces(a), pieces(b)) where x.text != y.text {
        if x.isNumber && y.isNumber {
            let (m, n) = (x.text.drop { $0 == "0" }, y.text.drop { $0 == "0" })
            if m != n { return m.count != n.count ? m.count < n.count : m < n }
        }
        return x.text < y.text
    }
    return a.count != b.count ? a.count < b.count : a < b
}
