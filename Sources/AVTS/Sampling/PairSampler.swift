import Datasets
import Tensors
import Work

/// Draws pairs of picture and sound exactly as the paper defines them, all start times on one grid, and each sense's from one law whatever
/// the label.
public struct PairSampler: Sendable {
    /// Number of starts on the grid, by video.
    let starts: [Int]
    /// Grid steps in a clip.
    let clipSteps: Int
    /// Least distance of a hard negative's starts, and the distance of a super-hard one's (grid steps).
    let hardDistance: Int
    let superHardDistance: Int

    /// - Parameters:
    ///   - starts: number of starts on the grid, by video.
    ///   - grid: the grid of start times.
    ///   - clip: length of a clip (s): a whole number of grid steps.
    ///   - gap: least time between the end of one window and the start of the other in a hard negative (s); the paper's 0.5.
    ///   - overlap: share of a window that a super-hard negative's windows have in common (0…1, exclusive). [?] in the paper.
    ///   - names: names of the videos, for errors.
    /// - Throws: `ConfigurationError` when the grid does not divide the clip, when there are fewer than two videos, or when videos
    ///   are too short for a hard negative (they need twice the clip and the gap).
    public init(
        starts: [Int], grid: StartGrid, clip: Double, gap: Double = 0.5, overlap: Double = 0.5, names: [String] = []
    ) throws(ConfigurationError) {
        let steps = clip / grid.seconds
        guard abs(steps - steps.rounded()) < 1e-6, steps >= 1 else {
            throw ConfigurationError(
                "grid", found: "\(grid.seconds) s", expected: "a divisor of the clip's length, \(clip) s")
        }
        guard starts.count >= 2 else {
            throw ConfigurationError(
                "videos", found: "\(starts.count)", expected: "at least 2, so that an easy negative exists")
        }
        guard overlap > 0, overlap < 1 else {
            throw ConfigurationError("overlap", found: "\(overlap)", expected: "a share between 0 and 1")
        }
        if let odd = starts.first(where: { !(0...1 << 40).contains($0) }) {
            throw ConfigurationError("starts", found: "\(odd)", expected: "at least 0 in each video, at most \(1 << 40)")
        }
        guard gap >= 0, gap.isFinite else {
            throw ConfigurationError("gap", found: "\(gap) s", expected: "at least 0 s")
        }
        self.starts = starts
        clipSteps = Failing.whole(steps.rounded(), "PairSampler's clip in steps of the grid")
        let least = grid.steps(covering: clip + gap)
        try Self.checkLengths(starts, least: least, needed: 2 * clip + gap, grid: grid, clip: clip, names: names)
        hardDistance = least
        superHardDistance = max(1, Int((Double(clipSteps) * (1 - overlap)).rounded()))
        guard superHardDistance < clipSteps else {
            throw ConfigurationError(
                "overlap", found: "\(overlap) of a clip of \(clipSteps) grid step(s), which leaves nothing in common",
                expected: "a share of at least one step", remedy: "take a larger overlap or a finer grid")
        }
    }

    private static func checkLengths(
        _ starts: [Int], least: Int, needed: Double, grid: StartGrid, clip: Double, names: [String]
    ) throws(ConfigurationError) {
        let short = starts.indices.filter { starts[$0] <= least }
        guard !short.isEmpty else { return }
        let listed = short.prefix(5).map { index in
            let name = index < names.count ? names[index] : "video \(index)"
            return starts[index] == 0 ? "\(name) (under \(clip) s)" : "\(name) (\(clip + grid.time(starts[index] - 1)) s)"
        }
        throw ConfigurationError(
            "videos too short for a hard negative",
            found: "\(short.count): \(listed.joined(separator: ", "))\(short.count > 5 ? ", …" : "")",
            expected: "at least \(needed) s (two clips of \(clip) s and a gap)",
            remedy: "leave them out (minimumDuration: \(needed)), or take shorter clips")
    }

    /// Number of videos.
    public var videos: Int { starts.count }

