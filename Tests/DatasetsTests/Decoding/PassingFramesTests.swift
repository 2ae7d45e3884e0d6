import Datasets
import TestSupport
import XCTest

/// Sets whose frames are decoded when they are shown: the same numbers, without the room.
final class PassingFramesTests: XCTestCase {
    private static let folder = try! TemporaryFolder()
    private static let sets = try! SyntheticWorld.pretrain(
        train: 6, validation: 2, test: 2, specification: WorldSpecification(difficulty: .clean), into: folder.root)

    override class func tearDown() { try? FileManager.default.removeItem(atPath: folder.path) }

    private var passing: DecodedFormat {
        var format = DecodedFormat()
        format.picture?.isKept = false
        return format
    }

    /// Bytes of all decoded stores.
    private func bytes(_ folder: TemporaryFolder) throws -> Int {
        let root = URL(fileURLWithPath: folder.path).appending(path: "decoded")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.fileSizeKey])
        return try (files?.allObjects as? [URL] ?? []).reduce(0) {
            $0 + (try $1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
        }
    }

    func testTheyAreTheFramesOfAStore() throws {
        let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
        let kept = try DecodedVideos(Self.sets.train, format: DecodedFormat(), in: first.root)
        let passed = try DecodedVideos(Self.sets.train, format: passing, in: second.root)
        XCTAssertEqual(passed.count, 6)
        XCTAssertEqual(passed.normalization, kept.normalization)
        XCTAssertEqual((0..<6).map(passed.duration), (0..<6).map(kept.duration))
        let places = (0..<12).map { ClipPlace(video: $0 % 6, start: ($0 * 5) % 13) }
        XCTAssertEqual(try passed.clips(at: places, frames: 12), try kept.clips(at: places, frames: 12))
        XCTAssertEqual(try passed.spectrograms(at: places, rows: 99), try kept.spectrograms(at: places, rows: 99))
        for place in places { XCTAssertEqual(try passed.pixels(at: place, frames: 12), try kept.pixels(at: place, frames: 12)) }
        let (less, more) = (try bytes(second), try bytes(first))
        XCTAssertLessThan(less, 6 * 400 * 40 * 4 + 4096)
        XCTAssertGreaterThan(more, 6 * 48 * 32 * 32 * 3)
        XCTAssertEqual(passing.bytes(seconds: 4), 399 * 160)
        // Taken from the store, and with the same files the same data.
        let again = try DecodedVideos(Self.sets.train, format: passing, in: second.root)
        XCTAssertEqual(again.digest, passed.digest)
        XCTAssertNotEqual(again.digest, kept.digest)
        XCTAssertEqual(try again.clips(at: places, frames: 12), try kept.clips(at: places, frames: 12))
    }

    func testPicturesAloneTakeNoRoom() throws {
        let folder = try TemporaryFolder()
        let format = DecodedFormat(picture: passing.picture, sound: nil)
        for _ in 0..<2 {
            let videos = try DecodedVideos(Self.sets.train, format: format, in: folder.root)
            XCTAssertEqual(try videos.clips(at: [ClipPlace(video: 5, start: 12)], frames: 12).shape, [1, 12, 32, 32, 3])
        }
        XCTAssertLessThan(try bytes(folder), 16 << 10)
    }

    func testAFileThatIsAnotherNowIsRefused() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/videos", withIntermediateDirectories: true)
        for index in 0..<2 {
            try FileManager.default.copyItem(
                atPath: Self.sets.train.items[index].path, toPath: "\(folder.path)/videos/\(index).mp4")
        }
        let set = try VideoFolder("\(folder.path)/videos").videos()
        let normalization = try DecodedVideos(set, format: passing, in: folder.root).normalization
        let videos = try DecodedVideos(set, format: passing, normalization: normalization, in: folder.root)
        try FileManager.default.removeItem(atPath: "\(folder.path)/videos/1.mp4")
        try FileManager.default.copyItem(atPath: Self.sets.train.items[2].path, toPath: "\(folder.path)/videos/1.mp4")
        XCTAssertNoThrow(try videos.clips(at: [ClipPlace(video: 0, start: 0)], frames: 12))
        XCTAssertThrowsError(try videos.clips(at: [ClipPlace(video: 1, start: 0)], frames: 12)) {
            XCTAssertTrue("\($0)".contains("1.mp4") && "\($0)".contains("changed"), "\($0)")
        }
    }

    func testADamagedStoreIsMended() throws {
        let folder = try TemporaryFolder()
        let whole = try DecodedVideos(Self.sets.train, format: passing, in: folder.root)
        let bank = try whole.bank(3)
        let index = try XCTUnwrap(folder.contents("decoded").keys.first { $0.hasSuffix("clips") })
        let path = "\(folder.path)/decoded/\(index)"
        var bytes = try XCTUnwrap(FileManager.default.contents(atPath: path))
        for at in stride(from: 0, to: bytes.count, by: 1000) { bytes[at] ^= 0xFF }
        try bytes.write(to: URL(fileURLWithPath: path))
        let mended = try DecodedVideos(
            Self.sets.train, format: passing, normalization: whole.normalization, in: folder.root)
        XCTAssertEqual(try mended.bank(3), bank)
        XCTAssertEqual(mended.digest, whole.digest)
    }
}
