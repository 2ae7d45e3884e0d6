import AVTS
import Datasets
import Tensors
import XCTest

final class PairSamplerTests: XCTestCase {
    private func sampler(videos: Int = 40, starts: Int = 13) throws -> PairSampler {
        try PairSampler(starts: Array(repeating: starts, count: videos), grid: grid(), clip: 1)
    }

    /// A grid of 0.25 s: 3 frames at 12 Hz, 25 rows of 0.01 s.
    private func grid() throws -> StartGrid { try StartGrid(DecodedFormat(frameRate: 12, side: 32)) }

    func testABatchIsAFunctionOfItsStream() throws {
        let sampler = try sampler()
        var first = RandomStream(seed: 3)
        var second = RandomStream(seed: 3)
        let a = sampler.batch(clips: 16, mixture: .mixed, using: &first)
        let b = sampler.batch(clips: 16, mixture: .mixed, using: &second)
        XCTAssertEqual(a.clips, b.clips)
        XCTAssertEqual(a.sounds, b.sounds)
        XCTAssertEqual(a.soundOfPair, b.soundOfPair)
        XCTAssertNotEqual(a.clips, sampler.batch(clips: 16, mixture: .mixed, using: &first).clips)
    }

    func testEveryKindIsWhatThePaperDefines() throws {
        let sampler = try sampler()
        var random = RandomStream(seed: 1)
        let mixture = try NegativeMixture(easy: 0.5, hard: 0.25, superHard: 0.25)
        for _ in 0..<200 {
            let batch = sampler.batch(clips: 16, mixture: mixture, using: &random)
            XCTAssertEqual(batch.inSync.count { $0 }, 16)
            XCTAssertEqual(batch.kinds.count { $0 == .easy }, 8)
            XCTAssertEqual(batch.kinds.count { $0 == .hard }, 4)
            XCTAssertEqual(batch.kinds.count { $0 == .superHard }, 4)
            XCTAssertEqual(Set(batch.clips.map(\.video)).count, 16, "clips of a step are of distinct videos")
            for pair in 0..<batch.count {
                let clip = batch.clips[batch.clipOfPair[pair]]
                let sound = batch.sounds[batch.soundOfPair[pair]]
                XCTAssertTrue((0...12).contains(clip.start) && (0...12).contains(sound.start))
                let apart = abs(clip.start - sound.start)
                switch batch.kinds[pair] {
                case nil: XCTAssertEqual(clip, sound)
                case .easy: XCTAssertNotEqual(clip.video, sound.video)
                case .hard:
                    XCTAssertEqual(clip.video, sound.video)
                    XCTAssertGreaterThanOrEqual(apart, 6, "1 s of clip and 0.5 s of gap on a grid of 0.25 s")
                case .superHard:
                    XCTAssertEqual(clip.video, sound.video)
                    XCTAssertEqual(apart, 2, "half of a clip of 1 s")
                }
            }
        }
    }

    /// The start of the picture, or of the sound, alone must not tell the label.
    func testStartTimesSayNothingAboutTheLabel() throws {
        let sampler = try sampler()
        for mixture in [NegativeMixture.easy, .hard, .superHard, .mixed] {
            var random = RandomStream(seed: 9)
            var clips = [[Double]](repeating: .init(repeating: 0, count: 13), count: 2)
            var sounds = clips
            for _ in 0..<4000 {
                let batch = sampler.batch(clips: 8, mixture: mixture, using: &random)
                for pair in 0..<batch.count {
                    let label = batch.inSync[pair] ? 1 : 0
                    clips[label][batch.clips[batch.clipOfPair[pair]].start] += 1 / 32_000
                    sounds[label][batch.sounds[batch.soundOfPair[pair]].start] += 1 / 32_000
                }
            }
            for start in 0...12 {
                XCTAssertEqual(clips[0][start], clips[1][start], accuracy: 1e-9, "\(mixture), picture at \(start)")
                XCTAssertEqual(sounds[0][start], sounds[1][start], accuracy: 0.006, "\(mixture), sound at \(start)")
            }
        }
    }

    func testTestPairsUseEveryVideoEquallyAndTheSameClipsForBothLabels() throws {
        var random = RandomStream(seed: 5)
        let pairs = try sampler(videos: 10).testPairs(.hard, pairs: 80, using: &random)
        XCTAssertEqual(pairs.count, 80)
        XCTAssertEqual(pairs.inSync.count { $0 }, 40)
        XCTAssertEqual(Set((0..<10).map { video in pairs.clips.count { $0.video == video } }), [4])
    }

    func testVideosTooShortForAHardNegativeAreAnErrorWithARemedy() throws {
        let grid = try grid()
        XCTAssertThrowsError(
            try PairSampler(starts: [13, 6, 13], grid: grid, clip: 1, names: ["a.mp4", "b.mp4", "c.mp4"])
        ) { error in
            let text = "\(error)"
            XCTAssertTrue(text.contains("b.mp4 (2.25 s)"), text)
            XCTAssertTrue(text.contains("at least 2.5 s"), text)
            XCTAssertTrue(text.contains("minimumDuration"), text)
        }
        XCTAssertNoThrow(try PairSampler(starts: [7, 7], grid: grid, clip: 1))
    }

    func testBadSettingsAreErrors() throws {
        let grid = try grid()
        XCTAssertThrowsError(try PairSampler(starts: [13], grid: grid, clip: 1))
        XCTAssertThrowsError(try PairSampler(starts: [13, 13], grid: grid, clip: 1.1))
        XCTAssertThrowsError(try PairSampler(starts: [13, 13], grid: grid, clip: 1, overlap: 1))
        // Of four steps a tenth is none.
        XCTAssertThrowsError(try PairSampler(starts: [13, 13], grid: grid, clip: 1, overlap: 0.1))
        XCTAssertThrowsError(try NegativeMixture(easy: 0.5, hard: 0.6))
    }
}
