import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Channels apart, mixed and one by one, of every layout, as the `ffmpeg` tool gives them.
final class ChannelTests: XCTestCase {
    private let folder = TemporaryDirectory()
    private let rate = 16_000

    /// Each channel has a tone of its own, for two seconds.
    private func write(_ layout: String, channels: Int, to name: String, codec: String = "-c:a pcm_f32le") throws -> String {
        let tones = (0..<channels).map { "\(0.1 + 0.05 * Double($0))*sin(2*PI*\(200 + 150 * $0)*t)" }.joined(separator: "|")
        try FFmpegTool.run("-f lavfi -i aevalsrc=\(tones):s=\(rate):c=\(layout):d=2 \(codec) \(folder.path(name))")
        return folder.path(name)
    }

    /// By one run of the tool, what each of `settings` gives.
    private func decoded(_ path: String, _ settings: [String]) throws -> [[Float]] {
        let outputs = settings.enumerated().map { "\($1) -f f32le \(folder.path("\($0).raw"))" }
        try FFmpegTool.run("-i \(path) \(outputs.joined(separator: " "))")
        return try settings.indices.map { try Data(contentsOf: URL(fileURLWithPath: folder.path("\($0).raw"))).floats }
    }

    private func distance(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).map { abs($0 - $1) }.max() ?? 1 }

    func testEveryLayout() throws {
        for (layout, channels) in [
            ("mono", 1), ("stereo", 2), ("2.1", 3), ("3.0", 3), ("quad", 4), ("4.0", 4), ("5.0", 5), ("5.1", 6), ("6.1", 7),
            ("7.1", 8),
            ("7.1(wide)", 8), ("hexadecagonal", 16),
        ] {
            let path = try write(layout, channels: channels, to: "a.wav")
            let reader = try ClipReader(path)
            XCTAssertEqual(reader.info.audio?.channels, channels, layout)
            let all = try reader.sound()
            XCTAssertEqual(all.shape, [2 * rate, channels], layout)
            let numbers = [0, channels / 2, channels - 1]
            // The tool scales its mixes so that nothing clips where samples are integers; ours does so always.
            let mixes = [("stereo", 2), ("mono", 1)].map { "-af aresample=osf=flt:ocl=\($0):rematrix_maxval=1 -ac \($1)" }
            let expected = try decoded(path, [""] + numbers.map { "-af pan=mono|c0=c\($0)" } + mixes)
            XCTAssertEqual(all.scalars, expected[0], layout)
            for (channel, expected) in zip(numbers, expected[1...3]) {
                let one = try reader.sound(channels: .one(channel))
                XCTAssertEqual(one.shape, [2 * rate, 1], layout)
                XCTAssertEqual(one.scalars, expected, "\(layout): channel \(channel)")
                XCTAssertEqual(try reader.waveform(channel: channel).samples.scalars, expected, "\(layout): channel \(channel)")
            }
            let (stereo, mono) = (try reader.sound(channels: .stereo), try reader.sound(channels: .mono))
            XCTAssertEqual(stereo.shape, [2 * rate, 2], layout)
            XCTAssertLessThan(distance(stereo.scalars, expected[4]), 1e-6, layout)
            XCTAssertEqual(mono.shape, [2 * rate, 1], layout)
            XCTAssertLessThan(distance(mono.scalars, expected[5]), 1e-6, layout)
            XCTAssertEqual(try reader.waveform().samples.scalars, mono.scalars, layout)
            try checkClips(reader, all, layout)
            for channel in [-1, channels, Int.max, Int.min] {
                for attempt in [{ _ = try reader.sound(channels: .one(channel)) }, { _ = try reader.waveform(channel: channel) }]
                {
                    XCTAssertThrowsError(try attempt(), layout) {
                        guard case .invalidRequest? = $0 as? MediaError else { return XCTFail("\($0)") }
                    }
                }
            }
        }
    }

    private func checkClips(_ reader: ClipReader, _ all: Tensor, _ layout: String) throws {
        let (samples, channels) = (all.scalars, all.shape[1])
        for from in [1.25, 0.0, 0.5] {
            let clip = try reader.sound(from: from, duration: 0.25)
            XCTAssertEqual(clip.shape, [rate / 4, channels], layout)
            let start = Int(from * Double(rate)) * channels
            XCTAssertEqual(clip.scalars, Array(samples[start..<start + clip.count]), "\(layout) from \(from)")
        }
        let slow = try reader.sound(sampleRate: 8000).scalars
        let clip = try reader.sound(from: 0.75, duration: 0.5, sampleRate: 8000)
        XCTAssertEqual(clip.shape, [4000, channels], layout)
        XCTAssertEqual(clip.scalars, Array(slow[6000 * channels..<10_000 * channels]), "\(layout) at 8000 Hz")
    }

    func testCompressedChannelsKeepTheirOrder() throws {
        for (name, codec, layout, channels) in [
            ("a.flac", "-c:a flac", "5.1", 6), ("a.mp4", "-c:a aac -aac_pns 0 -b:a 600k", "5.1", 6),
            ("a.ogg", "-c:a libvorbis -q:a 8", "5.1", 6),
            ("a.ac3", "-c:a ac3 -b:a 640k -ar 48000", "5.1", 6), ("b.flac", "-c:a flac", "7.1", 8),
            ("a.mka", "-c:a libopus -b:a 600k -mapping_family 1", "5.1", 6), ("a.mp3", "-c:a libmp3lame", "stereo", 2),
        ] {
            let path = try write(layout, channels: channels, to: name, codec: codec)
            let reader = try ClipReader(path)
            let sound = try reader.sound(from: 0.5, duration: 1, sampleRate: rate)
            XCTAssertEqual(sound.shape, [rate, channels], name)
            let found = sound.scalars
            for channel in 0..<channels {
                let samples = stride(from: channel, to: found.count, by: channels).map { found[$0] }
                let crossings = zip(samples, samples.dropFirst()).filter { $0 < 0 && $1 >= 0 }.count
                // The channel of low frequencies (the fourth) of lossy codecs keeps only those.
                if channel == 3 && codec.contains("-b:a") { continue }
                XCTAssertEqual(crossings, 200 + 150 * channel, accuracy: 8, "\(name): channel \(channel)")
            }
        }
    }
}
