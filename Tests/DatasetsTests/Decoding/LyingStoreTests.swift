import Datasets
import Foundation
import Media
import TestSupport
import XCTest

/// A store whose index claims what its bytes do not bear out, and one that is cut short while in use.
final class LyingStoreTests: XCTestCase {
    private static let folder = try! TemporaryFolder()
    private static let format = DecodedFormat(side: 8)

    override class func tearDown() { try? FileManager.default.removeItem(atPath: folder.path) }

    override func setUp() { try? FileManager.default.removeItem(atPath: "\(Self.folder.path)/decoded") }

    /// Three videos of a second: small, since each lie has them decoded again.
    private static let set: VideoSet = {
        let videos = "\(folder.path)/videos"
        try! FileManager.default.createDirectory(atPath: videos, withIntermediateDirectories: true)
        for number in 0..<3 {
            let writer = try! MediaWriter(
                "\(videos)/\(number).mp4", video: VideoSettings(width: 32, height: 32, frameRate: 12),
                audio: AudioSettings(sampleRate: 16000))
            for frame in 0..<12 {
                try! writer.append(frame: [UInt8](repeating: UInt8(40 * number + 3 * frame), count: 32 * 32 * 3))
            }
            try! writer.append(samples: (0..<16000).map { 0.3 * sin(Float($0) * 0.1 * Float(number + 1)) })
            try! writer.finish()
        }
        return try! VideoFolder(videos).videos()
    }()

    private func open() throws -> DecodedVideos { try DecodedVideos(Self.set, format: Self.format, in: Self.folder.root) }

    private func contents(_ videos: DecodedVideos) throws -> [[UInt8]] {
        try (0..<videos.count).map { video in
            try videos.pixels(at: ClipPlace(video: video, start: 0), frames: 12)
                + videos.bank(video).scalars.flatMap { withUnsafeBytes(of: $0, Array.init) }
        }
    }

    /// The store's two files.
    private func paths() throws -> (index: String, clips: String) {
        let decoded = "\(Self.folder.path)/decoded"
        let store = try XCTUnwrap(FileManager.default.contentsOfDirectory(atPath: decoded).first)
        return ("\(decoded)/\(store)/index", "\(decoded)/\(store)/clips")
    }

    func testWhatTheIndexClaimsWronglyIsDecodedAgain() throws {
        let right = try contents(open())
        let (index, _) = try paths()
        let text = try String(contentsOfFile: index, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("clip ") }
        XCTAssertEqual(lines.count, 3)
        let fields = lines[1].split(separator: " ").map(String.init)
        let (key, offset, frames, rows, duration, digest) = (fields[1], fields[2], fields[3], fields[4], fields[5], fields[6])
        let other = lines[0].split(separator: " ")[2]
        let huge = [
            "\(Int.max)", "\(Int.max - 63)", "\(1 << 62)", "\(1 << 40)", "99999999999999999999", "-1", "\(Int.min)", "x", "",
        ]
        var lies: [[String]] = []
        for size in huge {
            lies += [
                [size, frames, rows, duration], [offset, size, rows, duration], [offset, frames, size, duration],
                [size, size, size, duration],
            ]
        }
        for time in ["nan", "inf", "-inf", "-1", "1e300", "0.5", "2", "99", "-0", "1e-320", "x"] {
            lies.append([offset, frames, rows, time])
        }
        // Another video's bytes; bytes between two videos'; half of the frames with all of the time; no picture at all.
        lies += [["\(other)", frames, rows, duration], ["\(Int(offset)! - 64)", frames, rows, duration]]
        lies += [[offset, "\(Int(frames)! / 2)", rows, duration], [offset, "0", rows, duration], [offset, frames, "0", "0"]]
        let peak = try peakMemory {
            for lie in lies {
                let line = IndexLine.checked("clip \(key) \(lie.joined(separator: " ")) \(digest)")
                try Data("\(text)\(line)\n".utf8).write(to: URL(fileURLWithPath: index))
                XCTAssertTrue(try contents(open()) == right, "\(lie)")
                try Data(text.utf8).write(to: URL(fileURLWithPath: index))
            }
        }
        XCTAssertLessThan(peak, 64 << 20)
    }

