import AVTS
import Datasets
import Layers
import Tensors
import XCTest

/// Steps in parts: the same pairs, and gradients that are the means over all of them.
final class MicroBatchTests: TinyWorldTestCase {
    override class var configuration: Configuration { configuration(nil) }

    private static func configuration(_ microBatch: Int?) -> Configuration {
        var configuration = Configuration(scale: .smoke)
        configuration.pairsPerStep = 24
        configuration.microBatch = microBatch
        configuration.testPairs = 20
        return configuration
    }

    private struct Pair: Hashable {
        var clip: ClipPlace
        var sound: ClipPlace
        var kind: Negative?
    }

    private func pairs(_ batch: PairBatch) -> [Pair] {
        batch.inSync.indices.map {
            Pair(clip: batch.clips[batch.clipOfPair[$0]], sound: batch.sounds[batch.soundOfPair[$0]], kind: batch.kinds[$0])
        }
    }

    func testThePartsOfABatchAreTheBatch() throws {
        let grid = try StartGrid(DecodedFormat(frameRate: 12, side: 32))
        let sampler = try PairSampler(starts: Array(repeating: 13, count: 40), grid: grid, clip: 1)
        var random = RandomStream(seed: 2)
        let mixture = try NegativeMixture(easy: 0.5, hard: 0.25, superHard: 0.25)
        let whole = sampler.batch(clips: 12, mixture: mixture, using: &random)
        XCTAssertEqual(pairs(whole.part(0, of: 1)), pairs(whole))
        for count in [2, 3, 6, 12] {
            let parts = (0..<count).map { whole.part($0, of: count) }
            for part in parts {
                XCTAssertEqual(part.clips.count, 12 / count)
                XCTAssertEqual(part.count, 24 / count)
                XCTAssertEqual(part.inSync.count { $0 }, 12 / count)
                XCTAssertEqual(Set(part.sounds).count, part.sounds.count, "each sound is embedded once")
                XCTAssertEqual(part.inSync, part.kinds.map { $0 == nil })
            }
            XCTAssertEqual(parts.flatMap { pairs($0).map { "\($0)" } }.sorted(), pairs(whole).map { "\($0)" }.sorted())
        }
    }

    /// Without batch normalisation's own statistics a step in parts is the step.
    func testALossInPartsIsTheLossOfTheWhole() throws {
        var losses: [[Double]] = []
        for microBatch in [nil, 12, 4] as [Int?] {
            let pretraining = try Pretraining(Self.world.data, Self.configuration(microBatch), seed: 3)
            losses.append(try pretraining.train([Stage(.mixed, steps: 3)], validateEvery: 0).history["loss"].values)
        }
        // Batch normalisation sees fewer windows: near, and not the same.
        XCTAssertEqual(losses[0][0], losses[1][0], accuracy: 0.3 * losses[0][0])
        XCTAssertNotEqual(losses[0], losses[1])
        let pretraining = try Pretraining(Self.world.data, Self.configuration(4), seed: 3)
        XCTAssertEqual(try pretraining.train([Stage(.mixed, steps: 3)], validateEvery: 0).history["loss"].values, losses[2])
    }

    func testPartsThatDoNotDivideAStepAreRefused() throws {
        for microBatch in [0, 1, 3, 5, 16, 26, -2] {
            XCTAssertThrowsError(try Pretraining(Self.world.data, Self.configuration(microBatch), seed: 0), "\(microBatch)") {
                XCTAssertEqual(($0 as? ConfigurationError)?.setting, "microBatch")
            }
        }
        // A step of 24 clips with 12 videos has 12, which 8 do not divide.
        var large = Self.configuration(6)
        large.pairsPerStep = 48
        XCTAssertThrowsError(try Pretraining(Self.world.data, large, seed: 0)) {
            XCTAssertTrue("\($0)".contains("more videos"), "\($0)")
        }
    }

    func testWindowsAtOnceHangOnTheirSize() throws {
        let paper = try TwoStreamNetwork(Configuration(), seed: 0)
        XCTAssertTrue((1...8).contains(EmbeddingMemory.windows(of: paper.video, [25, 224, 224, 3])))
        let small = try TwoStreamNetwork(Configuration(scale: .mini), seed: 0)
        XCTAssertEqual(EmbeddingMemory.windows(of: small.video, [12, 32, 32, 3]), 64)
        XCTAssertEqual(EmbeddingMemory.windows(of: small.audio, [99, 40, 1]), 64)
    }

    func testCropsOfSeveralSizes() throws {
        var configuration = Self.configuration(8)
        configuration.geometry.crop = 24
        configuration.flip = true
        let stages = [Stage(.easy, steps: 3)]
        func losses(_ change: (inout Configuration) -> Void) throws -> [Double] {
            var changed = configuration
            change(&changed)
            let pretraining = try Pretraining(Self.world.data, changed, seed: 1)
            let pair = try pretraining.train(stages, validateEvery: 0)
            XCTAssertTrue((0...100).contains(try pretraining.evaluate(pair).hard.accuracy))
            return pair.history["loss"].values
        }
        let several = try losses { _ in }
        XCTAssertEqual(several, try losses { _ in })
        XCTAssertNotEqual(several, try losses { $0.cropScales = [] })
        XCTAssertNotEqual(several, try losses { $0.flip = false })
        let coloured = try losses {
            $0.colour = ColourJitter(brightness: 0.5, contrast: 0.5, saturation: 0.5, hue: 0.2, grey: 0.3)
        }
        XCTAssertNotEqual(several, coloured)
        XCTAssertEqual(
            coloured,
            try losses { $0.colour = ColourJitter(brightness: 0.5, contrast: 0.5, saturation: 0.5, hue: 0.2, grey: 0.3) })
        for (plain, same) in zip(several, try losses { $0.colour = ColourJitter() }) {
            XCTAssertEqual(plain, same, accuracy: 1e-3, "no change of colours, but for rounding")
        }
        for (setting, change) in [
            ("crop", { $0.geometry.crop = 33 }), ("crop", { $0.geometry.crop = 0 }), ("cropScales", { $0.cropScales = [1.1] }),
            ("cropScales", { $0.cropScales = [0] }),
        ] as [(String, (inout Configuration) -> Void)] {
            var changed = configuration
            change(&changed)
            XCTAssertThrowsError(try Pretraining(Self.world.data, changed, seed: 1)) {
                XCTAssertEqual(($0 as? ConfigurationError)?.setting, setting)
            }
        }
    }
}
