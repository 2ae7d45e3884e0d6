import Files
import Foundation

/// Flickr-SoundNet (Aytar, Vondrick, Torralba 2016), as downloaders leave it: `video/<id>.mp4` with its sound inside or apart in
/// `audio/<id>.mp3` (or `.flac`), or a plain folder of videos; with an optional list of ids or of Flickr's URLs.
///
/// The authors' own archives hold frames and sounds but no video, which synchronisation cannot use. There are no labels and no
/// official division: use ``VideoSet/split(validation:test:seed:)``.
public struct FlickrSoundNet: Sendable {
    /// The folder that holds the videos, or `video` and `audio`.
    public let root: String

    /// Flickr-SoundNet in a folder, which is read when the videos are asked for.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// The videos that are there, in natural order or that of the list.
    ///
    /// - Parameter list: a file with one id or one URL a line; nil takes every video.
    /// - Throws: ``DatasetError`` for missing or empty folders, lines not understood, or when no listed video is there.
    public func videos(list: String? = nil) throws(DatasetError) -> VideoSet {
        let folder = ListFile.place(root, ["video", "videos"]) ?? root
        let key = { (path: String) in Optional(MediaIndex.name(path)) }
        let videos = try MediaIndex(folder, VideoFolder.videoExtensions, key: key)
        if videos.isEmpty, let frames = ListFile.place(root, ["frames"]) {
            throw .unsuitable(
                what: "Flickr-SoundNet at \(root)", found: "\(frames) holds frames, and there is no folder video",
                remedy: "Frames without their times cannot be synchronised: fetch the videos of urls_public.txt.")
        }
        guard !videos.isEmpty else { throw .empty(path: folder, expected: "videos (<id>.mp4)") }
        let sounds = try ListFile.place(root, ["audio", "mp3"]).map { path throws(DatasetError) in
            try MediaIndex(path, VideoFolder.soundExtensions, key: key)
        }
        let ids = try list.map { path throws(DatasetError) in try FlickrSoundNet.ids(path) } ?? videos.keys
        var items: [VideoItem] = []
        var absent: [String] = []
        for id in ids {
            if let path = videos[id] {
                items.append(VideoItem(id: id, path: path, soundPath: sounds?[id]))
            } else {
                absent.append(id)
            }
        }
        guard !items.isEmpty else {
            throw .unmatched(
                path: list ?? root, what: "listed video(s) are not in \(folder)", offenders: DatasetError.few(absent),
                count: absent.count)
        }
        return VideoSet(name: "Flickr-SoundNet", role: .train, items: items, absent: absent)
    }

    /// Ids as they are, or the fourth part from the end of `http://www.flickr.com/videos/<user>/<id>/play/orig/<secret>`.
    private static func ids(_ path: String) throws(DatasetError) -> [String] {
        var bad = Offenders()
        var ids: [String] = []
        var seen = Set<String>()
        for (number, line) in try ListFile.lines(path, what: "list of videos") {
            let parts = line.split(separator: "/")
            let id: String?
            if line.contains("://") {
                id = parts.count >= 6 ? String(parts[parts.count - 4]) : nil
            } else {
                // A name or a path, with or without an extension.
                id = parts.last.map { String($0.prefix { $0 != "." }) }
            }
            if let id, !id.isEmpty, !id.contains(" ") {
                if seen.insert(id).inserted { ids.append(id) }
            } else {
                bad.add("line \(number): \(line.prefix(80))")
            }
        }
        try bad.throwMalformed(path, expected: "one id or one Flickr URL a line")
        return ids
    }
}