    /// A line is believed as it was written, or not: with another's key it would pass that one's clip off as its own.
    func testALineWithAnothersKeyOrReasonIsNotBelieved() throws {
        let right = try contents(open())
        let (index, _) = try paths()
        let text = try String(contentsOfFile: index, encoding: .utf8)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("clip ") }.map { $0.split(separator: " ")[1] }
        XCTAssertEqual(keys.count, 3)
        for (changed, what) in [
            (text.replacing(keys[2], with: keys[0]), "a clip under the first's key"),
            (text.replacing("clip \(keys[1])", with: "skip \(keys[1]) unreadable"), "a clip that is left out"),
            (text + "skip \(keys[1]) unreadable nothing in it\n", "a file that is left out"),
        ] {
            XCTAssertNotEqual(changed, text)
            try Data(changed.utf8).write(to: URL(fileURLWithPath: index))
            XCTAssertTrue(try contents(open()) == right, what)
        }
    }

    func testDamageToTheIndexNeverTraps() throws {
        let right = try contents(open())
        let (index, clips) = try paths()
        let (good, bytes) = (
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: index))), try Data(contentsOf: URL(fileURLWithPath: clips))
        )
        for mutant in Array(Mutants(of: good, count: 100)) + Mutants.prefixes(of: good, head: 8, others: 12) {
            try Data(mutant).write(to: URL(fileURLWithPath: index))
            try bytes.write(to: URL(fileURLWithPath: clips))
            // Damage may move a clip to bytes that are no one's; it may not end the process, and what is not believed is made again.
            do {
                let count = try open().count
                XCTAssertLessThanOrEqual(count, 3)
            } catch { XCTAssertTrue(error is DatasetError, "\(error)") }
        }
        try Data(good).write(to: URL(fileURLWithPath: index))
        try bytes.write(to: URL(fileURLWithPath: clips))
        for length in [0, 1, 100, bytes.count / 2, bytes.count - 1] {
            XCTAssertEqual(truncate(clips, off_t(length)), 0)
            XCTAssertTrue(try contents(open()) == right, "cut to \(length) bytes")
        }
    }

    /// Splits of a set share a store: what one has lost may not come back when another's bytes fill the place.
    func testWhatWasLostStaysLost() throws {
        let right = try contents(open())
        let (_, clips) = try paths()
        XCTAssertEqual(truncate(clips, 0), 0)
        for number in [2, 1, 0, 1] {
            let one = VideoSet(name: "one", role: .train, items: [Self.set.items[number]])
            let videos = try DecodedVideos(one, format: Self.format, in: Self.folder.root)
            XCTAssertTrue(try contents(videos) == [right[number]], "video \(number)")
        }
        XCTAssertTrue(try contents(open()) == right)
    }

    func testAStoreCutShortWhileInUseIsAnErrorOfTheRead() throws {
        let videos = try open()
        let (_, clips) = try paths()
        let places = [ClipPlace(video: 2, start: 0)]
        XCTAssertEqual(truncate(clips, 10), 0)
        let reads: [() throws -> Void] = [
            { _ = try videos.clips(at: places, frames: 12) }, { _ = try videos.spectrograms(at: places, rows: 50) },
            { _ = try videos.clips(at: places, frames: 12, views: [ClipView(x: 1, y: 1)], width: 4, height: 4) },
            { _ = try videos.pixels(at: places[0], frames: 12) }, { _ = try videos.bank(2) },
        ]
        for read in reads {
            XCTAssertThrowsError(try read()) { error in
                guard case DatasetError.readFailed(clips, let reason) = error else { return XCTFail("\(error)") }
                XCTAssertTrue(reason.contains("found 0 (the file is cut short"), reason)
            }
        }
        XCTAssertEqual(try contents(open()).count, 3, "the next run decodes what is missing")
    }

    func testWhatIsNoFileIsNoStore() throws {
        _ = try open()
        let (index, clips) = try paths()
        try withTemporaryDirectory { folder in
            for hostile in HostileFiles(in: folder).paths {
                for file in [index, clips] {
                    try FileManager.default.moveItem(atPath: file, toPath: file + ".kept")
                    XCTAssertEqual(symlink(hostile, file), 0)
                    XCTAssertThrowsError(try open(), hostile) { XCTAssertTrue("\($0)".contains(file), "\($0)") }
                    try FileManager.default.removeItem(atPath: file)
                    try FileManager.default.moveItem(atPath: file + ".kept", toPath: file)
                }
            }
        }
        // An index of nothing but zeros is refused by its size.
        try FileManager.default.copyItem(atPath: index, toPath: index + ".kept")
        XCTAssertEqual(truncate(index, 1 << 40), 0)
        let peak = try peakMemory { XCTAssertThrowsError(try open()) { XCTAssertTrue("\($0)".contains(index), "\($0)") } }
        XCTAssertLessThan(peak, 32 << 20)
        try FileManager.default.removeItem(atPath: index)
        try FileManager.default.moveItem(atPath: index + ".kept", toPath: index)
    }
}
