import Foundation
import Media
import TestSupport
import XCTest

/// The same pictures and samples as the `ffmpeg` tool's own decoder gives.
final class AgreementTests: XCTestCase {
    func testPicturesAtTheirOwnSize() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("a.mp4"), sampleRate: 44_100)
        for (name, settings) in [
            ("a.mp4", nil), ("b.mp4", "-c:v libx264 -bf 3 -colorspace bt709 -color_range tv -c:a copy"),
            ("c.mp4", "-c:v libx264 -pix_fmt yuvj420p -color_range pc -c:a copy"), ("d.avi", "-c:v mpeg4 -q:v 3 -c:a pcm_s16le"),
        ] as [(String, String?)] {
            if let settings { try FFmpegTool.run("-i \(folder.path("a.mp4")) \(settings) \(folder.path(name))") }
            // By way of planes: to packed RGB of the same height libswscale takes a shortcut with the chroma.
            let expected = try FFmpegTool.decode(
                folder.path(name), "-f rawvideo -pix_fmt rgb24 -vf scale=flags=area+\(FFmpegTool.exact),format=gbrp", in: folder)
            let found = try ClipReader(folder.path(name)).frames(frameRate: 24, size: FrameSize(48, 32)).rgb
            XCTAssertEqual(found.count, expected.count, name)
            let worst = zip(found, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
            XCTAssertLessThanOrEqual(worst, 1, name)
        }
    }

    func testReducedAndCroppedPictures() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("a.mp4"), sampleRate: 44_100)
        let flags = "flags=area+\(FFmpegTool.exact)"
        for (fit, filter) in [
            (FrameSize.Fit.crop, "crop=32:32:8:0,scale=16:16:\(flags)"), (.stretch, "scale=16:16:\(flags)"),
            // Colours first come to RGB, as here: bars are black in RGB, not in YUV.
            (.letterbox, "scale=16:11:\(flags),format=rgb24,pad=16:16:0:2:black"),
        ] {
            let expected = try FFmpegTool.decode(folder.path("a.mp4"), "-f rawvideo -pix_fmt rgb24 -vf \(filter)", in: folder)
            let found = try ClipReader(folder.path("a.mp4")).frames(frameRate: 24, size: FrameSize(square: 16, fit: fit)).rgb
            XCTAssertEqual(found.count, expected.count, "\(fit)")
            let worst = zip(found, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
            XCTAssertLessThanOrEqual(worst, 2, "\(fit)")
        }
    }

    func testSamplesAtTheirOwnRate() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("a.mp4"), sampleRate: 44_100)
        for (name, settings) in [
            ("a.mp4", nil), ("b.mp3", "-vn -c:a libmp3lame -b:a 128k"), ("c.wav", "-vn -c:a pcm_s16le"),
            ("d.flac", "-vn"), ("e.ogg", "-vn -c:a libvorbis"), ("f.mp4", "-c:v copy -ac 2 -c:a aac"),
            ("g.mkv", "-c:v copy -c:a aac -aac_pns 0"), ("h.mp3", "-vn -c:a libmp3lame -q:a 4 -write_xing 0"),
        ] as [(String, String?)] {
            if let settings { try FFmpegTool.run("-i \(folder.path("a.mp4")) \(settings) \(folder.path(name))") }
            let expected = try FFmpegTool.decode(folder.path(name), "-map 0:a -f s16le -ac 1", in: folder).withUnsafeBytes {
                Array($0.bindMemory(to: Int16.self))
            }
            let found = try ClipReader(folder.path(name)).waveform(sampleRate: 44_100).samples.scalars
            XCTAssertLessThan(abs(found.count - expected.count), 4096, name)
            let pairs = zip(found, expected)
            let worst = pairs.map { abs($0 * 32768 - Float($1)) }.max() ?? .infinity
            XCTAssertLessThanOrEqual(worst, 1.01, "\(name): \(found.count) samples, \(expected.count) by ffmpeg")
        }
    }

    func testResampling() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("a.mp4"), sampleRate: 44_100)
        for rate in [16_000, 22_050, 48_000] {
            let expected = try FFmpegTool.decode(folder.path("a.mp4"), "-map 0:a -f f32le -ac 1 -ar \(rate)", in: folder).floats
            let found = try ClipReader(folder.path("a.mp4")).waveform(sampleRate: rate).samples.scalars
            // The tool mirrors the sound at its ends, we hear silence there.
            let inner = rate / 50..<min(found.count, expected.count) - rate / 10
            let worst = inner.map { abs(found[$0] - expected[$0]) }.max() ?? .infinity
            XCTAssertLessThanOrEqual(worst, 1e-5, "\(rate) Hz")
        }
    }

    func testSixChannels() throws {
        let folder = TemporaryDirectory()
        // A tone on each channel; left, right, centre, low, left back, right back.
        let tones = [300, 500, 700, 90, 1100, 1300].map { "0.5*sin(2*PI*\($0)*t)" }.joined(separator: "|")
        try FFmpegTool.run("-f lavfi -i aevalsrc=\(tones):c=5.1:s=48000:d=2 -c:a aac -b:a 384k \(folder.path("a.mp4"))")
        let info = try ClipReader.probe(folder.path("a.mp4"))
        XCTAssertEqual(info.audio?.channels, 6)
        let sound = try ClipReader(folder.path("a.mp4")).waveform(sampleRate: 16_000).samples.scalars
        let expected = try FFmpegTool.decode(folder.path("a.mp4"), "-map 0:a -f s16le -ac 1 -ar 16000", in: folder)
            .withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
        let worst = (400..<30_000).map { abs(sound[$0] * 32768 - Float(expected[$0])) }.max() ?? .infinity
        XCTAssertLessThanOrEqual(worst, 2)
        XCTAssertLessThanOrEqual(sound.map(abs).max() ?? 2, 1)
    }
}
