import Foundation
import Media
import Synchronization
import Work

/// What a set holds, found by opening every file: counts, lengths, and what is wrong.
public struct SetSurvey: Sendable {
    /// The set's name.
    public var name: String
    /// Files that open.
    public var count: Int
    /// Their length in all, seconds.
    public var seconds: Double
    /// Items of each class, in the set's order; empty without labels.
    public var perClass: [(name: String, count: Int)]
    /// Of the files that open, how many have picture, and how many have sound (their own or apart).
    public var withPicture: Int
    /// Of the files that open, how many have sound, their own or apart.
    public var withSound: Int
    /// Listed items without a file.
    public var absent: Int
    /// Files that do not open.
    public var broken: SkippedFiles
}

extension VideoSet {
    /// Opens every file and counts; nothing is decoded, so a file may still turn out damaged inside.
    ///
    /// - Parameters: `progress` and `poll` are called about ten times a second on the calling thread.
    /// - Throws: only what `poll` throws.
    public func survey(progress: ProgressHandler? = WorkProgress.telling("looking at files"), poll: PollHandler? = nil)
        throws -> SetSurvey
    {
        enum Finding: Sendable {
            case opened(seconds: Double, picture: Bool, sound: Bool)
            case broken(SkippedFiles.Reason, String)
        }
        let findings = Mutex([Int: Finding]())
        let items = items
        try WorkCrew.run(items.count, progress: progress, poll: poll) { index in
            let item = items[index]
            let finding: Finding
            do throws(MediaError) {
                let info = try ClipReader.probe(item.path)
                let sound = try item.soundPath.map { path throws(MediaError) in try ClipReader.probe(path).audio != nil }
                finding = .opened(
                    seconds: min(item.duration ?? .infinity, max(info.duration - item.start, 0)),
                    picture: info.video != nil, sound: sound ?? (info.audio != nil))
            } catch {
                finding = .broken(SkippedFiles.Reason(error), error.description)
            }
            findings.withLock { $0[index] = finding }
        }
        let found = findings.withLock { $0 }
        var survey = SetSurvey(
            name: name, count: 0, seconds: 0, perClass: classes.map { ($0, 0) }, withPicture: 0, withSound: 0,
            absent: absent.count, broken: SkippedFiles())
        for (index, item) in items.enumerated() {
            for label in item.labels { survey.perClass[label].count += 1 }
            switch found[index] {
            case .opened(let seconds, let picture, let sound):
                survey.count += 1
                survey.seconds += seconds
                survey.withPicture += picture ? 1 : 0
                survey.withSound += sound ? 1 : 0
            case .broken(let reason, let detail):
                survey.broken.add(item.path, reason, detail)
            case nil:
                break
            }
        }
        return survey
    }
}

extension SetSurvey: CustomStringConvertible {
    /// A few lines: counts and lengths, the classes' sizes, and what is wrong.
    public var description: String {
        var lines = [
            "\(name): \(count) files, \(seconds.isFinite ? String(format: "%.0f", seconds) : "\(seconds)") s, \(withPicture) with picture, \(withSound) with sound"
        ]
        if let least = perClass.map(\.count).min(), let most = perClass.map(\.count).max() {
            lines.append("\(perClass.count) classes of \(least == most ? "\(least)" : "\(least) to \(most)") items")
        }
        if absent > 0 { lines.append("\(absent) listed item(s) have no file") }
        if !broken.isEmpty { lines.append(broken.description) }
        return lines.joined(separator: "\n")
    }
}
