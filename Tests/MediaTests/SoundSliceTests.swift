import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// A clip of sound is the slice of the whole, sample for sample, whatever the codec remembers and wherever reading began; and the
/// whole is what `ffmpeg` decodes, at the time it says.
final class SoundSliceTests: XCTestCase {
    /// How near the whole is to the tool's decoding, in steps of 16 bits.
    private enum Agreement {
        case within(Float)
        /// Why it is not compared.
        case not(String)

        static let same = Agreement.within(1.01)
        static let dither = Agreement.not("noise where bits are missing, from where the decoder began (every 8 s)")
    }
    private typealias Row = (name: String, settings: String, agreement: Agreement)

    func testSamples() throws {
        try compare([
            ("u8.wav", "-c:a pcm_u8 -ar 11025", .same), ("s16.wav", "-c:a pcm_s16le", .same),
            ("s24.wav", "-c:a pcm_s24le", .same),
            ("f32.wav", "-c:a pcm_f32le", .same), ("a.wav", "-c:a pcm_alaw -ar 8000", .same),
            ("s16.mkv", "-c:a pcm_s16le", .same),
            ("s16.avi", "-c:a pcm_s16le", .same), ("s24.mov", "-c:a pcm_s24le", .same),
            ("u.au", "-c:a pcm_mulaw -ar 8000", .same),
            ("a.w64", "-c:a pcm_s16le", .same), ("rf.wav", "-rf64 always -c:a pcm_s16le", .same),
            ("a.caf", "-c:a pcm_s16le", .same),
            ("be.aiff", "-c:a pcm_s16be", .same), ("a.voc", "-c:a pcm_u8 -ar 11025", .same), ("a.nut", "-c:a pcm_s16le", .same),
            ("a.m2ts", "-c:a pcm_bluray -ar 48000", .same),
        ])
    }

    func testLossless() throws {
        let large = "-ar 8000 -frame_size 65535"
        try compare([
            ("long.wv", "-c:a wavpack -ar 8000 -frame_size 100000", .same), ("a.wv", "-c:a wavpack", .same),
            ("long.mkv", "-c:a wavpack -ar 8000 -frame_size 100000", .same), ("a.tta", "-c:a tta", .same),
            ("block.flac", "-c:a flac \(large)", .same), ("block.ogg", "-c:a flac \(large)", .same),
            ("block.mkv", "-c:a flac \(large)", .same), ("block.mp4", "-c:a flac \(large) -strict -2", .same),
            ("a.flac", "-c:a flac", .same), ("a.m4a", "-c:a alac", .same), ("alac.mkv", "-c:a alac", .same),
            ("alac.caf", "-c:a alac", .same), ("a.mlp", "-c:a mlp -strict -2 -ac 2", .same),
            ("a.thd", "-c:a truehd -strict -2 -ac 2", .same), ("thd.mkv", "-c:a truehd -strict -2 -ac 2", .same),
        ])
    }

    func testPredictedSamples() throws {
        try compare([
            ("ms.wav", "-c:a adpcm_ms", .same), ("ms.mkv", "-c:a adpcm_ms", .same), ("ima.wav", "-c:a adpcm_ima_wav", .same),
            ("ima.avi", "-c:a adpcm_ima_wav", .same), ("ima.mov", "-c:a adpcm_ima_wav", .same),
            ("qt.mov", "-c:a adpcm_ima_qt", .same), ("qt.caf", "-c:a adpcm_ima_qt", .same),
            ("yamaha.wav", "-c:a adpcm_yamaha", .same), ("a.mmf", "-c:a adpcm_yamaha -ar 22050", .same),
            ("a.apm", "-c:a adpcm_ima_apm -ar 22050", .same), ("a.tun", "-c:a adpcm_ima_alp -f alp -ar 22050", .same),
            ("a.kvag", "-c:a adpcm_ima_ssi -f kvag", .same), ("a.aud", "-c:a adpcm_ima_ws", .same),
            ("argo.asf", "-c:a adpcm_argo -f argo_asf -ar 22050", .same), ("a.adx", "-c:a adpcm_adx", .same),
            ("swf.flv", "-c:a adpcm_swf -ar 22050", .same), ("swf.wav", "-c:a adpcm_swf -ar 22050", .same),
            ("g722.wav", "-c:a g722 -ar 16000", .same), ("g722.mkv", "-c:a g722 -ar 16000", .same),
            ("a.g722", "-c:a g722 -ar 16000", .same), ("g726.wav", "-c:a g726 -ar 8000 -b:a 32k", .same),
            ("a.dfpwm", "-c:a dfpwm -ar 48000", .same),
        ])
    }

