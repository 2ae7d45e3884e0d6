import Datasets
import Foundation
import Media
import TestSupport
import XCTest

/// A store whose bytes were altered: what is read is what was decoded, or an error, and the rest is not decoded again.
final class DamagedStoreTests: XCTestCase {
    private static let folder = try! TemporaryFolder()
    private static let format = DecodedFormat(side: 8)

    override class func tearDown() { try? FileManager.default.removeItem(atPath: folder.path) }

    override func setUpWithError() throws {
        try? FileManager.default.removeItem(atPath: "\(Self.folder.path)/decoded")
        try? FileManager.default.removeItem(atPath: Self.videos)
        try FileManager.default.createDirectory(atPath: Self.videos, withIntermediateDirectories: true)
        for number in 0..<3 { try film("\(Self.videos)/\(number).mp4", tone: number + 1) }
    }

    private static var videos: String { "\(folder.path)/videos" }

    private func film(_ path: String, tone: Int) throws {
        let writer = try MediaWriter(
            path, video: VideoSettings(width: 32, height: 32, frameRate: 12), audio: AudioSettings(sampleRate: 16000))
        for frame in 0..<12 {
            try writer.append(frame: [UInt8](repeating: UInt8(40 * tone + 3 * frame), count: 32 * 32 * 3))
        }
        try writer.append(samples: (0..<16000).map { 0.3 * sin(Float($0) * 0.1 * Float(tone)) })
        try writer.finish()
    }

    private func open() throws -> DecodedVideos {
        try DecodedVideos(VideoFolder(Self.videos).videos(), format: Self.format, in: Self.folder.root)
    }

    private func contents(_ videos: DecodedVideos) throws -> [[UInt8]] {
        try (0..<videos.count).map { video in
            try videos.pixels(at: ClipPlace(video: video, start: 0), frames: 12)
                + videos.bank(video).scalars.flatMap { withUnsafeBytes(of: $0, Array.init) }
        }
    }

    private func path(_ file: String) throws -> String {
        let decoded = "\(Self.folder.path)/decoded"
        return "\(decoded)/\(try XCTUnwrap(FileManager.default.contentsOfDirectory(atPath: decoded).first))/\(file)"
    }

    private func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    func testAlteredBytesAreMadeAgainInTheirPlace() throws {
        let videos = try open()
        let (right, normalization) = (try contents(videos), videos.normalization)
        let clips = try path("clips")
        let (good, index) = (try read(clips), try read(path("index")))
        XCTAssertGreaterThan(good.count, 3 * 12 * 8 * 8 * 3)
        let step = good.count / 40
        for place in stride(from: 3, to: good.count, by: step) {
            var bad = good
            bad[place] ^= 1 << UInt8(place % 8)
            try Data(bad).write(to: URL(fileURLWithPath: clips))
            let again = try open()
            XCTAssertTrue(try contents(again) == right, "byte \(place)")
            XCTAssertEqual(again.normalization, normalization, "byte \(place)")
            // What fills the bytes between two videos counts for nothing and is nobody's.
            let differences = zip(try read(clips), good).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
            XCTAssertTrue(differences.isEmpty || differences == [place], "\(differences)")
            XCTAssertEqual(try read(path("index")), index, "no video was decoded into another place")
        }
    }

    /// Bytes that change while a set is in use are found by a process that has not read them yet.
    func testBytesAlteredAfterOpeningAreFound() throws {
        let right = try contents(open())
        let videos = try open()
        let clips = try path("clips")
        var bad = try read(clips)
        // The training set's own statistics were taken from whole bytes; the copy below has read nothing yet.
        let test = VideoSet(name: "test", role: .test, items: videos.set.items)
        let fresh = try DecodedVideos(
            test, format: Self.format, normalization: videos.normalization, in: Self.folder.root)
        for place in bad.indices where place % 97 == 0 { bad[place] ^= 255 }
        try Data(bad).write(to: URL(fileURLWithPath: clips))
        XCTAssertTrue(try contents(fresh) == right)
    }

    func testALineWithAWrongDigestIsPutRight() throws {
        let right = try contents(open())
        let index = try path("index")
        let text = String(decoding: try read(index), as: UTF8.self)
        let line = try XCTUnwrap(text.split(separator: "\n").first { $0.hasPrefix("clip ") })
        let digest = line.split(separator: " ")[6]
        let wrong = String(digest.map { $0 == "0" ? "1" : "0" })
        try Data(text.replacingOccurrences(of: digest, with: wrong).utf8).write(to: URL(fileURLWithPath: index))
        XCTAssertTrue(try contents(open()) == right)
        let mended = String(decoding: try read(index), as: UTF8.self)
        XCTAssertEqual(mended.split(separator: "\n").count { $0.contains(digest) }, 1)
        XCTAssertTrue(try contents(open()) == right)
    }

    /// Where the file gives other clips by now, nothing is passed off as the old one.
    func testDamageThatTheFileCannotMendIsAnError() throws {
        let videos = try open()
        let test = VideoSet(name: "test", role: .test, items: videos.set.items)
        let fresh = try DecodedVideos(test, format: Self.format, normalization: videos.normalization, in: Self.folder.root)
        let clips = try path("clips")
        try Data([UInt8](repeating: 7, count: try read(clips).count)).write(to: URL(fileURLWithPath: clips))
        let file = videos.path(1)
        try FileManager.default.removeItem(atPath: file)
        try film(file, tone: 5)
        XCTAssertThrowsError(try contents(fresh)) { error in
            guard case DatasetError.readFailed(clips, let reason) = error else { return XCTFail("\(error)") }
            XCTAssertTrue(reason.contains(file) && reason.contains("run again"), reason)
        }
        XCTAssertEqual(try contents(open()).count, 3)
    }

    /// Too many open files is no property of a file: the set is not decoded this time, and is whole the next.
    func testAShortageIsNotRemembered() throws {
        var limits = rlimit()
        XCTAssertEqual(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits), 0)
        let before = limits
        let set = try VideoFolder(Self.videos).videos()
        // Descriptors up to the limit are taken, but for the two of the store and the lock.
        limits.rlim_cur = 256
        XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits), 0)
        var taken: [Int32] = []
        while case let descriptor = Glibc.open("/dev/null", O_RDONLY), descriptor >= 0 { taken.append(descriptor) }
        for _ in 0..<3 { if let last = taken.popLast() { close(last) } }
        let outcome = Result { try DecodedVideos(set, format: Self.format, in: Self.folder.root, threads: 1) }
        for descriptor in taken { close(descriptor) }
        limits = before
        XCTAssertEqual(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits), 0)
        XCTAssertThrowsError(try outcome.get()) { XCTAssertTrue("\($0)".contains("Too many open files"), "\($0)") }
        let videos = try open()
        XCTAssertEqual(videos.count, 3)
        XCTAssertTrue(videos.skipped.isEmpty)
    }

    /// A file that is away for a while is left out for that while.
    func testAFileThatIsAwayIsNotRemembered() throws {
        let set = try VideoFolder(Self.videos).videos()
        let file = set.items[1].path
        try FileManager.default.moveItem(atPath: file, toPath: "\(Self.folder.path)/away.mp4")
        let without = try DecodedVideos(set, format: Self.format, in: Self.folder.root)
        XCTAssertEqual(without.count, 2)
        XCTAssertEqual(without.skipped.entries.map(\.path), [file])
        XCTAssertFalse(String(decoding: try read(path("index")), as: UTF8.self).contains("skip "))
        try FileManager.default.moveItem(atPath: "\(Self.folder.path)/away.mp4", toPath: file)
        XCTAssertEqual(try open().count, 3)
    }
}
