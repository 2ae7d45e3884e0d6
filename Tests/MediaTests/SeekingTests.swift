import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// A clip read by itself is the same as the slice of the whole, byte for byte, from anywhere and in any order.
final class SeekingTests: XCTestCase {
    private let size = FrameSize(square: 16)

    func testClipsOfFilesWrittenHere() throws {
        let folder = TemporaryDirectory()
        for name in ["a.mp4", "a.mkv", "a.avi"] {
            try MovingPicture.write(to: folder.path(name), sampleRate: 44_100)
            try compare(folder.path(name), sampleRate: 16_000, soundAccuracy: name == "a.avi" ? 1e-3 : 0)
        }
        try MovingPicture.write(to: folder.path("b.mp4"), sampleRate: 16_000)
        try compare(folder.path("b.mp4"), sampleRate: 16_000, soundAccuracy: 0)
        try compare(folder.path("b.mp4"), sampleRate: 22_050, soundAccuracy: 0)
    }

    func testClipsOfFilesWrittenByFFmpeg() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("source.mp4"), sampleRate: 44_100)
        // The decoder of MPEG-1 layer 2 dithers its 16 bits, otherwise after each seek; Opus forgets in 80 ms, nearly.
        let rows = [
            ("a.mp4", "-c:v libx264 -g 60 -bf 3 -x264-params open-gop=1:b-pyramid=normal -c:a aac -aac_pns 0"),
            ("a.mkv", "-c:v libx264 -g 37 -bf 2 -c:a libvorbis"), ("a.webm", "-c:v libvpx -deadline realtime -c:a libvorbis"),
            ("b.webm", "-c:v libvpx -deadline realtime -c:a libopus"), ("a.mov", "-c:v mpeg4 -q:v 4 -bf 2 -c:a pcm_s16le"),
            ("a.mpg", "-c:v mpeg2video -q:v 3 -bf 2 -g 15 -c:a mp2"),
            ("a.ts", "-c:v libx264 -g 30 -c:a mp2"),
        ]
        for (name, settings) in rows {
            try FFmpegTool.run("-i \(folder.path("source.mp4")) \(settings) \(folder.path(name))")
            try compare(
                folder.path(name), sampleRate: 16_000,
                soundAccuracy: settings.hasSuffix("mp2") || settings.hasSuffix("opus") ? 1e-3 : 0)
        }
    }

    func testThreadsChangeNothing() throws {
        let folder = TemporaryDirectory()
        try MovingPicture.write(to: folder.path("a.mp4"), sampleRate: 16_000)
        let (one, three) = (try ClipReader(folder.path("a.mp4")), try ClipReader(folder.path("a.mp4"), threads: 3))
        for from in [0, 3.7, 1.2, 4.9] {
            let expected = try one.frames(from: from, duration: 1, frameRate: 9, size: size).rgb
            XCTAssertEqual(try three.frames(from: from, duration: 1, frameRate: 9, size: size).rgb, expected)
        }
    }

    private func compare(
        _ path: String, sampleRate: Int, soundAccuracy: Float, file: StaticString = #filePath, line: UInt = #line
    ) throws {
        let rate = 24.0
        let label = "\((path as NSString).lastPathComponent) at \(sampleRate) Hz"
        let whole = try ClipReader(path).frames(frameRate: rate, size: size)
        let sound = try ClipReader(path).waveform(sampleRate: sampleRate).samples.scalars
        var stream = RandomStream(seed: 7)
        let reader = try ClipReader(path)
        for trial in 0..<24 {
            let first = trial == 3 ? 0 : stream.integer(in: 0..<whole.count - 24)
            let from = Double(first) / rate
            // One reader for all, and now and then a fresh one.
            let source = trial % 8 == 7 ? try ClipReader(path) : reader
            let clip = try source.frames(from: from, duration: 0.5, frameRate: rate, size: size)
            let bytes = size.width * size.height * 3
            let expected = Array(whole.rgb[first * bytes..<(first + clip.count) * bytes])
            XCTAssertEqual(clip.rgb == expected, true, "\(label): frames from \(from)", file: file, line: line)
            let heard = try source.waveform(from: from, duration: 0.5, sampleRate: sampleRate).samples.scalars
            let start = Int((from * Double(sampleRate)).rounded())
            let difference = zip(heard, sound[start...]).map { abs($0 - $1) }.max() ?? 0
            XCTAssertLessThanOrEqual(difference, soundAccuracy, "\(label): sound from \(from)", file: file, line: line)
        }
    }

    func testEveryFrameIsTheOneOnTheScreen() throws {
        let folder = TemporaryDirectory()
        let writer = try MediaWriter(
            folder.path("a.mp4"),
            video: VideoSettings(width: 32, height: 32, frameRate: 10, quality: 4, keyframeInterval: 7, preset: "medium"))
        for index in 0..<40 { try writer.append(frame: [UInt8](repeating: UInt8(20 + index * 5), count: 32 * 32 * 3)) }
        try writer.finish()
        let reader = try ClipReader(folder.path("a.mp4"))
        for time in [0.0, 0.05, 0.0999, 0.1, 1.32, 3.999, 2.5, 2.49, 0.3] {
            let clip = try reader.frames(from: time, duration: 0.01, frameRate: 1, size: size)
            let shown = (Int(clip.rgb[0]) - 20 + 2) / 5
            XCTAssertEqual(shown, min(39, Int((time + 0.001) * 10)), "at \(time) s")
        }
    }

    func testVariableFrameRate() throws {
        let folder = TemporaryDirectory()
        let writer = try MediaWriter(
            folder.path("a.mp4"), video: VideoSettings(width: 32, height: 32, frameRate: 20, quality: 4, preset: "medium"))
        // Frame k is shown at shownAt[k] twentieths of a second.
        var shownAt: [Int] = []
        var tick = 0
        for index in 0..<20 {
            shownAt.append(tick)
            try writer.append(frame: [UInt8](repeating: UInt8(20 + index * 10), count: 32 * 32 * 3))
            let held = [0, 3, 0, 7, 1][index % 5]
            writer.holdFrame(for: held)
            tick += 1 + held
        }
        try writer.finish()
        let reader = try ClipReader(folder.path("a.mp4"))
        let clip = try reader.frames(frameRate: 20, size: size)
        XCTAssertGreaterThanOrEqual(clip.count, shownAt[19] + 1)
        for moment in 0..<shownAt[19] {
            let expected = shownAt.lastIndex { $0 <= moment }
            XCTAssertEqual((Int(clip.frame(moment).first!) - 20 + 5) / 10, expected, "moment \(moment)")
        }
    }
}

