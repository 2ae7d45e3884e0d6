import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Parts of another rate or with other channels, and the ends of files that were piped, cut or are empty.
final class SoundEndTests: XCTestCase {
    private let rate = 48_000

    func testOrdinaryFilesAreToldNothingAbout() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("clicks.wav"), seconds: 8)
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
        try Clicks.write(to: folder.path("first.wav"), seconds: 3, rate: 44_100)
        try Clicks.write(to: folder.path("second.wav"), seconds: 3, rate: 48_000)
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
            let found = Clicks.times(whole)
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

    /// Matroska keeps no header of TTA's: its last packet is as long as it decodes, not as the duration is rounded.
    func testTTAEndsWhereItsLastPacketDoes() throws {
        let folder = TemporaryDirectory()
        for (number, samples) in [146_999, 92_300, 46_080, 30_011, 400].enumerated() {
            let tone = (0..<samples).map { Float(sin(Double($0) * 0.05) * 0.4) }
            try SoundFile.writeWAV(tone, sampleRate: 44_100, to: folder.path("tone.wav"))
            try FFmpegTool.run("-i \(folder.path("tone.wav")) -c:a tta \(folder.path("\(number).mka"))")
            let reader = try ClipReader(folder.path("\(number).mka"))
            let whole = try reader.waveform().samples.scalars
            XCTAssertEqual(reader.info.duration, Double(samples) / 44_100, accuracy: 0.001)
            // A sample or two more or less may decode, too.
            XCTAssertLessThanOrEqual(abs(whole.count - samples), 2, "\(samples) samples")
            XCTAssertLessThan(zip(whole, tone).map { abs($0 - $1) }.max() ?? 1, 1 / 32_000, "\(samples) samples")
            let count = min(400, whole.count), start = Double(whole.count - count) / 44_100
            let end = try reader.waveform(from: start, duration: Double(count) / 44_100, sampleRate: 44_100).samples.scalars
            XCTAssert(end == Array(whole.suffix(count)), "\(samples) samples: the clip is not the whole's end")
        }
    }

    func testTheLastPackets() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("clicks.wav"), seconds: 3)
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
            XCTAssertEqual(Clicks.times(wave).count, 12, "size \(size)")
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

    /// Ends of streams whose last packets are short, or whose header was written before the sound.
    func testEveryContainerIsReadToItsEnd() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("clicks.wav"), seconds: 3)
        let rows = [
            ("a.w64", "pcm_s16le", 0.0), ("a.caf", "pcm_s16le", 0), ("a.aiff", "pcm_s16be", 0),
            ("rf.wav", "pcm_s16le -rf64 always", 0),
            ("a.au", "pcm_s16be", 0), ("a.ts", "mp2", 0.03), ("aac.ts", "aac -aac_pns 0", 0.05), ("ac3.ts", "ac3", 0.04),
            ("a.mpg", "mp2", 0.03), ("a.mkv", "alac", 0.001), ("alac.caf", "alac", 0), ("a.flv", "adpcm_swf -ar 44100", 0.1),
            ("swf.wav", "adpcm_swf -ar 44100", 0.1), ("a.flac", "flac", 0), ("a.nut", "pcm_s16le", 0),
        ]
        let outputs = rows.map { "-map 0 -c:a \($0.1) \(folder.path($0.0))" }
        try FFmpegTool.run("-i \(folder.path("clicks.wav")) \(outputs.joined(separator: " "))")
        for (name, _, padding) in rows {
            let wave = try ClipReader(folder.path(name)).waveform(sampleRate: rate)
            XCTAssertEqual(Clicks.times(wave).count, 12, name)
            XCTAssertGreaterThan(wave.duration, 2.999, name)
            XCTAssertLessThanOrEqual(wave.duration, 3 + padding + 1e-9, name)
        }
    }

    /// Written to a pipe, by the tool itself.
    func testPipedFiles() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("clicks.wav"), seconds: 3)
        for (format, codec) in [
            ("wav", "pcm_s16le"), ("wav", "pcm_u8"), ("wav", "pcm_f32le"), ("au", "pcm_s16be"), ("caf", "pcm_s16le"),
        ] {
            let path = folder.path("piped.\(format)")
            // A protocol without seeking.
            try FFmpegTool.run("-i \(folder.path("clicks.wav")) -c:a \(codec) -f \(format) -seekable 0 file:\(path)")
            let log = NoticeLog()
            let wave = try withNotices(log.board) { try ClipReader(path).waveform() }
            XCTAssertEqual(wave.samples.count, 3 * rate, "\(format) \(codec)")
            XCTAssertEqual(Clicks.times(wave).count, 12, "\(format) \(codec)")
            XCTAssertEqual(log.texts, [], "\(format) \(codec)")
            try Clicks.assertSlices(path, of: wave, from: [2.5, 0.2, 1.9], "\(format) \(codec)")
        }
    }

    func testChannelsChangeOnTheWay() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("1.wav"), seconds: 3, channels: 1)
        try Clicks.write(to: folder.path("2.wav"), seconds: 3, channels: 2)
        for (suffix, codec) in [("mp3", "libmp3lame"), ("mp2", "mp2"), ("aac", "aac -aac_pns 0"), ("ac3", "ac3"), ("ts", "mp2")] {
            for order in [[1, 2], [2, 1]] {
                var bytes = Data()
                for channels in order {
                    let path = folder.path("\(channels).\(suffix)")
                    try FFmpegTool.run(
                        "-i \(folder.path("\(channels).wav")) -c:a \(codec) -write_xing 0 -id3v2_version 0 \(path)")
                    bytes += try Data(contentsOf: URL(fileURLWithPath: path))
                }
                let path = folder.path("joined.\(suffix)")
                try bytes.write(to: URL(fileURLWithPath: path))
                let what = "\(suffix), \(order) channels"
                let whole = try ClipReader(path).waveform(sampleRate: 16_000)
                XCTAssertEqual(Clicks.times(whole).count, 24, what)
                try Clicks.assertSlices(path, of: whole, from: [4.1, 0.3, 2.9, 5.05], what)
                let stereo = try ClipReader(path).sound(channels: .stereo)
                XCTAssertEqual(stereo.shape[1], 2, what)
                XCTAssertEqual(try ClipReader(path).sound(channels: .all).shape[1], order[0], what)
            }
        }
    }
}
