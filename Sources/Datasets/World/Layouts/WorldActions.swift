import Foundation
import Work

extension SyntheticWorld {
    /// Labelled videos in UCF101's layout, with three splits by group: `UCF-101/Bounce/v_Bounce_g01_c01.avi` and its lists.
    ///
    /// Clips of one group share body, background and voice, and never straddle train and test. About 28 % of the groups are
    /// tested in each split, others in each, as in the original.
    /// - Parameters:
    ///   - groups: groups a class, at least 4.
    ///   - clips: clips a group.
    public static func ucfLike(
        groups: Int = 25, clips: Int = 4, specification: WorldSpecification = WorldSpecification(name: "ucf-like"),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making videos"),
        poll: PollHandler? = nil
    ) throws -> UCF101 {
        check(groups, atLeast: 4, atMost: 10_000, "groups a class")
        check(clips, atLeast: 1, atMost: 10_000, "clips a group")
        struct Manifest: Encodable { var layout = "UCF101", groups: Int, clips: Int, specification: WorldSpecification }
        let folder = try WorldFolder(
            specification.name, manifest: Manifest(groups: groups, clips: clips, specification: specification), in: root)
        struct Job { var action: ActionClass, group: Int, clip: Int }
        let jobs = ActionClass.allCases.flatMap { action in
            (1...groups).flatMap { group in (1...clips).map { Job(action: action, group: group, clip: $0) } }
        }
        func path(_ job: Job) -> String {
            let name = job.action.rawValue.prefix(1).uppercased() + job.action.rawValue.dropFirst()
            return "\(name)/v_\(name)_g\(padded(job.group, 2))_c\(padded(job.clip, 2)).avi"
        }
        try folder.complete(jobs.map { "UCF-101/\(path($0))" }, progress: progress, poll: poll) { index, file in
            let job = jobs[index]
            let looks = specification.stream([job.action.rawValue, "group \(job.group)"])
            let video = specification.video(job.action, looks: looks, happenings: looks.split("clip \(job.clip)"))
            try write(video, specification, to: file)
        }
        let names = ActionClass.allCases.map { path(Job(action: $0, group: 1, clip: 1)).split(separator: "/")[0] }
        // CR LF, as the originals have.
        let classes = names.enumerated().map { "\($0 + 1) \($1)\r\n" }.joined()
        try folder.write(classes, to: "ucfTrainTestlist/classInd.txt")
        let tested = max(Int((0.28 * Double(groups)).rounded()), 1)
        for split in 1...3 {
            let held = Set((0..<tested).map { ((split - 1) * tested + $0) % groups + 1 })
            let (test, train) = (jobs.filter { held.contains($0.group) }, jobs.filter { !held.contains($0.group) })
            let number = { (job: Job) in ActionClass.allCases.firstIndex(of: job.action)! + 1 }
            try folder.write(
                train.map { "\(path($0)) \(number($0))\r\n" }.joined(), to: "ucfTrainTestlist/trainlist0\(split).txt")
            try folder.write(test.map { "\(path($0))\r\n" }.joined(), to: "ucfTrainTestlist/testlist0\(split).txt")
        }
        return UCF101(root: folder.path)
    }

    /// Labelled videos in HMDB51's layout and in a harder style: hand-held camera, bodies that do not strike, other colours.
    ///
    /// - Parameter clips: clips a class, at least 10: of each split 60 % train, 30 % test and 10 % are unused.
    public static func hmdbLike(
        clips: Int = 60,
        specification: WorldSpecification = WorldSpecification(
            name: "hmdb-like", difficulty: Difficulty.noisy.handHeld(), palette: .earthen),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making videos"),
        poll: PollHandler? = nil
    ) throws -> HMDB51 {
        check(clips, atLeast: 10, atMost: 100_000, "clips a class")
        struct Manifest: Encodable { var layout = "HMDB51", clips: Int, specification: WorldSpecification }
        let folder = try WorldFolder(
            specification.name, manifest: Manifest(clips: clips, specification: specification), in: root)
        let jobs = ActionClass.allCases.flatMap { action in (0..<clips).map { (action: action, clip: $0) } }
        // The original's names hold brackets, signs and exclamation marks; readers must live with them.
        func name(_ action: ActionClass, _ clip: Int) -> String {
            "World_No.\(clip / 10)__[_TAKE_\(clip % 10)_]_#\(clip)!_\(action.rawValue)_u_cm_np1_fr_med_\(clip % 5).avi"
        }
        try folder.complete(
            jobs.map { "hmdb51_org/\($0.action.rawValue)/\(name($0.action, $0.clip))" }, progress: progress, poll: poll
        ) { index, file in
            let stream = specification.stream([jobs[index].action.rawValue, "clip \(jobs[index].clip)"])
            try write(specification.video(jobs[index].action, looks: stream, happenings: stream), specification, to: file)
        }
        for split in 1...3 {
            for action in ActionClass.allCases {
                var stream = specification.stream([action.rawValue, "split \(split)"])
                let order = stream.permutation(clips)
                let (train, test) = (clips * 6 / 10, clips * 3 / 10)
                var uses = [Int](repeating: 0, count: clips)
                for clip in order.prefix(train) { uses[clip] = 1 }
                for clip in order.dropFirst(train).prefix(test) { uses[clip] = 2 }
                try folder.write(
                    uses.enumerated().map { "\(name(action, $0)) \($1) \n" }.joined(),
                    to: "testTrainMulti_7030_splits/\(action.rawValue)_test_split\(split).txt")
            }
        }
        return HMDB51(root: folder.path)
    }

    /// A number with leading zeros.
    static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}
