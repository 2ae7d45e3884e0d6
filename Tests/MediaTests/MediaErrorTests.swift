import Foundation
import Media
import Synchronization
import Tensors
import TestSupport
import XCTest

/// Every way a file can be wrong is its own error, which names the file.
final class MediaErrorTests: XCTestCase {
    private func error(of path: String, _ read: (ClipReader) throws -> Void = { _ in }) -> MediaError? {
        do {
            try read(try ClipReader(path))
            return nil
        } catch let error as MediaError {
            XCTAssertEqual(error.path, path)
            XCTAssertTrue(error.description.hasPrefix("\(path): "), error.description)
            XCTAssertTrue(error.description.hasSuffix(error.remedy), error.description)
            return error
        } catch {
            XCTFail("\(error)")
            return nil
        }
    }

    private func whole(_ reader: ClipReader) throws {
        if reader.info.video != nil { _ = try reader.frames(frameRate: 12, size: FrameSize(square: 16)) }
        if reader.info.audio != nil { _ = try reader.waveform(sampleRate: 16_000) }
    }

    func testMissingAndFolder() throws {
        let folder = TemporaryDirectory()
        XCTAssertEqual(error(of: folder.path("none.mp4")), .missing(path: folder.path("none.mp4")))
        XCTAssertEqual(error(of: folder.url.path), .folder(path: folder.url.path))
        XCTAssertEqual(error(of: folder.path("none.mp4/inside.mp4")), .missing(path: folder.path("none.mp4/inside.mp4")))
    }