    func testSpeech() throws {
        try compare([
            ("speex.ogg", "-c:a libspeex -ar 16000", .same), ("speex.mkv", "-c:a libspeex -ar 16000", .same),
            ("speex.flv", "-c:a libspeex -ar 16000", .same), ("gsm.wav", "-c:a libgsm_ms -ar 8000", .same),
            ("a.gsm", "-c:a libgsm -ar 8000", .same), ("gsm.mov", "-c:a libgsm -ar 8000", .same),
            ("g723.mkv", "-c:a g723_1 -ar 8000 -b:a 6300", .same), ("nelly.flv", "-c:a nellymoser -ar 22050", .same),
            ("a.aptx", "-c:a aptx -ac 2", .same), ("a.sbc", "-c:a sbc -ac 2", .same),
        ])
    }

    func testMPEG() throws {
        let aac = "-c:a aac -aac_pns 0"
        // Bands that are nothing but noise are sent as its level.
        let noise = "-c:a aac -aac_pns 1 -b:a 32k"
        let main = "\(aac) -profile:a aac_main -aac_pred 1"
        // Ours decodes layer 2 in floats; the tool's decoder dithers to 16 bits.
        let layer2 = Agreement.within(2)
        try compare([
            ("aac.mp4", aac, .same), ("aac.mov", aac, .same),
            ("fragments.mp4", "\(aac) -movflags empty_moov -frag_duration 1000000", .same),
            ("a.aac", aac, .same), ("aac.mkv", aac, .same), ("aac.ts", aac, .same),
            ("latm.ts", "\(aac) -mpegts_flags latm", .same),
            ("noise.mp4", noise, .dither), ("noise.mkv", noise, .dither), ("noise.ts", noise, .dither),
            ("noise.aac", noise, .dither), ("noise.flv", noise, .dither),
            ("noisy.ts", "\(noise) -mpegts_flags latm", .dither),
            ("ltp.mkv", "\(aac) -profile:a aac_ltp -aac_ltp 1 -strict -2", .same), ("main.mkv", main, .same),
            ("main.mp4", main, .same), ("main.aac", main, .same), ("main.ts", main, .same),
            ("aac.flv", aac, .same), ("aac.avi", aac, .same), ("aac.nut", aac, .same),
            ("a.mp2", "-c:a mp2", layer2), ("mp2.ts", "-c:a mp2", layer2), ("mp2.mpg", "-c:a mp2 -f mpeg", layer2),
            ("mp2.mkv", "-c:a mp2", layer2), ("mp2.wav", "-c:a mp2", layer2),
            ("a.mp3", "-c:a libmp3lame", .same), ("bare.mp3", "-c:a libmp3lame -write_xing 0", .same),
            ("variable.mp3", "-c:a libmp3lame -q:a 5", .same), ("both.mp3", "-c:a libmp3lame -q:a 5 -write_xing 0", .same),
            ("low.mp3", "-c:a libmp3lame -ar 16000 -b:a 24k", .same), ("mp3.mp4", "-c:a libmp3lame", .same),
            ("mp3.avi", "-c:a libmp3lame", .same), ("mp3.mkv", "-c:a libmp3lame", .same), ("mp3.flv", "-c:a libmp3lame", .same),
            ("mp3.ts", "-c:a libmp3lame", .same), ("mp3.wav", "-c:a libmp3lame", .same),
        ])
    }

    func testOthers() throws {
        let opus = Agreement.within(16)  // begins anew every 4 s, and forgets within 80 ms but for this
        try compare([
            ("v1.wma", "-c:a wmav1", .same), ("v2.wma", "-c:a wmav2", .same), ("wma.mkv", "-c:a wmav2", .same),
            ("wma.avi", "-c:a wmav2", .same), ("wma.wav", "-c:a wmav2", .same),
            ("a.ac3", "-c:a ac3", .dither), ("ac3.mkv", "-c:a ac3", .dither), ("ac3.ts", "-c:a ac3", .dither),
            ("ac3.mp4", "-c:a ac3", .dither), ("a.eac3", "-c:a eac3", .dither), ("eac3.mp4", "-c:a eac3", .dither),
            ("eac3.ts", "-c:a eac3", .dither), ("vorbis.ogg", "-c:a libvorbis", .same), ("vorbis.mkv", "-c:a libvorbis", .same),
            ("vorbis.webm", "-c:a libvorbis", .same), ("vorbis.mp4", "-c:a libvorbis", .same),
            ("opus.ogg", "-c:a libopus", opus), ("opus.mkv", "-c:a libopus", opus), ("opus.webm", "-c:a libopus", opus),
            ("opus.mp4", "-c:a libopus -strict -2", opus), ("long.opus", "-c:a libopus -frame_duration 60", opus),
            ("a.dts", "-c:a dca -strict -2", .same), ("dts.mkv", "-c:a dca -strict -2", .same),
            ("dts.ts", "-c:a dca -strict -2", .same),
        ])
    }