    /// One training batch: `clips` distinct videos; each clip stands in one positive and in one negative pair.
    ///
    /// The negative's kind is drawn first: its starts, and the positive's, come from that kind's law. Easy negatives exchange their sounds,
    /// so that each of these stands in one pair of either label. A pure function of its arguments, so that a resumed training draws what
    /// an unbroken one would have drawn.
    public func batch(clips count: Int, mixture: NegativeMixture, using random: inout RandomStream) -> PairBatch {
        var batch = PairBatch()
        let count = min(count, starts.count)
        var kinds = mixture.kinds(count)
        let chosen = distinctVideos(count, using: &random)
        kinds.shuffle(using: &random)
        var apart: [Int] = []
        for (video, kind) in zip(chosen, kinds) {
            let (start, other) = startPairs(kind, of: video).draw(using: &random)
            batch.clips.append(ClipPlace(video: video, start: start))
            apart.append(other)
        }
        batch.sounds = batch.clips
        for index in 0..<count { batch.add(clip: index, sound: index, kind: nil) }
        let easy = kinds.indices.filter { kinds[$0] == .easy }
        let turn = easy.count > 1 ? Int.random(in: 1..<easy.count, using: &random) : 0
        for (place, index) in easy.enumerated() {
            var sound = easy[(place + turn) % easy.count]
            if turn == 0 {  // alone: no other sound of this step is of its law
                batch.sounds.append(easySound(beside: chosen[index], using: &random))
                sound = batch.sounds.count - 1
            }
            batch.add(clip: index, sound: sound, kind: .easy)
        }
        for index in kinds.indices where kinds[index] != .easy {
            batch.sounds.append(ClipPlace(video: chosen[index], start: apart[index]))
            batch.add(clip: index, sound: batch.sounds.count - 1, kind: kinds[index])
        }
        return batch
    }

    /// A fixed list of pairs for a test: every pair with its own windows, half of them positive.
    ///
    /// Positive and negative pairs use the same clips. The videos are gone through in turn, so that each is tested equally often.
    public func testPairs(_ kind: Negative, pairs: Int, using random: inout RandomStream) -> PairBatch {
        var batch = PairBatch()
        for index in 0..<(pairs / 2) {
            let video = index % starts.count
            let (start, apart) = startPairs(kind, of: video).draw(using: &random)
            let clip = ClipPlace(video: video, start: start)
            batch.clips.append(clip)
            batch.sounds.append(clip)
            batch.add(clip: index, sound: 2 * index, kind: nil)
            batch.sounds.append(
                kind == .easy ? easySound(beside: video, using: &random) : ClipPlace(video: video, start: apart))
            batch.add(clip: index, sound: 2 * index + 1, kind: kind)
        }
        return batch
    }

    /// The law of both starts in a video, by the kind of negative. An easy one's sound is another video's: each start of it has the
    /// margin of the hard ones' law, so that easy and hard tests ask about the same places.
    func startPairs(_ kind: Negative, of video: Int) -> StartPairs {
        switch kind {
        case .easy, .hard: StartPairs(starts: starts[video], distances: hardDistance...(starts[video] - 1))
        case .superHard: StartPairs(starts: starts[video], distances: superHardDistance...superHardDistance)
        }
    }

    /// A sound of any other video than this one.
    func easySound(beside video: Int, using random: inout RandomStream) -> ClipPlace {
        let other = (video + 1 + Int.random(in: 0..<(starts.count - 1), using: &random)) % starts.count
        return ClipPlace(video: other, start: startPairs(.easy, of: other).draw(using: &random).video)
    }

    private func distinctVideos(_ count: Int, using random: inout RandomStream) -> [Int] {
        if count * 4 >= starts.count { return Array((0..<starts.count).shuffled(using: &random).prefix(count)) }
        var chosen: [Int] = []
        var seen: Set<Int> = []
        while chosen.count < count {
            let video = Int.random(in: 0..<starts.count, using: &random)
            if seen.insert(video).inserted { chosen.append(video) }
        }
        return chosen
    }
}
