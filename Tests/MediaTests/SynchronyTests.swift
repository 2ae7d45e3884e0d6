import Foundation
import Media
import TestSupport
import XCTest

/// A flash and a click at the same moment are read back together, whoever wrote the file and however.
final class SynchronyTests: XCTestCase {
    func testFilesWrittenHere() throws {
        for name in ["a.mp4", "a.mov", "a.mkv", "a.avi", "a.webm"] {
            for rate in [25, 29.97, 12] as [FrameRate] {
                let stimulus = Stimulus(frameRate: rate, sampleRate: name == "a.webm" ? 48_000 : 44_100)
                try written(stimulus, name)
            }
        }
        for sampleRate in [16_000, 22_050, 48_000] { try written(Stimulus(sampleRate: sampleRate), "a.mp4") }
    }

    private func written(_ stimulus: Stimulus, _ name: String) throws {
        let folder = TemporaryDirectory()
        try stimulus.write(to: folder.path(name))
        try Synchrony(folder.path(name), stimulus).check(
            stimulus, keepsZero: name.hasSuffix("mp4") || name.hasSuffix("mov"),
            "\(name) here, \(stimulus.frameRate) frames/s, \(stimulus.sampleRate) Hz")
    }

    func testFilesWrittenByFFmpeg() throws {
        let rows: [(name: String, settings: String)] = [
            ("a.mp4", "-c:v libx264 -c:a aac"), ("a.mp4", "-c:v mpeg4 -q:v 3 -c:a libmp3lame"),
            ("a.mov", "-c:v libx264 -c:a aac"), ("a.mov", "-c:v libx264 -c:a pcm_s16le"),
            ("a.mkv", "-c:v libx264 -c:a aac"), ("a.mkv", "-c:v libx264 -c:a libvorbis"),
            ("a.mkv", "-c:v libx264 -c:a libmp3lame"), ("a.mkv", "-c:v libx264 -c:a flac"),
            ("a.avi", "-c:v mpeg4 -q:v 3 -c:a pcm_s16le"), ("a.avi", "-c:v mpeg4 -q:v 3 -c:a ac3"),
            ("a.avi", "-c:v mpeg4 -q:v 3 -c:a libmp3lame"), ("a.avi", "-c:v libx264 -bf 0 -c:a libmp3lame"),
            ("a.webm", "-c:v libvpx -b:v 1M -deadline realtime -c:a libopus"),
            ("a.webm", "-c:v libvpx -b:v 1M -deadline realtime -c:a libvorbis"),
            ("a.ogv", "-c:v libtheora -q:v 8 -c:a libvorbis"), ("a.ts", "-c:v libx264 -c:a aac"),
            ("a.mpg", "-c:v mpeg2video -q:v 3 -c:a mp2"), ("a.flv", "-c:v flv -q:v 3 -c:a libmp3lame"),
            ("a.flv", "-c:v libx264 -c:a aac"), ("a.wmv", "-c:v wmv2 -q:v 3 -c:a wmav2"),
        ]
        for row in rows {
            let stimulus = Stimulus(frameRate: 25, sampleRate: 44_100)
            try encoded(stimulus, row.settings, row.name)
        }
        for rate in [29.97, 12] as [FrameRate] {
            for row in [rows[0], rows[2], rows[4], rows[8], rows[12]] where !(rate == 12 && row.name == "a.mpg") {
                try encoded(Stimulus(frameRate: rate, sampleRate: 48_000), row.settings, row.name)
            }
        }
    }

    private func encoded(_ stimulus: Stimulus, _ settings: String, _ name: String) throws {
        let folder = TemporaryDirectory()
        try FFmpegTool.encode(stimulus, settings, to: name, in: folder)
        try Synchrony(folder.path(name), stimulus).check(
            stimulus, keepsZero: name.hasSuffix("mp4") || name.hasSuffix("mov"),
            "\(name) by ffmpeg, \(stimulus.frameRate) frames/s, \(settings)")
    }
}
