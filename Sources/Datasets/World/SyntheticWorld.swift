import Foundation
import Media
import Work

/// The synthetic world: videos with sound, made from a seed as real media files, for experiments that run anywhere.
///
/// ```swift
/// let sets = try SyntheticWorld.pretrain(train: 2000, validation: 200, test: 400) { print($0.fraction) }
/// sets.train.items[0].path        // …/world/pretrain-<fingerprint>/train/000000.mp4
/// ```
///
/// Files already made are not made again; asking for more later makes only what is missing.
public enum SyntheticWorld {
    /// The videos to learn from, with videos of their own for validation and test.
    ///
    /// Their classes are known and written down as labels, for a fully supervised rival; synchronisation does not look at them.
    /// - Parameters:
    ///   - train, validation, test: how many videos of each, 0…1,000,000.
    ///   - specification: the numbers they are made from.
    ///   - root: where the files go.
    ///   - progress, poll: called about ten times a second on the calling thread; throwing from `poll` interrupts.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``, `MediaError` when an encoder is missing, or what `poll` throws.
    public static func pretrain(
        train: Int, validation: Int, test: Int, specification: WorldSpecification = WorldSpecification(),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making videos"),
        poll: PollHandler? = nil
    ) throws -> Splits {
        let parts = [(SplitRole.train, train), (.validation, validation), (.test, test)]
        for (role, count) in parts { check(count, "\(role.rawValue) videos") }
        let folder = try WorldFolder(specification.name, manifest: specification, in: root)
        let jobs = parts.flatMap { (role, count) in (0..<count).map { (role: role, index: $0) } }
        try folder.complete(jobs.map { file($0.role, $0.index) }, progress: progress, poll: poll) { job, path in
            try write(specification.video(jobs[job].role.rawValue, jobs[job].index), specification, to: path)
        }
        let classes = ActionClass.allCases
        func set(_ role: SplitRole, _ count: Int) -> VideoSet {
            VideoSet(
                name: "\(specification.name)/\(role.rawValue)", role: role,
                items: (0..<count).map { index in
                    VideoItem(
                        id: file(role, index), path: "\(folder.path)/\(file(role, index))", duration: specification.duration,
                        labels: [classes.firstIndex(of: specification.action(role.rawValue, index))!])
                }, classes: classes.map(\.rawValue))
        }
        return try Splits(train: set(.train, train), validation: set(.validation, validation), test: set(.test, test))
    }

    /// The set eight times as large, as AudioSet is to Kinetics: other videos of the same world.
    ///
    /// `train` is the size of the *smaller* set, 0…125,000; validation and test videos are of the same kind, but not the same ones.
    public static func pretrainEightfold(
        train: Int, validation: Int, test: Int, specification: WorldSpecification = WorldSpecification(),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making videos"),
        poll: PollHandler? = nil
    ) throws -> Splits {
        var larger = specification
        check(train, "train videos")
        larger.name = "\(specification.name)-8x"
        return try pretrain(
            train: 8 * train, validation: validation, test: test, specification: larger, into: root, progress: progress,
            poll: poll)
    }

    /// Ends the cell where a number of files is none that a world could hold.
    static func check(_ count: Int, atLeast least: Int = 0, atMost most: Int = 1_000_000, _ what: String) {
        require((least...most).contains(count), "synthetic world: found \(count) \(what), expected \(least)…\(most)")
    }

    private static func file(_ role: SplitRole, _ index: Int) -> String {
        "\(role.rawValue)/\(padded(index, 6)).mp4"
    }

    /// Writes one video as MP4 (H.264 and AAC) or whatever the extension of `path` asks for.
    package static func write(
        _ video: VideoDescription, _ specification: WorldSpecification, to path: String, withSound: Bool = true
    ) throws(MediaError) {
        let side = specification.frameSide
        let writer = try MediaWriter(
            path,
            video: VideoSettings(
                width: side, height: side, frameRate: FrameRate(specification.frameRate), quality: 27,
                keyframeInterval: 2 * specification.frameRate, preset: "ultrafast"),
            audio: withSound ? AudioSettings(sampleRate: specification.sampleRate, bitRate: 64_000) : nil)
        let frames = video.frames(frameRate: Double(specification.frameRate), side: side)
        let size = side * side * 3
        for start in stride(from: 0, to: frames.count, by: size) {
            try writer.append(frame: frames.span.extracting(start..<start + size))
        }
        if withSound { try writer.append(samples: video.samples(sampleRate: specification.sampleRate)) }
        try writer.finish()
    }
}
