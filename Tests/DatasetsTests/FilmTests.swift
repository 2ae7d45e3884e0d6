import Datasets
import Foundation
import TestSupport
import XCTest

final class FilmTests: XCTestCase {
    private func film(seconds: Double, in folder: TemporaryDirectory) throws -> String {
        try SyntheticWorld.pretrain(
            train: 1, validation: 0, test: 0, specification: WorldSpecification(difficulty: .clean, duration: seconds),
            into: DataFolder(folder.path("data"))
        ).train.items[0].path
    }

    func testAFilmIsDividedByTime() throws {
        let folder = TemporaryDirectory()
        let splits = try Film(film(seconds: 60, in: folder), start: 2, piece: 4).splits(validation: 0.2, test: 0.3, gap: 1)
        // 58 s from 2 s on: training to 31 s, validation 32 … 42.6 s, test 43.6 … 60 s.
        XCTAssertEqual(splits.train.items.map(\.start), [2, 6, 10, 14, 18, 22, 26])
        XCTAssertEqual(splits.validation.items.map(\.start), [32, 36])
        XCTAssertEqual(splits.test.items.count, 4)
        let ends = splits.train.items.map { $0.start + ($0.duration ?? 0) }
        XCTAssertLessThanOrEqual(ends.max()! + 1, splits.validation.items[0].start)
        XCTAssertLessThanOrEqual(splits.validation.items[1].start + 4 + 1, splits.test.items[0].start + 1e-9)
        XCTAssertLessThanOrEqual(splits.test.items[3].start + 4, 60)
        XCTAssertEqual(Set((splits.train.items + splits.validation.items + splits.test.items).map(\.id)).count, 13)

        let decoded = try DecodedVideos(splits.train, format: DecodedFormat(), in: DataFolder(folder.path("data")))
        XCTAssertEqual(decoded.count, 7)
        XCTAssertEqual(decoded.duration(3), 4, accuracy: 0.1)
    }

    func testPiecesOfOneFilmThatOverlapAreALeak() throws {
        let folder = TemporaryDirectory()
        let path = try film(seconds: 20, in: folder)
        let (early, late) = (try Film(path, start: 0, end: 12, piece: 4), try Film(path, start: 6, piece: 4))
        XCTAssertThrowsError(try Splits.check(early.pieces, against: late.pieces)) { error in
            guard case DatasetError.leak? = error as? DatasetError else { return XCTFail("\(error)") }
        }
        XCTAssertNoThrow(try Splits.check(early.pieces, against: try Film(path, start: 12, piece: 4).pieces))
    }

    func testAFilmThatIsTooShort() throws {
        let folder = TemporaryDirectory()
        let path = try film(seconds: 20, in: folder)
        XCTAssertThrowsError(try Film(path, start: 15, piece: 8)) { XCTAssertTrue("\($0)".contains("5.0"), "\($0)") }
        XCTAssertThrowsError(try Film(path, piece: 8).splits()) { XCTAssertTrue("\($0)".contains("shorter pieces"), "\($0)") }
        XCTAssertThrowsError(try Film(folder.path("missing.mp4")))
    }
}
