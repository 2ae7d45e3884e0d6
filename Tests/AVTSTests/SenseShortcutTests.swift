import AVTS
import Datasets
import Foundation
import Tensors
import XCTest

/// What one sense alone holds, in real files of a generated world, says nothing about whether the other belongs to it; nor is it heard
/// where a video begins and ends.
final class SenseShortcutTests: XCTestCase {
    private nonisolated(unsafe) static var folder: URL!
    private nonisolated(unsafe) static var train: DecodedVideos!
    private nonisolated(unsafe) static var test: DecodedVideos!
    private static let geometry = Configuration(scale: .mini).geometry

    override class func setUp() {
        folder = FileManager.default.temporaryDirectory.appending(path: "avts-tests-\(UUID().uuidString)")
        let root = DataFolder(folder.path)
        do {
            let splits = try SyntheticWorld.pretrain(
                train: 200, validation: 2, test: 200, specification: WorldSpecification(difficulty: .clean), into: root)
            train = try DecodedVideos(splits.train, format: geometry.format, gridStep: geometry.grid, in: root)
            test = try DecodedVideos(
                splits.test, format: geometry.format, gridStep: geometry.grid, normalization: train.normalization, in: root)
        } catch { XCTFail("\(error)") }
    }

    override class func tearDown() {
        try? FileManager.default.removeItem(at: folder)
        (folder, train, test) = (nil, nil, nil)
    }

    private func starts(_ videos: DecodedVideos) -> [Int] {
        (0..<videos.count).map { videos.startCount($0, clip: Self.geometry.duration) }
    }

    /// The bands' means and deviations over the clip, and the first and last five rows as they are.
    private func heard(_ videos: DecodedVideos, _ places: [ClipPlace]) throws -> [[Float]] {
        let sounds = try videos.spectrograms(at: places, rows: Self.geometry.rows)
        let rows = sounds.shape[1]
        let mean = sounds.mean(axes: [1])
        let middle = mean.reshaped(to: [places.count, 1, sounds.shape[2], 1])
        let deviation = (sounds - middle).square().mean(axes: [1]).sqrt()
        let parts = [
            mean, deviation, sounds.slice(axis: 1, 0..<5), sounds.slice(axis: 1, rows - 5..<rows),
        ].map { $0.reshaped(to: [places.count, $0.count / places.count]) }
        return table(.concatenated(parts, axis: 1))
    }

    /// Means over 8×8 parts of the picture, of the first frame, of the last and of all.
    private func seen(_ videos: DecodedVideos, _ places: [ClipPlace]) throws -> [[Float]] {
        let clips = try videos.clips(at: places, frames: Self.geometry.frames)
        let parts = [clips.slice(axis: 1, 0..<1), clips.slice(axis: 1, 11..<12), clips.mean(axes: [1])].map {
            $0.reshaped(to: [places.count, 4, 8, 4, 8, 3]).mean(axes: [2, 4]).reshaped(to: [places.count, 48])
        }
        return table(.concatenated(parts, axis: 1))
    }

    private func table(_ tensor: Tensor) -> [[Float]] {
        let (values, width) = (tensor.scalars, tensor.shape[1])
        return (0..<tensor.shape[0]).map { Array(values[$0 * width..<($0 + 1) * width]) }
    }

    private func rows(_ pairs: PairBatch, _ features: [[Float]], _ of: [Int]) -> LinearProbe.Rows {
        LinearProbe.Rows(features: of.map { features[$0] }, labels: pairs.inSync)
    }

    func testOneSenseAloneSaysNothing() throws {
        for kind in Negative.allCases {
            func pairs(_ videos: DecodedVideos) throws -> PairBatch {
                let grid = try Self.geometry.startGrid()
                let sampler = try PairSampler(starts: starts(videos), grid: grid, clip: Self.geometry.duration)
                var random = RandomStream(seed: 4).split(kind.rawValue).split(videos.set.role.rawValue)
                return sampler.testPairs(kind, pairs: 4000, using: &random)
            }
            let (learnt, asked) = (try pairs(Self.train), try pairs(Self.test))
            try LinearProbe(
                train: rows(learnt, heard(Self.train, learnt.sounds), learnt.soundOfPair),
                test: rows(asked, heard(Self.test, asked.sounds), asked.soundOfPair)
            ).assertChance("sound alone, \(kind)")
            try LinearProbe(
                train: rows(learnt, seen(Self.train, learnt.clips), learnt.clipOfPair),
                test: rows(asked, seen(Self.test, asked.clips), asked.clipOfPair)
            ).assertChance("picture alone, \(kind)")
        }
    }

    /// Were the end of a video audible, say by silence behind it, sound alone would tell which clips lie there.
    func testWhereAVideoBeginsAndEndsIsNotHeard() throws {
        for (what, edge) in [("first", { _ in 0 }), ("last", { $0 - 1 })] as [(String, (Int) -> Int)] {
            func rows(_ videos: DecodedVideos) throws -> LinearProbe.Rows {
                var random = RandomStream(seed: 8).split(what).split(videos.set.role.rawValue)
                var (places, labels): ([ClipPlace], [Bool]) = ([], [])
                for (video, count) in starts(videos).enumerated() {
                    places.append(ClipPlace(video: video, start: edge(count)))
                    // Well inside, so that the two clips share no row.
                    places.append(ClipPlace(video: video, start: random.integer(in: 4..<count - 4)))
                    labels += [true, false]
                }
                return LinearProbe.Rows(features: try heard(videos, places), labels: labels)
            }
            try LinearProbe(train: rows(Self.train), test: rows(Self.test), cost: 0.01).assertChance("the \(what) start, heard")
        }
    }
}
