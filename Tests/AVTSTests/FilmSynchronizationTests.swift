import AVTS
import Datasets
import Foundation
import Media
import Tensors
import TestSupport
import XCTest

final class FilmSynchronizationTests: XCTestCase {
    func testTheLowestMeanIsTheDelay() {
        let offsets = [-0.2, -0.1, 0, 0.1, 0.2]
        let valley = [3.0, 2, 2, 1, 3]
        let film = FilmSynchronization(distances: [valley, valley.map { $0 + 1 }, valley], offsets: offsets)
        XCTAssertEqual(film.soundDelay, 0.1)
        XCTAssertEqual(film.interval, 0.1...0.1)
        XCTAssertEqual(film.confidence, 1, accuracy: 1e-9)
        XCTAssertEqual(film.clips, 3)
        assertClose(film.mean, [10.0 / 3, 7.0 / 3, 7.0 / 3, 4.0 / 3, 10.0 / 3])
        // Clips that disagree widen the interval.
        let torn = FilmSynchronization(distances: [[0, 1, 1, 1, 1.1], [1.1, 1, 1, 1, 0]], offsets: offsets)
        XCTAssertEqual(torn.interval, -0.2...0.2)
    }

    /// Whatever a network hears: sound moved by a known time moves the whole curve by that time, through encoder, muxer and decoder.
    func testShiftedSoundMovesTheCurveByAsMuch() throws {
        let folder = TemporaryDirectory()
        let root = DataFolder(folder.path("data"))
        let configuration = Configuration(scale: .smoke)
        let world = try SyntheticWorld.pretrain(
            train: 4, validation: 1, test: 1, specification: WorldSpecification(difficulty: .clean, duration: 9), into: root)
        let data = try DecodedVideos(world.train, format: configuration.geometry.format, in: root)
        let network = try TwoStreamNetwork(configuration, seed: 2)
        // Where late sound has begun and early sound has not ended: the same pictures in all.
        func look(_ film: String) throws -> FilmSynchronization {
            try FilmSynchronization(
                of: film, from: 0.5, to: 8.2, network: network, geometry: configuration.geometry,
                normalization: data.normalization, reach: 1.5, in: root)
        }
        for (number, shift) in [-0.6, -0.25, 0.1, 0.45].enumerated() {
            let film = world.train.items[number].path
            let copy = folder.path("shifted\(number).mp4")
            try Remuxer.shiftSound(of: film, by: shift, to: copy)
            let (before, after) = (try look(film), try look(copy))
            XCTAssertEqual(before.offsets.count, 61)
            let step = before.offsets[1] - before.offsets[0]
            func difference(_ lag: Int) -> Double {
                let places = before.mean.indices.filter { before.mean.indices.contains($0 - lag) }
                return places.reduce(0) { $0 + pow(after.mean[$1] - before.mean[$1 - lag], 2) } / Double(places.count)
            }
            let found = Double((-20...20).min { difference($0) < difference($1) } ?? 0) * step
            XCTAssertEqual(found, shift, accuracy: 0.051, "sound moved by \(shift) s")
        }
    }

    func testAFilmThatIsTooShort() throws {
        let folder = TemporaryDirectory()
        let root = DataFolder(folder.path("data"))
        let configuration = Configuration(scale: .smoke)
        let world = try SyntheticWorld.pretrain(
            train: 2, validation: 1, test: 1, specification: WorldSpecification(difficulty: .clean, duration: 2), into: root)
        let data = try DecodedVideos(world.train, format: configuration.geometry.format, in: root)
        XCTAssertThrowsError(
            try FilmSynchronization(
                of: world.train.items[0].path, network: try TwoStreamNetwork(configuration, seed: 2),
                geometry: configuration.geometry,
                normalization: data.normalization, reach: 1, in: root)
        ) { error in
            XCTAssertTrue("\(error)".contains("longer part than a piece of 3.0 s"), "\(error)")
        }
    }
}
