import Foundation

/// Decoded files on disk, so that a film is decoded once whatever the number of runs.
///
/// An entry is named by the file's path, size and time of change, and by how it was decoded: a changed file is decoded
/// anew. Entries are written under another name and then renamed, so several processes may share a folder; one that is
/// damaged, or of another version, is decoded again. Beyond `limit` bytes the entries read longest ago are removed.
///
/// ```swift
/// let cache = try ClipCache(folder: "/tmp/clips", limit: 4 << 30)
/// let clip = try cache.clip("ball.mp4", ClipSpecification(frameRate: 12, size: FrameSize(square: 64), sampleRate: 16_000))
/// ```
public final class ClipCache: Sendable {
    public let folder: String
    /// Bytes all entries together may take.
    public let limit: Int

    private static let suffix = "avclip"

    /// Opens the cache, making its folder where it is missing.
    public init(folder: String, limit: Int = 8 << 30) throws(MediaError) {
        self.folder = folder
        self.limit = limit
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw .writeFailed(path: folder, reason: "\(error.localizedDescription)") }
    }

    /// The file at `path`, decoded; from disk where it was decoded before.
    /// - Throws: as `ClipReader`. A cache that cannot be written costs time, not the clip.
    public func clip(_ path: String, _ specification: ClipSpecification) throws(MediaError) -> DecodedClip {
        let key = try "\(FileFingerprint(path)) \(specification.key)"
        let entry = "\(folder)/\(StableHash.hexadecimal(key)).\(Self.suffix)"
        if let bytes = FileManager.default.contents(atPath: entry), let clip = ClipEntry.decode(bytes, key: key) {
            utimes(entry, nil)  // most recently used
            return clip
        }
        let clip = try DecodedClip(decoding: path, specification)
        if (try? writeAtomically(ClipEntry.encode(clip, key: key), to: entry)) != nil { evict(keeping: entry) }
        return clip
    }

    /// Bytes all entries take now.
    public var size: Int { entries().reduce(0) { $0 + $1.bytes } }

    /// Removes every entry.
    public func removeAll() { for entry in entries() { unlink(entry.path) } }

    private struct Entry {
        var path: String
        var bytes: Int
        var used: Double
    }

    private func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".\(Self.suffix)") }.compactMap { name in
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0 else { return nil }
            let used = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
            return Entry(path: "\(folder)/\(name)", bytes: Int(status.st_size), used: used)
        }
    }

    /// Removes what was used longest ago until the rest fits; another process may be doing the same.
    private func evict(keeping kept: String) {
        let all = entries().sorted { $0.used < $1.used }
        var total = all.reduce(0) { $0 + $1.bytes }
        for entry in all where total > limit && entry.path != kept {
            unlink(entry.path)
            total -= entry.bytes
        }
    }
}
