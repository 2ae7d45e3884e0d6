import AVTS
import Datasets
import Tensors
import XCTest

/// When a picture or a sound starts, and where that is in its video, says nothing about whether they are in sync.
final class StartShortcutTests: XCTestCase {
    /// Videos of 2.5 s to 10 s, whose ends are at different places.
    private let starts = [7, 9, 13, 13, 13, 18, 23, 37, 13, 11]

    private func sampler() throws -> PairSampler {
        try PairSampler(starts: starts, grid: StartGrid(DecodedFormat(frameRate: 12, side: 32)), clip: 1)
    }

    /// The start alone, as a machine could see it: which one it is, and where in its video.
    private func features(_ place: ClipPlace) -> [Float] {
        let last = starts[place.video] - 1
        let relative = Float(place.start) / Float(last)
        var row = [Float](repeating: 0, count: 37)
        row[place.start] = 1
        return row + [
            place.start == 0 ? 1 : 0, place.start == last ? 1 : 0, relative, abs(relative - 0.5), Float(last - place.start),
        ]
    }

    private func rows(_ batches: [PairBatch], _ place: (PairBatch, Int) -> ClipPlace) -> LinearProbe.Rows {
        var rows = LinearProbe.Rows()
        for batch in batches {
            for pair in 0..<batch.count { rows.add(features(place(batch, pair)), batch.inSync[pair]) }
        }
        return rows
    }

    private func assertChance(_ what: String, _ batches: (inout RandomStream) -> [PairBatch]) throws {
        var random = RandomStream(seed: 11).split(what)
        let (train, test) = (batches(&random), batches(&random))
        for (sense, place) in [
            ("picture", { $0.clips[$0.clipOfPair[$1]] }), ("sound", { $0.sounds[$0.soundOfPair[$1]] }),
        ] as [(String, (PairBatch, Int) -> ClipPlace)] {
            try LinearProbe(train: rows(train, place), test: rows(test, place)).assertChance("start of the \(sense), \(what)")
        }
    }

    func testInABatchOfEachKind() throws {
        let sampler = try sampler()
        let mixtures: [NegativeMixture] = [
            .easy, .hard, .superHard, .mixed, try NegativeMixture(easy: 0.4, hard: 0.3, superHard: 0.3),
        ]
        for mixture in mixtures {
            try assertChance("batches, \(mixture)") { random in
                (0..<1000).map { _ in sampler.batch(clips: 10, mixture: mixture, using: &random) }
            }
        }
    }

    /// A step of few clips may hold one easy negative alone, beside others of another law.
    func testInSmallBatches() throws {
        let sampler = try sampler()
        for clips in 2...4 {
            try assertChance("batches of \(clips)") { random in
                (0..<4000).map { _ in
                    sampler.batch(clips: clips, mixture: .hard(share: 0.5), using: &random)
                }
            }
        }
    }

    func testInTheTestOfEachKind() throws {
        let sampler = try sampler()
        for kind in Negative.allCases {
            try assertChance("questions, \(kind)") { random in [sampler.testPairs(kind, pairs: 20_000, using: &random)] }
        }
    }
}
