import Datasets
import XCTest

/// The synthetic world's labelled sets, read back through the loaders of the real ones.
final class WorldLayoutTests: XCTestCase {
    private func specification(_ name: String, duration: Double = 1) -> WorldSpecification {
        WorldSpecification(name: name, frameSide: 32, duration: duration)
    }

    func testTheUCFLikeSet() throws {
        let folder = try TemporaryFolder()
        let set = try SyntheticWorld.ucfLike(groups: 4, clips: 2, specification: specification("ucf-like"), into: folder.root)
        var tested = Set<String>()
        for number in 1...3 {
            let split = try set.split(number)
            XCTAssertEqual([split.train.count, split.test.count], [48, 16])
            XCTAssertEqual(split.train.classes.count, 8)
            XCTAssertEqual(split.train.classes[0], "Bounce")
            tested.formUnion(split.test.items.map(\.group))
        }
        XCTAssertEqual(tested.count, 24, "each split tests other groups")
        let decoded = try DecodedVideos(
            try set.split(1).train, format: DecodedFormat(side: 16), minimumDuration: 1, in: folder.root)
        XCTAssertTrue(decoded.skipped.isEmpty, "\(decoded.skipped)")
        XCTAssertNotNil(decoded.label(0))
        // The other splits hold the same files: nothing is decoded twice.
        var work: [WorkProgress] = []
        _ = try DecodedVideos(
            try set.split(2).train, format: DecodedFormat(side: 16), in: folder.root, progress: { work.append($0) })
        XCTAssertGreaterThanOrEqual(work.first?.done ?? 0, 32)
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/decoded").count, 1)
    }

    func testTheHMDBLikeSet() throws {
        let folder = try TemporaryFolder()
        var harder = specification("hmdb-like")
        harder.difficulty = harder.difficulty.handHeld()
        let set = try SyntheticWorld.hmdbLike(clips: 10, specification: harder, into: folder.root)
        for number in 1...3 {
            let split = try set.split(number)
            XCTAssertEqual([split.train.count, split.test.count], [48, 24])
        }
        XCTAssertNotEqual(try set.split(1).test.items, try set.split(2).test.items)
        let survey = try set.split(1).train.survey()
        XCTAssertEqual([survey.count, survey.withPicture, survey.withSound, survey.broken.count], [48, 48, 48, 0])
        XCTAssertEqual(survey.seconds, 48, accuracy: 5)
        XCTAssertTrue(survey.perClass.allSatisfy { $0.count == 6 })
        XCTAssertTrue("\(survey)".contains("8 classes of 6 items"), "\(survey)")
        let decoded = try DecodedVideos(try set.split(1).train, format: DecodedFormat(side: 16), in: folder.root)
        XCTAssertTrue(decoded.skipped.isEmpty, "\(decoded.skipped)")
    }

    func testTheESCLikeSet() throws {
        let folder = try TemporaryFolder()
        let set = try SyntheticWorld.escLike(
            recordings: 1, specification: WorldSpecification(name: "esc-like", duration: 5, sampleRate: 16000), into: folder.root)
        XCTAssertEqual(set.classes.count, 12)
        XCTAssertEqual(set.folds, [1, 2, 3, 4, 5])
        let fold = try set.fold(3)
        XCTAssertEqual([fold.train.count, fold.test.count], [96, 24])
        let decoded = try DecodedVideos(
            fold.train.prefix(24), format: DecodedFormat(picture: nil, sound: .init()), in: folder.root)
        XCTAssertTrue(decoded.skipped.isEmpty, "\(decoded.skipped)")
        XCTAssertEqual(decoded.duration(0), 5)
        XCTAssertEqual(try ESC50(root: set.root, onlyESC10: true).classes.count, 8)
    }

    func testTheDCASELikeSet() throws {
        let folder = try TemporaryFolder()
        let set = try SyntheticWorld.dcaseLike(
            files: 1, specification: WorldSpecification(name: "dcase-like", duration: 3), into: folder.root)
        let split = try set.split()
        XCTAssertEqual([split.train.count, split.test.count], [10, 10])
        XCTAssertEqual(split.train.classes.count, 10)
        let train = try XCTUnwrap(FileManager.default.contents(atPath: split.train.items[0].path))
        XCTAssertNotEqual(train, FileManager.default.contents(atPath: split.test.items[0].path))
        XCTAssertEqual(train.count, 44 + 3 * 16000 * 4, accuracy: 200)
    }

    func testTheFlickrLikeSetKeepsSoundApartAsMP3InSync() throws {
        let folder = try TemporaryFolder()
        var clean = specification("flickr-like", duration: 2)
        clean.difficulty = .clean
        let set = try SyntheticWorld.flickrLike(count: 3, specification: clean, into: folder.root).videos()
        XCTAssertEqual(set.count, 3)
        XCTAssertTrue(set.items.allSatisfy { $0.soundPath?.hasSuffix(".mp3") ?? false })
        let decoded = try DecodedVideos(set, format: DecodedFormat(side: 16), in: folder.root)
        XCTAssertTrue(decoded.skipped.isEmpty, "\(decoded.skipped)")
        XCTAssertEqual(decoded.duration(0), 2)
        // The same videos as MP4 with AAC: the sound lies where it should, in spite of the MP3 encoder's delay.
        let whole = try SyntheticWorld.pretrain(
            train: 3, validation: 0, test: 0, specification: clean, into: folder.root)
        let other = try DecodedVideos(whole.train, format: DecodedFormat(side: 16), in: folder.root)
        for index in 0..<3 {
            let (a, b) = (try loudness(decoded, index), try loudness(other, index))
            let shifts = (-5...5).map { shift in
                (10..<a.count - 10).reduce(Float(0)) { $0 + a[$1] * b[$1 + shift] }
            }
            XCTAssertEqual(shifts.firstIndex(of: shifts.max()!)! - 5, 0, accuracy: 1)
        }
    }

    /// Power over time, mean removed.
    private func loudness(_ videos: DecodedVideos, _ index: Int) throws -> [Float] {
        let bank = try videos.bank(index).scalars
        let rows = (0..<bank.count / 40).map { bank[$0 * 40..<($0 + 1) * 40].reduce(0, +) }
        let mean = rows.reduce(0, +) / Float(rows.count)
        return rows.map { $0 - mean }
    }
}