    private func compare(_ rows: [Row]) throws {
        let folder = TemporaryDirectory()
        try writeSource(to: folder.path("source.wav"))
        // All by one run of the tool each way.
        let outputs = rows.map { "-map 0 \($0.settings) \(folder.path($0.name))" }
        try FFmpegTool.run("-i \(folder.path("source.wav")) \(outputs.joined(separator: " "))")
        let inputs = rows.map { "-i \(folder.path($0.name))" }
        let decoded = rows.enumerated().map { place, row in
            // The tool's own mixture of two is their sum.
            let mixed = row.settings.contains("-ac 2") ? "-af pan=mono|c0=0.5*c0+0.5*c1" : "-ac 1"
            return "-map \(place):a \(mixed) -f f32le \(folder.path(row.name)).raw"
        }
        try FFmpegTool.run("\(inputs.joined(separator: " ")) \(decoded.joined(separator: " "))")
        for row in rows {
            let path = folder.path(row.name)
            let log = NoticeLog()
            try withNotices(log.board) {
                let whole = try compareSlices(path, row.name, rate: nil)
                _ = try compareSlices(path, row.name, rate: 16_000)
                guard case .within(let steps) = row.agreement else { return }
                let expected = try Data(contentsOf: URL(fileURLWithPath: "\(path).raw")).floats
                try agree(whole, expected, path, row.name, steps)
            }
            XCTAssertEqual(log.texts, [], row.name)
        }
    }

    /// Windows from everywhere, in a seeded order, by one reader and now and then by a fresh one.
    private func compareSlices(_ path: String, _ name: String, rate: Int?) throws -> Waveform {
        let whole = try ClipReader(path).waveform(sampleRate: rate)
        let samples = whole.samples.scalars
        XCTAssertGreaterThan(samples.map(abs).max() ?? 0, 0.2, name)
        var reader = try ClipReader(path)
        var stream = RandomStream(seed: 5)
        let hundredths = Int(reader.info.duration * 100) - 60
        for trial in 0..<12 {
            if trial % 5 == 4 { reader = try ClipReader(path) }
            let from = Double(stream.integer(in: 0..<hundredths)) / 100
            let duration = [0.5, 0.03, 0.2][trial % 3]
            let clip = try reader.waveform(from: from, duration: duration, sampleRate: rate).samples.scalars
            let start = Int((from * Double(whole.sampleRate)).rounded())
            let worst = zip(clip, samples[start...]).map { abs($0 - $1) }.max() ?? 1
            XCTAssertEqual(worst, 0, "\(name) at \(whole.sampleRate) Hz from \(from) s (trial \(trial))")
        }
        return whole
    }

    /// The tool gives out samples from the first decoded on; that one lies at the start of the file, or where the tool says.
    private func agree(_ whole: Waveform, _ expected: [Float], _ path: String, _ name: String, _ steps: Float) throws {
        let found = whole.samples.scalars
        var due = 0
        if distance(found, expected, later: 0) * 32768 > steps {
            let seconds = try secondsBeforeSound(path)
            due = Int((seconds * Double(whole.sampleRate)).rounded())
            let millisecond = whole.sampleRate / 1000 + 1
            let worst = (max(0, due - millisecond)...due + millisecond).map { distance(found, expected, later: $0) }.min() ?? 1
            XCTAssertLessThanOrEqual(worst * 32768, steps, "\(name): the first sample at \(seconds) s")
        }
        // The last block of WMA comes out after the last packet's time is over.
        let tail = name.contains("wma") ? 4096 : whole.sampleRate / 50
        XCTAssertEqual(found.count, expected.count + due, accuracy: tail, name)
    }

    /// Between the start of a file and its first frame, by the tool.
    private func secondsBeforeSound(_ path: String) throws -> Double {
        let entries = "format=start_time:frame=pts_time"
        let options = ["-v", "error", "-read_intervals", "%+#4", "-show_entries", entries, "-of", "default=nk=1:nw=1", path]
        // Frames come first, the file last; where packets carry no times the sound begins at once.
        let times = try Subprocess("ffprobe", options).wait().output.split(separator: "\n").map { Double($0) }
        return max(0, (times.first.flatMap { $0 } ?? 0) - (times.last.flatMap { $0 } ?? 0))
    }

    /// The largest difference where `found` begins `later` samples before `expected`.
    private func distance(_ found: [Float], _ expected: [Float], later: Int) -> Float {
        var worst: Float = 0
        for place in 0..<max(0, min(found.count - later, expected.count)) {
            worst = max(worst, abs(found[place + later] - expected[place]))
            if worst > 0.1 { break }
        }
        return worst
    }

    /// Nine seconds in which no stretch is like another.
    private func writeSource(to path: String) throws {
        var stream = RandomStream(seed: 2)
        var phase: Float = 0
        let rate = 44_100
        try SoundFile.writeWAV(
            (0..<9 * rate).map { i in
                phase += (150 + 1800 * Float(i) / Float(9 * rate)) / Float(rate)
                return 0.4 * sinf(2 * .pi * phase) + 0.1 * (stream.uniform() - 0.5)
            }, sampleRate: rate, to: path)
    }
}
