import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Headers and time stamps that claim anything: the answer is the data that is there or an error, and memory is not sized by them.
final class LyingHeaderTests: XCTestCase {
    private let folder = TemporaryDirectory()
    /// Bytes of memory that reading a file of some kilobytes may take.
    private static let allowance = 300 << 20

    /// Reads all there is; media errors are an answer.
    private func readAll(_ path: String) throws {
        func attempt(_ body: () throws -> Void) throws {
            do { try body() } catch is MediaError {}
        }
        try attempt {
            let reader = try ClipReader(path)
            XCTAssertTrue(reader.info.duration.isFinite && reader.info.duration >= 0, path)
            if reader.info.video != nil {
                try attempt { _ = try reader.frames(frameRate: 12, size: FrameSize(square: 32)) }
                try attempt { _ = try reader.everyFrame(size: FrameSize(square: 32)) }
            }
            if reader.info.audio != nil { try attempt { _ = try reader.waveform(sampleRate: 8000, allowsSilence: true) } }
        }
    }

    /// Runs `body` and gives by how many bytes the memory of this process rose above where it was, at most.
    private func growth(_ body: () throws -> Void) rethrows -> Int {
        func resident(_ name: String) -> Int {
            let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
            return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
        }
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        let before = resident("VmRSS")
        try body()
        return resident("VmHWM") - before
    }

    private func check(_ bytes: Data, _ name: String, _ what: String, line: UInt = #line) throws {
        let path = folder.path(name)
        try bytes.write(to: URL(fileURLWithPath: path))
        let taken = try withNotices({ _ in }) { try growth { try readAll(path) } }
        XCTAssertLessThan(taken, Self.allowance, "\(name): \(what)", line: line)
    }

    private func write(_ settings: String, to name: String) throws -> Data {
        try FFmpegTool.run(
            "\(MovingGradient.input(in: folder)) -f lavfi -i sine=r=16000:d=2 -frames:v 50 -pix_fmt yuv420p -flags bitexact -fflags bitexact \(settings) \(folder.path(name))"
        )
        return try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    }

    private static let claims: [UInt32] = [0xFFFF_FFFF, 0x7FFF_FFFF, 0x0100_0000]

    func testBoxesOfMP4() throws {
        for (name, settings) in [
            ("a.mp4", "-c:v libx264 -bf 2 -c:a aac"),
            ("f.mp4", "-c:v libx264 -c:a aac -movflags frag_keyframe+empty_moov+global_sidx"),
        ] {
            let whole = try write(settings, to: name)
            for box in [
                "mvhd", "tkhd", "mdhd", "elst", "stts", "ctts", "stsz", "stsc", "stco", "sidx", "mfhd", "tfhd", "tfdt", "trun",
                "trex", "mehd",
            ] {
                guard let place = whole.range(of: Data(box.utf8))?.upperBound else { continue }
                for word in stride(from: 0, to: 28, by: 4) {
                    for claim in Self.claims.prefix(word < 16 ? 3 : 1) {
                        var bytes = whole
                        bytes.replaceSubrange(
                            place + word..<place + word + 4, with: withUnsafeBytes(of: claim.bigEndian) { Data($0) })
                        try check(bytes, name, "\(box) + \(word): \(claim)")
                    }
                }
            }
        }
    }

