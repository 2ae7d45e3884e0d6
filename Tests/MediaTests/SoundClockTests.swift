import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Sound is heard when its time stamps say, through drift, gaps and changes of rate; and clips agree with the whole there too.
final class SoundClockTests: XCTestCase {
    private let rate = 48_000

    /// Clicks every quarter of a second.
    private func writeClicks(to path: String, seconds: Int = 8, rate: Int = 48_000) throws {
        var samples = [Float](repeating: 0, count: seconds * rate)
        for click in stride(from: rate / 8, to: samples.count - 100, by: rate / 4) {
            for i in 0..<48 { samples[click + i] = i % 8 < 4 ? 0.8 : -0.8 }
        }
        try SoundFile.writeWAV(samples, sampleRate: rate, to: path)
    }

    private func clicks(_ wave: Waveform) -> [Double] {
        let samples = wave.samples.scalars
        var found: [Double] = []
        for (place, sample) in samples.enumerated() where abs(sample) > 0.3 {
            let time = wave.start + Double(place) / Double(wave.sampleRate)
            if found.last.map({ time - $0 > 0.05 }) ?? true { found.append(time) }
        }
        return found
    }

    func testStampsAreFollowed() throws {
        let folder = TemporaryDirectory()
        try writeClicks(to: folder.path("clicks.wav"))
        // Where a sample that lies at t by count belongs by its stamps; ms containers round, and are forgiven that.
        let cases: [(String, String, (Double) -> Double)] = [
            ("1.002*PTS", "slow", { $0 * 1.002 }), ("0.998*PTS", "fast", { $0 * 0.998 }),
            ("PTS+if(gte(PTS*TB\\,4)\\,0.5/TB)", "gap", { $0 < 4 ? $0 : $0 + 0.5 }),
            ("PTS+if(gte(PTS*TB\\,4)\\,0.005/TB)", "step", { $0 < 4 ? $0 : $0 + 0.005 }),
        ]
        for name in ["a.mkv", "a.mov", "a.nut", "a.ts"] {
            let codec =
                name == "a.ts" ? "-c:a mp2" : name == "a.mkv" ? "-c:a flac" : name == "a.mov" ? "-c:a alac" : "-c:a pcm_s16le"
            try FFmpegTool.run("-i \(folder.path("clicks.wav")) \(codec) -frame_size 1024 \(folder.path(name))")
            let plain = clicks(try ClipReader(folder.path(name)).waveform(sampleRate: rate))
            XCTAssertEqual(plain.count, 32, name)
            for (expression, what, place) in cases {
                let path = folder.path("\(what)-\(name)")
                try FFmpegTool.run("-i \(folder.path(name)) -c copy -bsf:a setts=ts=\(expression) \(path)")
                let log = NoticeLog()
                let whole = try withNotices(log.board) { try ClipReader(path).waveform(sampleRate: rate) }
                let found = clicks(whole)
                XCTAssertEqual(found.count, plain.count, path)
                for (click, original) in zip(found, plain) {
                    XCTAssertEqual(click, place(original), accuracy: 0.0022, "\(what) \(name): a click of \(original) s")
                }
                XCTAssertEqual(log.texts.count, 1, "\(what) \(name): \(log.texts)")
                let reader = try ClipReader(path)
                for from in [6.1, 0.3, 3.9, 5.05, 2.2] {
                    let clip = try reader.waveform(from: from, duration: 0.6, sampleRate: rate).samples.scalars
                    let start = Int((from * Double(rate)).rounded())
                    let worst = zip(clip, whole.samples.scalars[start...]).map { abs($0 - $1) }.max() ?? 1
                    XCTAssertEqual(worst, 0, "\(what) \(name) from \(from) s")
                }
            }
        }
    }

