import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// A clip of sound is the slice of the whole, sample for sample, whatever the codec remembers and wherever reading began.
final class SoundSliceTests: XCTestCase {
    /// File, settings for the tool, and whether the whole is compared with the tool's own decoding.
    private let rows: [(name: String, settings: String, isComparable: Bool)] = [
        ("u8.wav", "-c:a pcm_u8 -ar 11025", true), ("s16.wav", "-c:a pcm_s16le", true), ("s24.wav", "-c:a pcm_s24le", true),
        ("f32.wav", "-c:a pcm_f32le", true), ("law.wav", "-c:a pcm_alaw -ar 8000", true), ("s16.mkv", "-c:a pcm_s16le", true),
        ("s16.avi", "-c:a pcm_s16le", true), ("be.aiff", "-c:a pcm_s16be", true),
        ("long.wv", "-c:a wavpack -ar 8000 -frame_size 100000", true), ("a.wv", "-c:a wavpack", true),
        ("a.tta", "-c:a tta", true),
        ("block.flac", "-c:a flac -ar 8000 -frame_size 65535", true), ("block.ogg", "-c:a flac -ar 8000 -frame_size 65535", true),
        ("block.mkv", "-c:a flac -ar 8000 -frame_size 65535", true), ("a.flac", "-c:a flac", true), ("a.m4a", "-c:a alac", true),
        ("ms.wav", "-c:a adpcm_ms", true), ("ima.wav", "-c:a adpcm_ima_wav", true), ("yamaha.wav", "-c:a adpcm_yamaha", true),
        ("qt.mov", "-c:a adpcm_ima_qt", true), ("g722.wav", "-c:a g722 -ar 16000", true),
        ("g726.wav", "-c:a g726 -ar 8000 -b:a 32k", true),
        ("v1.wma", "-c:a wmav1", false), ("v2.wma", "-c:a wmav2", false), ("a.ac3", "-c:a ac3", false),
        ("a.mkv", "-c:a ac3", false),
        ("e.eac3", "-c:a eac3", false), ("e.mp4", "-c:a eac3", false), ("aac.mp4", "-c:a aac -aac_pns 0", true),
        ("a.aac", "-c:a aac -aac_pns 0", false), ("aac.mkv", "-c:a aac -aac_pns 0", true),
        ("aac.ts", "-c:a aac -aac_pns 0", false),
        ("aac.flv", "-c:a aac -aac_pns 0", false), ("a.mp2", "-c:a mp2", false), ("a.mp3", "-c:a libmp3lame", true),
        ("bare.mp3", "-c:a libmp3lame -write_xing 0", true), ("variable.mp3", "-c:a libmp3lame -q:a 5", true),
        ("mp3.avi", "-c:a libmp3lame", false), ("mp3.mkv", "-c:a libmp3lame", false), ("vorbis.ogg", "-c:a libvorbis", true),
        ("vorbis.webm", "-c:a libvorbis", false), ("opus.ogg", "-c:a libopus", false), ("opus.webm", "-c:a libopus", false),
        ("opus.mp4", "-c:a libopus -strict -2", false), ("a.dts", "-c:a dca -strict -2", false),
    ]

    func testClipsAreSlices() throws {
        let folder = TemporaryDirectory()
        try writeSource(to: folder.path("source.wav"))
        for row in rows {
            try FFmpegTool.run("-i \(folder.path("source.wav")) \(row.settings) \(folder.path(row.name))")
            try compare(folder.path(row.name), row.name)
            if row.isComparable { try agree(folder.path(row.name), row.name, in: folder) }
        }
    }

    /// Windows from everywhere, in a seeded order, by one reader and now and then by a fresh one.
    private func compare(_ path: String, _ name: String) throws {
        for rate in [nil, 16_000] as [Int?] {
            let whole = try ClipReader(path).waveform(sampleRate: rate)
            let samples = whole.samples.scalars
            XCTAssertGreaterThan(samples.map(abs).max() ?? 0, 0.2, name)
            var reader = try ClipReader(path)
            var stream = RandomStream(seed: 5)
            let hundredths = Int(reader.info.duration * 100) - 60
            for trial in 0..<14 {
                if trial % 5 == 4 { reader = try ClipReader(path) }
                let from = Double(stream.integer(in: 0..<hundredths)) / 100
                let clip = try reader.waveform(from: from, duration: 0.5, sampleRate: rate).samples.scalars
                let start = Int((from * Double(whole.sampleRate)).rounded())
                let worst = zip(clip, samples[start...]).map { abs($0 - $1) }.max() ?? 1
                XCTAssertEqual(worst, 0, "\(name) at \(rate ?? whole.sampleRate) Hz from \(from) s (trial \(trial))")
            }
        }
    }

    private func agree(_ path: String, _ name: String, in folder: TemporaryDirectory) throws {
        let expected = try FFmpegTool.decode(path, "-map 0:a -f f32le -ac 1", in: folder).floats
        let found = try ClipReader(path).waveform().samples.scalars
        XCTAssertLessThanOrEqual(abs(found.count - expected.count), 1200, name)
        let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
        XCTAssertLessThanOrEqual(worst, 1.01 / 32768, "\(name): \(found.count) samples, \(expected.count) by ffmpeg")
    }

    /// Twelve seconds in which no stretch is like another.
    private func writeSource(to path: String) throws {
        var stream = RandomStream(seed: 2)
        var phase: Float = 0
        let rate = 44_100
        try SoundFile.writeWAV(
            (0..<12 * rate).map { i in
                phase += (150 + 1800 * Float(i) / Float(12 * rate)) / Float(rate)
                return 0.4 * sinf(2 * .pi * phase) + 0.1 * (stream.uniform() - 0.5)
            }, sampleRate: rate, to: path)
    }
}
