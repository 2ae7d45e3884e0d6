import Files
import Foundation

/// The folder of what unchanged cells reported and left, so that they need not run.
///
/// The process that runs cells reads it and never writes it: what a stranger's cells keep stands under what they are made of themselves.
public struct OutcomeCache: Sendable {
    /// `…/base/key`, a file for each outcome.
    public let folder: String

    /// - Parameter compiled: the folder of compiled cells, in which it lies.
    public init(within compiled: String) { folder = compiled + "/outcomes" }

    /// Gives an outcome that was written elsewhere its place; where that cannot be done, it is not kept.
    func keep(_ file: String, base: String, key: String) {
        let target = "\(folder)/\(base)/\(key)"
        defer { unlink(file) }
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: file)),
            (try? FileManager.default.createDirectory(atPath: "\(folder)/\(base)", withIntermediateDirectories: true)) != nil
        else { return }
        let part = "\(target).\(UUID().uuidString)"
        guard (try? data.write(to: URL(fileURLWithPath: part))) != nil, rename(part, target) == 0 else {
            unlink(part)
            return
        }
    }

    /// Says that an outcome is in use.
    func touch(base: String, key: String) { utimes("\(folder)/\(base)/\(key)", nil) }

    /// Once a day, tidies.
    public func tidyDaily(now: Date = Date()) {
        let mark = "\(folder)/tidied"
        if let last = Self.date(mark), now.timeIntervalSince(last) < 86_400 { return }
        // Another process that begins meanwhile finds it done; where there is no folder there is nothing to tidy.
        if FileManager.default.createFile(atPath: mark, contents: nil) { tidy(now: now) }
    }

    /// Removes what has not been used for longest, until no more than `limit` bytes are left; and what writers that were killed left.
    package func tidy(to limit: Int = 2 << 30, now: Date = Date()) {
        var kept = files.map { (path: $0, used: Self.date($0) ?? now, size: Self.size($0)) }
        // `key.part`, of a writer that was killed; a key has no point.
        for entry in kept
        where URL(fileURLWithPath: entry.path).lastPathComponent.contains(".") && now.timeIntervalSince(entry.used) > 3600 {
            unlink(entry.path)
        }
        kept.sort { $0.used < $1.used }
        var total = kept.reduce(0) { $0 + $1.size }
        for entry in kept where total > limit {
            unlink(entry.path)
            total -= entry.size
        }
    }

    /// Removes all of it.
    ///
    /// - Returns: how many outcomes there were.
    public func clear() throws -> Int {
        let count = files.count
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        return count
    }

    private var files: [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { $0.contains("/") }.map {
            "\(folder)/\($0)"
        }
    }

    private static func date(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    private static func size(_ path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }
}
