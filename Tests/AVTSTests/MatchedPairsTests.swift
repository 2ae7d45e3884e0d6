import AVTS
import Datasets
import Foundation
import Tensors
import XCTest

/// Test pairs whose wrong sound has as much speech as the right one.
final class MatchedPairsTests: TinyWorldTestCase {
    override class var filmsToTestWith: Int { 8 }

    private func share(_ place: ClipPlace, _ set: DecodedVideos, _ geometry: ClipGeometry) throws -> Double {
        let first = place.start * 25
        return try set.voiceActivity(place.video).share(of: first..<first + geometry.rows)
    }

    func testNoMorePairsThanCanBeAsked() throws {
        let pretraining = try Pretraining(Self.world.data, Configuration(scale: .smoke), seed: 0)
        for pairs in [0, .max, .min] {
            XCTAssertThrowsError(
                try pretraining.matchedQuestions(.hard, in: Self.world.data.test, pairs: pairs, tolerance: 0.1)
            ) { XCTAssertTrue($0 is ConfigurationError, "\($0)") }
        }
    }

    func testSharesAgreeAndKindsAreWhatTheyAreCalled() throws {
        let configuration = Configuration(scale: .smoke)
        let pretraining = try Pretraining(Self.world.data, configuration, seed: 0)
        let set = Self.world.data.test
        for kind in [Negative.easy, .hard] {
            let batch = try pretraining.matchedQuestions(kind, in: set, pairs: 60, tolerance: 0.1)
            XCTAssertGreaterThan(batch.count, 10)
            XCTAssertEqual(batch.inSync.count { $0 } * 2, batch.count)
            var worst = 0.0
            for pair in 0..<batch.count {
                let (clip, sound) = (batch.clips[batch.clipOfPair[pair]], batch.sounds[batch.soundOfPair[pair]])
                if batch.inSync[pair] {
                    XCTAssertEqual(clip, sound)
                    continue
                }
                worst = max(worst, abs(try share(clip, set, configuration.geometry) - share(sound, set, configuration.geometry)))
                if kind == .easy { XCTAssertNotEqual(clip.video, sound.video) }
                if kind == .hard {
                    XCTAssertEqual(clip.video, sound.video)
                    XCTAssertGreaterThanOrEqual(abs(clip.start - sound.start), 6, "1 s of clip and 0.5 s of gap")
                }
            }
            XCTAssertLessThanOrEqual(worst, 0.1 + 1e-9)
            XCTAssertEqual(batch.clips, try pretraining.matchedQuestions(kind, in: set, pairs: 60, tolerance: 0.1).clips)
        }
    }

    /// What the tolerance is for: plain pairs are not matched.
    func testPlainPairsAreNot() throws {
        let configuration = Configuration(scale: .smoke)
        let pretraining = try Pretraining(Self.world.data, configuration, seed: 0)
        let set = Self.world.data.test
        let wide = try pretraining.matchedQuestions(.easy, in: set, pairs: 60, tolerance: 1)
        let worst =
            try (0..<wide.count).map { pair in
                abs(
                    try share(wide.clips[wide.clipOfPair[pair]], set, configuration.geometry)
                        - share(wide.sounds[wide.soundOfPair[pair]], set, configuration.geometry))
            }.max() ?? 0
        XCTAssertGreaterThan(worst, 0.1)
    }

    func testEvaluationIsOfThesePairs() throws {
        let pretraining = try Pretraining(Self.world.data, Configuration(scale: .smoke), seed: 0)
        let pair = try pretraining.train([])
        let score = try pretraining.evaluateWithMatchedSpeech(pair, tolerance: 0.1, pairs: 40)
        XCTAssertLessThanOrEqual(score.easy.pairs, 40)
        XCTAssertTrue((0...100).contains(score.hard.accuracy))
        XCTAssertEqual(score.score(.hard), score.hard)
        XCTAssertThrowsError(try pretraining.evaluateWithMatchedSpeech(pair, tolerance: 2)) {
            XCTAssertEqual(($0 as? ConfigurationError)?.setting, "tolerance")
        }
    }
}
