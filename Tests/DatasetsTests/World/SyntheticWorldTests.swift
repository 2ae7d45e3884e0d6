import Datasets
import Media
import XCTest

final class SyntheticWorldTests: XCTestCase {
    private let small = WorldSpecification(frameSide: 32, duration: 1)

    func testTheSameSeedGivesTheSameBytes() throws {
        let (a, b) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try SyntheticWorld.pretrain(train: 6, validation: 2, test: 2, specification: small, into: a.root)
        _ = try SyntheticWorld.pretrain(train: 6, validation: 2, test: 2, specification: small, into: b.root)
        XCTAssertEqual(a.contents(), b.contents())
        XCTAssertEqual(a.contents().keys.filter { $0.hasSuffix(".mp4") }.count, 10)
    }

    func testAnInterruptedGenerationIsFinishedNotRestarted() throws {
        let folder = try TemporaryFolder()
        let whole = try TemporaryFolder()
        var polls = 0
        XCTAssertThrowsError(
            try SyntheticWorld.pretrain(
                train: 400, validation: 1, test: 1, specification: small, into: folder.root,
                poll: {
                    polls += 1
                    throw Interrupted()
                })
        ) { XCTAssertTrue($0 is Interrupted) }
        XCTAssertEqual(polls, 1)
        let first = folder.contents().filter { $0.key.hasSuffix(".mp4") }
        XCTAssertGreaterThan(first.count, 0)
        XCTAssertLessThan(first.count, 402)
        XCTAssertFalse(folder.contents().keys.contains { $0.hasSuffix(".partial") })
        // What is there stays untouched; only the rest is made.
        let sample = try XCTUnwrap(first.keys.first)
        let date = try modified("\(folder.path)/\(sample)")
        let sets = try SyntheticWorld.pretrain(train: 20, validation: 1, test: 1, specification: small, into: folder.root)
        XCTAssertEqual(try modified("\(folder.path)/\(sample)"), date)
        _ = try SyntheticWorld.pretrain(train: 20, validation: 1, test: 1, specification: small, into: whole.root)
        for item in sets.train.items {
            let other = item.path.replacingOccurrences(of: folder.path, with: whole.path)
            XCTAssertEqual(FileManager.default.contents(atPath: item.path), FileManager.default.contents(atPath: other))
        }
    }

    func testProgressStartsAtWhatIsReadyAndEndsAtOne() throws {
        let folder = try TemporaryFolder()
        _ = try SyntheticWorld.pretrain(train: 4, validation: 1, test: 1, specification: small, into: folder.root)
        var seen: [WorkProgress] = []
        _ = try SyntheticWorld.pretrain(
            train: 8, validation: 1, test: 1, specification: small, into: folder.root, progress: { seen.append($0) })
        XCTAssertGreaterThanOrEqual(seen[0].done, 6)
        XCTAssertEqual(seen.last?.fraction, 1)
        XCTAssertTrue(zip(seen, seen.dropFirst()).allSatisfy { $0.done <= $1.done })
    }

    func testTwoAtOnceShareTheFolder() throws {
        let (folder, alone) = (try TemporaryFolder(), try TemporaryFolder())
        let (small, root) = (small, folder.root)
        DispatchQueue.concurrentPerform(iterations: 3) { _ in
            let sets = try? SyntheticWorld.pretrain(train: 12, validation: 1, test: 1, specification: small, into: root)
            XCTAssertEqual(sets?.train.count, 12)
        }
        _ = try SyntheticWorld.pretrain(train: 12, validation: 1, test: 1, specification: small, into: alone.root)
        XCTAssertEqual(folder.contents(), alone.contents())
    }

    func testOtherNumbersGetAnotherFolder() throws {
        let folder = try TemporaryFolder()
        var other = small
        other.difficulty.strikeGlow = 0.5
        let a = try SyntheticWorld.pretrain(train: 1, validation: 1, test: 1, specification: small, into: folder.root)
        let b = try SyntheticWorld.pretrain(train: 1, validation: 1, test: 1, specification: other, into: folder.root)
        XCTAssertNotEqual(a.train.items[0].path, b.train.items[0].path)
        // A folder whose manifest no longer says what is in it is not trusted.
        let manifest = a.train.items[0].path.replacingOccurrences(of: "train/000000.mp4", with: "world.json")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: manifest))
        let c = try SyntheticWorld.pretrain(train: 1, validation: 1, test: 1, specification: small, into: folder.root)
        XCTAssertNotEqual(a.train.items[0].path, c.train.items[0].path)
    }

    func testAFolderThatCannotBeWrittenIsAClearError() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("not a folder", to: "file")
        XCTAssertThrowsError(
            try SyntheticWorld.pretrain(
                train: 1, validation: 1, test: 1, specification: small, into: DataFolder("\(file)/below"))
        ) { error in
            guard case DatasetError.writeFailed(let path, _) = error else { return XCTFail("\(error)") }
            XCTAssertTrue(path.contains("file/below"))
            XCTAssertTrue("\(error)".contains("AVTS_DATA"))
        }
    }

    func testTheEightfoldSetIsLargerAndSharesNoVideo() throws {
        let folder = try TemporaryFolder()
        let one = try SyntheticWorld.pretrain(train: 2, validation: 1, test: 1, specification: small, into: folder.root)
        let eight = try SyntheticWorld.pretrainEightfold(
            train: 2, validation: 1, test: 1, specification: small, into: folder.root)
        XCTAssertEqual(eight.train.count, 16)
        let bytes = { (set: VideoSet) in Set(set.items.compactMap { FileManager.default.contents(atPath: $0.path) }) }
        XCTAssertTrue(bytes(one.train).isDisjoint(with: bytes(eight.train)))
        XCTAssertTrue(bytes(one.train).isDisjoint(with: bytes(one.test)))
    }

    private func modified(_ path: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
}
