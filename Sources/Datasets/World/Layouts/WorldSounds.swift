import Foundation
import Media
import Work

extension SyntheticWorld {
    /// Labelled sounds of 5 s in ESC-50's layout: the timbres of the videos and, as further classes, those no video has.
    ///
    /// Two takes are cut from each recording (one voice); recordings, and so voices, never straddle folds.
    /// - Parameters:
    ///   - recordings: recordings a class and fold; ESC-50 has 40 sounds a class, as have 4 recordings here.
    ///   - specification: of it, the seed, the difficulty's loudness and noise, and the gaps count.
    public static func escLike(
        recordings: Int = 4,
        specification: WorldSpecification = WorldSpecification(name: "esc-like", duration: 5, sampleRate: 44100),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making sounds"),
        poll: PollHandler? = nil
    ) throws -> ESC50 {
        check(recordings, atLeast: 1, atMost: 10_000, "recordings a class and fold")
        struct Manifest: Encodable { var layout = "ESC-50", recordings: Int, specification: WorldSpecification }
        let folder = try WorldFolder(
            specification.name, manifest: Manifest(recordings: recordings, specification: specification), in: root)
        struct Job: Sendable { var target: Int, fold: Int, recording: Int, take: Int }
        let jobs = (1...5).flatMap { fold in
            Timbre.allCases.indices.flatMap { target in
                (0..<recordings).flatMap { recording in
                    (0..<2).map { Job(target: target, fold: fold, recording: recording, take: $0) }
                }
            }
        }
        let clip = { @Sendable (job: Job) in 100_000 + (job.target * 5 + job.fold) * recordings + job.recording }
        let name = { (job: Job) in "\(job.fold)-\(clip(job))-\(job.take == 0 ? "A" : "B")-\(job.target).wav" }
        try folder.complete(jobs.map { "audio/\(name($0))" }, progress: progress, poll: poll) { index, file in
            let job = jobs[index]
            let stream = specification.stream(["\(Timbre.allCases[job.target])", "recording \(clip(job))"])
            let take = stream.split("take \(job.take)")
            let voice = specification.drawVoice(Timbre.allCases[job.target], stream.split("voice"))
            let samples = Soundtrack.render(
                voice.strikes(at: specification.drawStrikes(take.split("strikes"))), duration: specification.duration,
                noise: specification.drawNoise(take.split("noise")), peak: voice.loudness,
                sampleRate: specification.sampleRate)
            try SoundFile.writeWAV(samples, sampleRate: specification.sampleRate, to: file)
        }
        let rows = jobs.map { job in
            let timbre = Timbre.allCases[job.target]
            let isSeen = Timbre.unseen.contains(timbre) ? "False" : "True"
            return
                "\(name(job)),\(job.fold),\(job.target),\(snakeCase(timbre.rawValue)),\(isSeen),\(clip(job)),\(job.take == 0 ? "A" : "B")\n"
        }
        try folder.write("filename,fold,target,category,esc10,src_file,take\n" + rows.joined(), to: "meta/esc50.csv")
        return try ESC50(root: folder.path)
    }

    /// Unlabelled videos as Flickr-SoundNet's downloaders leave them: `video/<id>.mp4` without sound, `audio/<id>.mp3` apart.
    public static func flickrLike(
        count: Int, specification: WorldSpecification = WorldSpecification(name: "flickr-like"),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making sounds"),
        poll: PollHandler? = nil
    ) throws -> FlickrSoundNet {
        check(count, "videos")
        struct Manifest: Encodable { var layout = "Flickr-SoundNet", specification: WorldSpecification }
        let folder = try WorldFolder(specification.name, manifest: Manifest(specification: specification), in: root)
        let id = { (index: Int) in String(2_000_000_000 + index * 7919) }
        let names = (0..<count).map { "video/\(id($0)).mp4" } + (0..<count).map { "audio/\(id($0)).mp3" }
        try folder.complete(names, progress: progress, poll: poll) { index, file in
            let video = specification.video("train", index % count)
            if index < count {
                try write(video, specification, to: file, withSound: false)
            } else {
                try SoundFile.writeMP3(
                    video.samples(sampleRate: specification.sampleRate), sampleRate: specification.sampleRate,
                    bitRate: 64_000, to: file)
            }
        }
        let lines = (0..<count).map {
            "http://www.flickr.com/videos/10000000@N0\($0 % 10)/\(id($0))/play/orig/\(padded($0, 10))\n"
        }
        try folder.write(lines.joined(), to: "urls_\(count).txt")
        return FlickrSoundNet(root: folder.path)
    }

    /// `pureTone` → `pure_tone`.
    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
