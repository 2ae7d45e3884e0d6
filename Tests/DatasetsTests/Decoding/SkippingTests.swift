import Datasets
import Foundation
import Media
import XCTest

final class SkippingTests: XCTestCase {
    private let side = 32

    /// Writes a video of `seconds` at 12 frames a second; amplitude 0 is digital silence, nil no sound at all.
    private func video(_ path: String, seconds: Double = 2, amplitude: Float? = 0.3) throws {
        let writer = try MediaWriter(
            path, video: VideoSettings(width: side, height: side, frameRate: 12),
            audio: amplitude.map { _ in AudioSettings(sampleRate: 16000) })
        for frame in 0..<Int(seconds * 12) {
            try writer.append(frame: [UInt8](repeating: UInt8(frame % 200), count: side * side * 3))
        }
        if let amplitude {
            try writer.append(samples: (0..<Int(seconds * 16000)).map { amplitude * sin(Float($0) * 0.2) })
        }
        try writer.finish()
    }

    func testUnusableFilesAreSkippedCountedAndListed() throws {
        let folder = try TemporaryFolder()
        let videos = "\(folder.path)/videos"
        try FileManager.default.createDirectory(atPath: videos, withIntermediateDirectories: true)
        try video("\(videos)/good1.mp4")
        try video("\(videos)/good2.mp4")
        try video("\(videos)/silent.mp4", amplitude: 0)
        try video("\(videos)/mute.mp4", amplitude: nil)
        try video("\(videos)/short.mp4", seconds: 0.5)
        try SoundFile.writeWAV([Float](repeating: 0.1, count: 32000), sampleRate: 16000, to: "\(folder.path)/sound.wav")
        try FileManager.default.moveItem(atPath: "\(folder.path)/sound.wav", toPath: "\(videos)/sound.mp4")
        try folder.write("this is no video", to: "videos/text.mp4")
        try folder.write("", to: "videos/empty.mp4")
        let whole = try XCTUnwrap(FileManager.default.contents(atPath: "\(videos)/good1.mp4"))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(videos)/cut.mp4"))

        let set = try VideoFolder(videos).videos()
        let survey = try set.survey()
        XCTAssertGreaterThanOrEqual(survey.broken.count, 2)
        XCTAssertTrue("\(survey)".contains("text.mp4"), "\(survey)")
        for run in 0..<2 {
            // The second run takes the outcomes from the store and must say the same.
            let decoded = try DecodedVideos(set, format: DecodedFormat(side: side), minimumDuration: 1, in: folder.root)
            XCTAssertEqual(decoded.set.items.map(\.id), ["good1.mp4", "good2.mp4"], "run \(run)")
            let reasons = Dictionary(
                decoded.skipped.entries.map { (URL(fileURLWithPath: $0.path).lastPathComponent, $0.reason) }
            ) { a, _ in a }
            XCTAssertEqual(reasons["silent.mp4"], .silent)
            XCTAssertEqual(reasons["mute.mp4"], .noAudio)
            XCTAssertEqual(reasons["short.mp4"], .tooShort)
            XCTAssertEqual(reasons["sound.mp4"], .noVideo)
            XCTAssertNotNil(reasons["text.mp4"])
            XCTAssertNotNil(reasons["empty.mp4"])
            XCTAssertNotNil(reasons["cut.mp4"])
            XCTAssertEqual(decoded.skipped.count, 7)
            XCTAssertTrue("\(decoded.skipped)".contains("7 file(s) skipped"))
            XCTAssertTrue("\(decoded.skipped)".contains("silent.mp4: digital silence"))
        }
    }

    func testASetWithNothingUsableIsAnErrorWithReasons() throws {
        let folder = try TemporaryFolder()
        for index in 0..<7 { try folder.write("no video", to: "videos/\(index).mp4") }
        let set = try VideoFolder("\(folder.path)/videos").videos()
        XCTAssertThrowsError(try DecodedVideos(set, format: DecodedFormat(), in: folder.root)) { error in
            guard case DatasetError.nothingUsable(_, let offenders, let count) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(count, 7)
            XCTAssertEqual(offenders.count, 5)
        }
    }