    func testFieldsOfOtherContainers() throws {
        for (name, settings, mark, width) in [
            ("a.mkv", "-c:v mpeg4 -c:a aac", [0x44, 0x89, 0x88], 8),
            ("a.avi", "-c:v mpeg4 -c:a pcm_s16le", Array("avih".utf8), 56),
            ("b.avi", "-c:v mpeg4 -c:a pcm_s16le", Array("strh".utf8), 60),
            ("a.wav", "-map 1 -c:a pcm_s16le", Array("data".utf8), 4), ("b.wav", "-map 1 -c:a pcm_s16le", Array("fmt ".utf8), 20),
            ("a.flv", "-c:v flv -ar 22050 -c:a libmp3lame", Array("duration".utf8), 9),
            ("a.flac", "-map 1 -c:a flac", Array("fLaC".utf8), 40), ("a.mp3", "-map 1 -c:a libmp3lame", Array("Info".utf8), 16),
            ("a.w64", "-map 1 -c:a pcm_s16le", Array("data".utf8), 24),
            ("a.aiff", "-map 1 -c:a pcm_s16be", Array("COMM".utf8), 16),
            ("a.au", "-map 1 -c:a pcm_s16be", Array(".snd".utf8), 20), ("a.gif", "-map 0", Array("GIF89a".utf8), 8),
            ("a.caf", "-map 1 -c:a pcm_s16be", Array("data".utf8), 12),
        ] as [(String, String, [UInt8], Int)] {
            let whole = try write(settings, to: name)
            let place = try XCTUnwrap(whole.range(of: Data(mark)), name).upperBound
            for byte in stride(from: 0, to: width, by: 4) {
                for claim in Self.claims {
                    for isSwapped in [true, false] {
                        var bytes = whole
                        bytes.replaceSubrange(
                            place + byte..<min(bytes.count, place + byte + 4),
                            with: withUnsafeBytes(of: isSwapped ? claim.bigEndian : claim.littleEndian) { Data($0) })
                        try check(bytes, name, "\(String(decoding: mark, as: UTF8.self)) + \(byte): \(claim)")
                    }
                }
            }
        }
    }

    func testTimesThatLeap() throws {
        for (name, settings) in [
            ("a.mkv", "-c:v mpeg4 -c:a aac"), ("a.mp4", "-c:v libx264 -c:a aac"), ("a.nut", "-c:v mpeg4 -c:a aac"),
            ("a.flv", "-c:v flv -ar 22050 -c:a libmp3lame"), ("a.ogv", "-c:v libtheora -ar 44100 -c:a libvorbis"),
            ("a.ts", "-c:v mpeg2video -c:a mp2"), ("a.webm", "-c:v libvpx -deadline realtime -c:a libopus"),
            ("f.mp4", "-c:v libx264 -c:a aac -movflags frag_keyframe+empty_moov"), ("a.asf", "-c:v wmv2 -c:a wmav2"),
        ] {
            for leap in ["4000", "1000000"] {
                for kind in [
                    "-vf setpts=if(gt(N\\,20)\\,PTS+\(leap)/TB\\,PTS)", "-af asetpts=if(gt(N\\,6)\\,PTS+\(leap)/TB\\,PTS)",
                ] {
                    guard let bytes = try? write("\(kind) -fps_mode passthrough -max_interleave_delta 0 \(settings)", to: name)
                    else { continue }
                    try check(bytes, name, "\(kind)")
                }
            }
        }
    }

    func testMutants() throws {
        for (name, settings) in [
            ("a.mp4", "-c:v libx264 -c:a aac"), ("a.mkv", "-c:v mjpeg -c:a libmp3lame"), ("a.avi", "-c:v mpeg4 -c:a pcm_s16le"),
            ("a.ogg", "-c:v libtheora -ar 44100 -c:a libvorbis"), ("a.mp3", "-map 1 -c:a libmp3lame"),
            ("a.wav", "-map 1 -c:a pcm_s16le"), ("a.flac", "-map 1 -c:a flac"), ("a.gif", "-map 0"),
            ("a.ts", "-c:v mpeg2video -c:a mp2"),
        ] {
            let whole = try write(settings, to: name)
            var stream = RandomStream(seed: 11).split(name)
            for trial in 0..<200 {
                var bytes = whole
                for _ in 0..<(1 + stream.integer(in: 0..<6)) {
                    let place = stream.integer(in: 0..<min(2048, whole.count))
                    bytes[stream.integer(in: 0..<3) == 0 ? whole.count - 1 - place : place] = UInt8(stream.integer(in: 0..<256))
                }
                try check(bytes, name, "mutant \(trial)")
            }
        }
    }
}