    func testNoPermission() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus(seconds: 3).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        // Root may read everything: become nobody for the moment.
        let isRoot = geteuid() == 0
        if isRoot && seteuid(65_534) != 0 { throw XCTSkip("skipped: root may read everything") }
        defer { if isRoot { seteuid(0) } }
        guard case .unreadable = error(of: path) else { return XCTFail("\(String(describing: error(of: path)))") }
    }

    func testNotMedia() throws {
        let folder = TemporaryDirectory()
        for (name, bytes) in [
            ("a.txt", Array("Dear reader,\nthis is text.".utf8)), ("a.mp4", Array("Dear reader".utf8)),
            ("a.avi", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 7) }),
        ] {
            try Data(bytes).write(to: folder.url.appendingPathComponent(name))
            guard case .notMedia(_, let found) = error(of: folder.path(name)) else { return XCTFail(name) }
            XCTAssertFalse(found.isEmpty)
        }
    }

    func testEmptyFileIsTruncated() throws {
        let folder = TemporaryDirectory()
        try Data().write(to: folder.url.appendingPathComponent("a.mp4"))
        guard case .truncated(_, "0 bytes", _) = error(of: folder.path("a.mp4")) else { return XCTFail("empty") }
    }

    func testTruncatedFiles() throws {
        let folder = TemporaryDirectory()
        for name in ["a.mp4", "a.mkv", "a.avi"] {
            try Stimulus(side: 64, seconds: 6).write(to: folder.path(name))
            let bytes = try Data(contentsOf: folder.url.appendingPathComponent(name))
            try bytes.prefix(bytes.count / 2).write(to: folder.url.appendingPathComponent("half-\(name)"))
        }
        // The index of our MP4 files is at their end: half a file has none.
        guard case .truncated = error(of: folder.path("half-a.mp4"), whole) else { return XCTFail("half-a.mp4 was read") }
        for name in ["a.mkv", "a.avi"] { try checkCut(folder.path("half-\(name)"), folder.path(name)) }
    }

    func testTruncatedFileWithItsIndexInFront() throws {
        let folder = TemporaryDirectory()
        try Stimulus(side: 64, seconds: 6).write(to: folder.path("a.mp4"))
        try FFmpegTool.run("-i \(folder.path("a.mp4")) -c copy -movflags +faststart \(folder.path("front.mp4"))")
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("front.mp4"))
        try bytes.prefix(bytes.count * 6 / 10).write(to: folder.url.appendingPathComponent("cut.mp4"))
        try checkCut(folder.path("cut.mp4"), folder.path("a.mp4"))
    }

    /// What is there of a file cut short is used, and that is told once.
    private func checkCut(_ path: String, _ original: String) throws {
        let log = NoticeLog()
        try withNotices(log.board) {
            let reader = try ClipReader(path)
            XCTAssertGreaterThan(reader.info.duration, 1, path)
            XCTAssertLessThan(reader.info.duration, 5, path)
            let size = FrameSize(square: 16)
            let found = try reader.frames(frameRate: 12, size: size)
            let expected = try ClipReader(original).frames(from: 0, duration: 1, frameRate: 12, size: size)
            XCTAssertEqual(Array(found.rgb.prefix(expected.rgb.count)), expected.rgb, path)
            _ = try reader.waveform(sampleRate: 16_000)
            _ = try ClipReader(path)
        }
        XCTAssertEqual(log.texts.filter { $0.contains("cut short") }.count, 1, path)
        guard case .spanOutside = error(of: path, { _ = try $0.waveform(from: 5, duration: 1, sampleRate: 8000) }) else {
            return XCTFail("\(path): a span that is not there was read")
        }
    }

    func testNoSoundNoPictureNoNoise() throws {
        let folder = TemporaryDirectory()
        var writer = try MediaWriter(folder.path("v.mp4"), video: VideoSettings(width: 16, height: 16, frameRate: 10))
        for _ in 0..<10 { try writer.append(frame: [UInt8](repeating: 9, count: 768)) }
        try writer.finish()
        let noAudio = error(of: folder.path("v.mp4")) { _ = try $0.waveform(sampleRate: 16_000) }
        XCTAssertEqual(noAudio, .noAudio(path: folder.path("v.mp4")))

        try SoundFile.writeMP3([Float](repeating: 0.2, count: 16_000), sampleRate: 16_000, to: folder.path("a.mp3"))
        let noVideo = error(of: folder.path("a.mp3")) { _ = try $0.frames(frameRate: 5, size: FrameSize(square: 8)) }
        XCTAssertEqual(noVideo, .noVideo(path: folder.path("a.mp3")))

        writer = try MediaWriter(
            folder.path("s.mp4"), video: VideoSettings(width: 16, height: 16, frameRate: 10),
            audio: AudioSettings(sampleRate: 16_000))
        for _ in 0..<10 { try writer.append(frame: [UInt8](repeating: 9, count: 768)) }
        try writer.append(samples: [Float](repeating: 0, count: 16_000))
        try writer.finish()
        let silent = error(of: folder.path("s.mp4")) { _ = try $0.waveform(sampleRate: 16_000) }
        guard case .digitalSilence(_, let seconds) = silent else { return XCTFail("\(String(describing: silent))") }
        XCTAssertEqual(seconds, 1, accuracy: 1e-3)
        XCTAssertNoThrow(try ClipReader(folder.path("s.mp4")).waveform(sampleRate: 16_000, allowsSilence: true))
        XCTAssertNoThrow(try ClipReader(folder.path("s.mp4")).waveform(from: 0, duration: 0.5, sampleRate: 16_000))
    }

    /// One sample of a file of floats that is none makes NaN of all that is computed from it.
    func testSamplesThatAreNoNumbers() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.wav")
        try SoundFile.writeWAV([Float](repeating: 0.25, count: 8000), sampleRate: 8000, format: .float32, to: path)
        XCTAssertNil(error(of: path, whole))
        let good = try Data(contentsOf: folder.url.appendingPathComponent("a.wav"))
        for bad in [Float.nan, .infinity, -.infinity] {
            var bytes = good
            withUnsafeBytes(of: bad.bitPattern.littleEndian) {
                bytes.replaceSubrange(bytes.count - 4000..<bytes.count - 3996, with: $0)
            }
            try bytes.write(to: folder.url.appendingPathComponent("a.wav"))
            for rate in [8000, 16_000] {
                let found = error(of: path) { _ = try $0.waveform(sampleRate: rate) }
                guard case .decodingFailed(_, "sound", let reason) = found, reason.contains("NaN") else {
                    return XCTFail("\(bad) at \(rate) Hz: \(String(describing: found))")
                }
            }
            // What lies before it is what it was.
            XCTAssertNil(error(of: path) { _ = try $0.waveform(from: 0, duration: 0.2, sampleRate: 8000) })
        }
    }

    func testSpansOutside() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus().write(to: path)
        for (from, duration) in [(-0.5, 1.0), (3.5, 1.0), (9, 1), (0, -1), (Double.nan, 1)] {
            let found = error(of: path) {
                _ = try $0.frames(from: from, duration: duration, frameRate: 12, size: FrameSize(square: 8))
            }
            guard case .spanOutside(_, _, _, let length) = found else { return XCTFail("from \(from) for \(duration) s") }
            XCTAssertEqual(length, 4, accuracy: 1e-6)
            let sound = error(of: path) { _ = try $0.waveform(from: from, duration: duration, sampleRate: 8000) }
            guard case .spanOutside = sound else { return XCTFail("sound from \(from) for \(duration) s") }
        }
        XCTAssertNil(error(of: path) { _ = try $0.waveform(from: 3.01, duration: 1, sampleRate: 8000) })
    }

    func testRatesThatMakeNoSense() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus().write(to: path)
        for rate in [0, -1, Double.nan, .infinity, 1e9] {
            let found = error(of: path) { _ = try $0.frames(frameRate: rate, size: FrameSize(square: 8)) }
            guard case .invalidRequest = found else { return XCTFail("\(rate) frames/s") }
        }
        for rate in [0, -1, Int.max] {
            guard case .invalidRequest = error(of: path, { _ = try $0.waveform(sampleRate: rate) }) else {
                return XCTFail("\(rate) Hz")
            }
        }
    }

    func testDamagedPictures() throws {
        let folder = TemporaryDirectory()
        try Stimulus(side: 64).write(to: folder.path("a.mp4"))
        var bytes = try Data(contentsOf: folder.url.appendingPathComponent("a.mp4"))
        let index = try XCTUnwrap(bytes.range(of: Data("moov".utf8))).lowerBound - 4
        for place in 48..<index { bytes[place] = UInt8(truncatingIfNeeded: place &* 31) }
        try bytes.write(to: folder.url.appendingPathComponent("b.mp4"))
        guard case .decodingFailed(_, "picture", _) = error(of: folder.path("b.mp4"), whole) else {
            return XCTFail("\(String(describing: error(of: folder.path("b.mp4"), whole)))")
        }
    }

    func testNothingIsPrintedByLibav() throws {
        // libav's complaint is part of the error instead.
        let folder = TemporaryDirectory()
        try Stimulus(seconds: 3).write(to: folder.path("a.mp4"))
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("a.mp4"))
        try bytes.prefix(bytes.count / 2).write(to: folder.url.appendingPathComponent("b.mp4"))
        guard case .truncated(_, let found, _) = error(of: folder.path("b.mp4")) else { return XCTFail("b.mp4 was read") }
        XCTAssertTrue(found.contains("moov atom not found"), found)
    }
}

/// Keeps what was told.
final class NoticeLog: Sendable {
    private let list = Mutex<[String]>([])
    var texts: [String] { list.withLock { $0 } }
    var board: NoticeBoard { NoticeBoard { [self] text in list.withLock { $0.append(text) } } }
}