/// A film in which every frame and every stretch of sound differs from every other.
enum MovingPicture {
    static let seconds = 6

    static func write(to path: String, sampleRate: Int) throws {
        let writer = try MediaWriter(
            path, video: VideoSettings(width: 48, height: 32, frameRate: 24, keyframeInterval: 31, preset: "veryfast"),
            audio: AudioSettings(sampleRate: sampleRate))
        var stream = RandomStream(seed: 3)
        for index in 0..<seconds * 24 {
            var rgb = [UInt8](repeating: 0, count: 48 * 32 * 3)
            for row in 0..<32 {
                for column in 0..<48 {
                    let place = (row * 48 + column) * 3
                    rgb[place] = UInt8((column * 5 + index * 3) % 256)
                    rgb[place + 1] = UInt8((row * 8 + index * 2) % 256)
                    rgb[place + 2] = UInt8(index)
                }
            }
            try writer.append(frame: rgb)
        }
        var phase: Float = 0
        try writer.append(
            samples: (0..<seconds * sampleRate).map { i in
                phase += (200 + 1500 * Float(i) / Float(seconds * sampleRate)) / Float(sampleRate)
                return 0.4 * sinf(2 * .pi * phase) + 0.1 * (stream.uniform() - 0.5)
            })
        try writer.finish()
    }
}
