import Datasets
import Tensors
import Work

extension PairSampler {
    /// A fixed list of test pairs whose wrong sound has as much of something in it as the right one, such as speech: what tells the two apart is then
    /// not how much there is of it.
    ///
    /// Hard pairs are drawn from one symmetric law, as those of ``testPairs(_:pairs:using:)``: an unordered pair of starts whose shares agree, its
    /// ends given to picture and wrong sound by a coin. For easy ones the wrong sound is drawn as ever from another video, until one's share
    /// agrees (1,000 times at most). Videos without such a pair are passed over, so that fewer pairs may come than were asked for.
    /// - Parameters:
    ///   - kind: `.easy` or `.hard`.
    ///   - pairs: how many at most, half of them in sync.
    ///   - tolerance: the largest difference of two shares that agree.
    ///   - share: by video, of the window at each start (0…1).
    func matchedPairs(
        _ kind: Negative, pairs: Int, tolerance: Double, share: [[Double]], using random: inout RandomStream
    ) -> PairBatch {
        Failing.unless(kind != .superHard, "matched pairs: found super-hard ones, expected easy or hard ones")
        var batch = PairBatch()
        func add(_ clip: ClipPlace, _ wrong: ClipPlace) {
            let index = batch.clips.count
            batch.clips.append(clip)
            batch.sounds += [clip, wrong]
            batch.add(clip: index, sound: 2 * index, kind: nil)
            batch.add(clip: index, sound: 2 * index + 1, kind: kind)
        }
        /// A wrong sound for some clip of a video; nil where there is none.
        func draw(_ video: Int) -> (clip: ClipPlace, wrong: ClipPlace)? {
            let own = share[video]
            if kind == .hard {
                let candidates = own.indices.flatMap { a in
                    own.indices.filter { $0 - a >= hardDistance && abs(own[$0] - own[a]) <= tolerance + 1e-9 }.map {
                        (a, $0)
                    }
                }
                guard !candidates.isEmpty else { return nil }
                let (a, b) = candidates[Int.random(in: 0..<candidates.count, using: &random)]
                let turned = Bool.random(using: &random)
                return (ClipPlace(video: video, start: turned ? b : a), ClipPlace(video: video, start: turned ? a : b))
            }
            let start = startPairs(.easy, of: video).draw(using: &random).video
            for _ in 0..<1000 {
                let wrong = easySound(beside: video, using: &random)
                if abs(share[wrong.video][wrong.start] - own[start]) <= tolerance + 1e-9 {
                    return (ClipPlace(video: video, start: start), wrong)
                }
            }
            return nil
        }
        var hopeless = Set<Int>()
        var index = 0
        while batch.count + 2 <= pairs, hopeless.count < share.count {
            let video = index % share.count
            index += 1
            guard !hopeless.contains(video) else { continue }
            if let (clip, wrong) = draw(video) { add(clip, wrong) } else { hopeless.insert(video) }
        }
        return batch
    }
}