    func testOrdinaryFilesAreToldNothingAbout() throws {
        let folder = TemporaryDirectory()
        try writeClicks(to: folder.path("clicks.wav"))
        for (name, codec) in [
            ("a.mkv", "libvorbis"), ("a.mp4", "aac"), ("a.mp3", "libmp3lame"), ("a.flv", "aac"), ("a.avi", "mp3"),
            ("a.ts", "aac"), ("a.mpg", "mp2"), ("a.ogg", "libvorbis"), ("a.wma", "wmav2"), ("a.flac", "flac"),
            ("a.mov", "pcm_s16le"),
        ] {
            try FFmpegTool.run("-i \(folder.path("clicks.wav")) -ar 44100 -c:a \(codec) \(folder.path(name))")
            let log = NoticeLog()
            try withNotices(log.board) { _ = try ClipReader(folder.path(name)).waveform(sampleRate: 16_000) }
            XCTAssertEqual(log.texts, [], name)
        }
    }

    func testTheRateChangesOnTheWay() throws {
        let folder = TemporaryDirectory()
        try writeClicks(to: folder.path("first.wav"), seconds: 3, rate: 44_100)
        try writeClicks(to: folder.path("second.wav"), seconds: 3, rate: 48_000)
        for (suffix, codec) in [("mp3", "libmp3lame"), ("mp2", "mp2"), ("aac", "aac"), ("ac3", "ac3")] {
            var bytes = Data()
            for part in ["first", "second"] {
                let path = folder.path("\(part).\(suffix)")
                try FFmpegTool.run("-i \(folder.path("\(part).wav")) -c:a \(codec) -write_xing 0 -id3v2_version 0 \(path)")
                bytes += try Data(contentsOf: URL(fileURLWithPath: path))
            }
            let path = folder.path("joined.\(suffix)")
            try bytes.write(to: URL(fileURLWithPath: path))
            let whole = try ClipReader(path).waveform(sampleRate: 16_000)
            let found = clicks(whole)
            XCTAssertEqual(found.count, 24, "\(suffix): \(found)")
            // A quarter of a second apart in either part.
            for (a, b) in zip(found.prefix(12), found.prefix(12).dropFirst()) {
                XCTAssertEqual(b - a, 0.25, accuracy: 0.002, suffix)
            }
            for (a, b) in zip(found.suffix(12), found.suffix(12).dropFirst()) {
                XCTAssertEqual(b - a, 0.25, accuracy: 0.002, suffix)
            }
            let reader = try ClipReader(path)
            for from in [4.1, 0.3, 2.9, 5.05] {
                let clip = try reader.waveform(from: from, duration: 0.5, sampleRate: 16_000).samples.scalars
                let start = Int((from * 16_000).rounded())
                XCTAssertEqual(
                    zip(clip, whole.samples.scalars[start...]).map { abs($0 - $1) }.max() ?? 1, 0, "\(suffix) from \(from)")
            }
        }
    }

    func testTheLastPackets() throws {
        let folder = TemporaryDirectory()
        try writeClicks(to: folder.path("clicks.wav"), seconds: 3)
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("clicks.wav"))
        // What a pipe's writer cannot know.
        for size in [UInt32.max, 0] {
            var piped = bytes
            withUnsafeBytes(of: size.littleEndian) { size in
                piped.replaceSubrange(4..<8, with: size)
                let data = piped.range(of: Data("data".utf8))!.upperBound
                piped.replaceSubrange(data..<data + 4, with: size)
            }
            try piped.write(to: folder.url.appendingPathComponent("piped.wav"))
            let wave = try ClipReader(folder.path("piped.wav")).waveform()
            XCTAssertEqual(wave.samples.count, 3 * rate, "size \(size)")
            XCTAssertEqual(clicks(wave).count, 12, "size \(size)")
        }
        try bytes.prefix(44 + 2 * rate).write(to: folder.url.appendingPathComponent("cut.wav"))
        let log = NoticeLog()
        try withNotices(log.board) {
            XCTAssertEqual(try ClipReader(folder.path("cut.wav")).waveform().duration, 1, accuracy: 0.001)
        }
        XCTAssertEqual(log.texts.count, 1, "\(log.texts)")
        try FFmpegTool.run("-f lavfi -i anullsrc=r=8000 -t 0 -c:a pcm_s16le \(folder.path("none.wav"))")
        XCTAssertThrowsError(try ClipReader(folder.path("none.wav")).waveform()) { error in
            XCTAssertEqual(error as? MediaError, .emptyStream(path: folder.path("none.wav"), stream: "sound"))
        }
    }
}
