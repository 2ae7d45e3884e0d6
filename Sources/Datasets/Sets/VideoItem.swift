import Files
import Foundation

/// One video or sound of a data set: where it is and what is known of it without opening it.
public struct VideoItem: Codable, Hashable, Sendable {
    /// Name within the set, unique; for a plain folder the path below it.
    public var id: String
    /// The media file.
    public var path: String
    /// A second file with the sound, where a downloader kept picture and sound apart.
    public var soundPath: String?
    /// Where the item starts within its file, seconds.
    public var start: Double
    /// Seconds; nil reaches to the end of the file.
    public var duration: Double?
    /// Indices into the set's classes: one for most sets, several for AudioSet, none without labels.
    public var labels: [Int]
    /// Items of one group (one recording, one performer) never straddle train and test.
    public var group: String

    /// The first label; nil without labels.
    public var label: Int? { labels.first }

    /// An item; `group` is the id unless given.
    public init(
        id: String, path: String, soundPath: String? = nil, start: Double = 0, duration: Double? = nil,
        labels: [Int] = [], group: String? = nil
    ) {
        require(start >= 0, "an item starts at or after 0 s, found \(start)")
        self.id = id
        self.path = path
        self.soundPath = soundPath
        self.start = start
        self.duration = duration
        self.labels = labels
        self.group = group ?? id
    }
}

extension VideoItem {
    /// Changes with the files' paths, sizes and times, and with the item's span: what was made of an altered file is made again.
    ///
    /// Anyone may set a file's time of writing back, and copying tools do; its number and the time of its last change are the system's own.
    package var fingerprint: String {
        var digest = Digest()
        for path in [path, soundPath ?? ""] {
            var status = stat()
            let found = !path.isEmpty && stat(path, &status) == 0
            digest.add(path)
            let (written, changed) = (status.st_mtim, status.st_ctim)
            digest.add(
                found
                    ? "\(status.st_size) \(written.tv_sec) \(written.tv_nsec) \(status.st_ino) \(changed.tv_sec) \(changed.tv_nsec)"
                    : "")
        }
        digest.add("\(start) \(duration ?? -1)")
        return String(digest.finish().prefix(32))
    }
}