    func testDecodingGoesOnWhereItWasInterruptedAndNoticesChangedFiles() throws {
        let folder = try TemporaryFolder()
        let videos = "\(folder.path)/videos"
        try FileManager.default.createDirectory(atPath: videos, withIntermediateDirectories: true)
        for index in 0..<4 { try video("\(videos)/\(index).mp4") }
        let two = try VideoFolder(videos).videos().prefix(2)
        let format = DecodedFormat(side: side)
        let first = try DecodedVideos(two, format: format, in: folder.root)
        // A line cut short, as by a crash.
        let index = try XCTUnwrap(folder.contents("decoded").keys.first { $0.hasSuffix("index") })
        let handle = try XCTUnwrap(FileHandle(forWritingAtPath: "\(folder.path)/decoded/\(index)"))
        handle.seekToEndOfFile()
        handle.write(Data("clip 0123456789abcdef 0 24".utf8))
        handle.closeFile()
        var progress: [WorkProgress] = []
        let all = try DecodedVideos(
            VideoFolder(videos).videos(), format: format, in: folder.root, progress: { progress.append($0) })
        XCTAssertEqual(all.count, 4)
        XCTAssertGreaterThanOrEqual(progress[0].done, 2)
        let place = ClipPlace(video: 1, start: 2)
        XCTAssertEqual(try first.pixels(at: place, frames: 12), try all.pixels(at: place, frames: 12))
        // Another content under the same name is decoded again.
        try video("\(videos)/1.mp4", seconds: 3)
        XCTAssertEqual(try DecodedVideos(VideoFolder(videos).videos(), format: format, in: folder.root).duration(1), 3)
    }

    /// As `cp -p` and archives leave it: same path, same size, same time of writing.
    func testAnotherFileOfTheSameSizeAndTimeIsAnotherFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("one", to: "a.mp4")
        func setTimes() {
            let times = [timeval(tv_sec: 1_700_000_000, tv_usec: 0), timeval(tv_sec: 1_700_000_000, tv_usec: 0)]
            XCTAssertEqual(utimes(path, times), 0)
        }
        let item = VideoItem(id: "a", path: path)
        setTimes()
        var seen: Set<String> = [item.fingerprint]
        XCTAssertEqual(item.fingerprint, item.fingerprint)
        // Written over in place, and exchanged by a rename.
        usleep(20_000)
        try FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data("two".utf8))
        setTimes()
        XCTAssertTrue(seen.insert(item.fingerprint).inserted)
        usleep(20_000)
        try folder.write("six", to: "a.mp4")
        setTimes()
        XCTAssertTrue(seen.insert(item.fingerprint).inserted)
    }

    func testSoundOnlyAndPictureOnlyFormats() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/media", withIntermediateDirectories: true)
        try SoundFile.writeWAV(
            (0..<32000).map { 0.2 * sin(Float($0) * 0.3) }, sampleRate: 16000, to: "\(folder.path)/media/a.wav")
        try video("\(folder.path)/media/b.mp4", amplitude: nil)
        let sounds = try DecodedVideos(
            VideoFolder("\(folder.path)/media").sounds(), format: DecodedFormat(picture: nil, sound: .init()), in: folder.root)
        XCTAssertEqual(try sounds.spectrograms(at: [ClipPlace(video: 0, start: 4)], rows: 99).shape, [1, 99, 40, 1])
        let pictures = try DecodedVideos(
            VideoFolder("\(folder.path)/media").videos(),
            format: DecodedFormat(picture: .init(frameRate: 12, width: 20, height: 18), sound: nil), in: folder.root)
        XCTAssertEqual(try pictures.clips(at: [ClipPlace(video: 0, start: 4)], frames: 12).shape, [1, 12, 18, 20, 3])
        // Frames whose bytes are no multiple of 64 end the file where they end.
        let odd = try DecodedVideos(
            VideoFolder("\(folder.path)/media").videos(),
            format: DecodedFormat(picture: .init(frameRate: 12, width: 5, height: 3), sound: nil), in: folder.root)
        XCTAssertEqual(try odd.pixels(at: ClipPlace(video: 0, start: 0), frames: 24).count, 24 * 45)
    }
}
