import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Films and sound written from tensors and read back; what cannot be written is an error, and leaves no file.
final class TensorFilesTests: XCTestCase {
    private let folder = TemporaryDirectory()

    /// Slow waves of colour that move.
    private func frames(_ count: Int, _ height: Int, _ width: Int) -> Tensor {
        var values: [Float] = []
        for t in 0..<count {
            for y in 0..<height {
                for x in 0..<width {
                    values += [0, 1, 2].map { 0.5 + 0.4 * sinf(0.1 * Float(x + y * $0) + 0.4 * Float(t)) }
                }
            }
        }
        return Tensor(values, shape: [count, height, width, 3])
    }

    private func tones(_ samples: Int, channels: Int, rate: Int) -> Tensor {
        let values = (0..<samples * channels).map { place in
            0.4 * sinf(2 * .pi * Float(220 + 220 * (place % channels)) * Float(place / channels) / Float(rate))
        }
        return Tensor(values, shape: channels == 1 ? [samples] : [samples, channels])
    }

    private func assertRefused(_ what: String, _ name: String = "a.mp4", _ write: (String) throws -> Void) throws {
        XCTAssertThrowsError(try write(folder.path(name)), what) {
            switch $0 as? MediaError {
            case .invalidRequest?, .encodingFailed?, .encoderMissing?, .writeFailed?: break
            default: XCTFail("\(what): \($0)")
            }
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.url.path), [], what)
    }

    func testFilmsAreReadBack() throws {
        let (picture, rate) = (frames(24, 48, 64), 48_000)
        for name in ["a.mp4", "a.mkv", "a.mov", "a.avi", "a.webm"] {
            for channels in [0, 1, 2] {
                let sound = channels > 0 ? tones(2 * rate, channels: channels, rate: rate) : nil
                try MediaWriter.write(
                    frames: picture, frameRate: 12, sound: sound, sampleRate: rate, quality: 4, to: folder.path(name))
                let reader = try ClipReader(folder.path(name))
                XCTAssertEqual(reader.info.audio?.channels ?? 0, channels, name)
                XCTAssertEqual(reader.info.duration, 2, accuracy: 0.1, name)
                let every = try reader.everyFrame()
                XCTAssertEqual(every.tensor().shape, picture.shape, name)
                XCTAssertLessThan((every.tensor() - picture).abs().mean().scalar, 0.03, name)
                guard let sound else { continue }
                let found = try reader.sound(from: 0.5, duration: 1)
                XCTAssertEqual(found.shape, [rate, channels], name)
                // Matroska and AVI have no place for the delay of AAC and MP3, by which picture and sound come later together.
                let latest = ["a.mkv", "a.avi"].contains(name) ? 2500 : 0
                let (samples, source) = (found.scalars, sound.scalars)
                var worst = Float.infinity
                for late in 0...latest {
                    var largest: Float = 0
                    for n in stride(from: 0, to: rate, by: latest > 0 ? 97 : 1) {
                        let due = source[(rate / 2 + n - late) * channels]
                        largest = max(largest, abs(samples[n * channels] - due))
                    }
                    worst = min(worst, largest)
                }
                XCTAssertLessThan(worst, 0.06, "\(name), \(channels) channels")
            }
        }
    }

    func testSoundIsReadBack() throws {
        for channels in 1...8 {
            let sound = tones(1000, channels: channels, rate: 16_000)
            for format in [SoundFile.WAVFormat.pcm16, .float32] {
                try SoundFile.writeWAV(sound, sampleRate: 16_000, format: format, to: folder.path("a.wav"))
                let reader = try ClipReader(folder.path("a.wav"))
                XCTAssertEqual(reader.info.audio?.sampleRate, 16_000)
                let found = try reader.sound()
                XCTAssertEqual(found.shape, [1000, channels])
                let worst = zip(found.scalars, sound.scalars).map { abs($0 - $1) }.max() ?? 1
                XCTAssertLessThanOrEqual(worst, format == .pcm16 ? 0.51 / 32_768 : 0, "\(channels) channels")
            }
        }
        let wave = Waveform([0, 0.5, -0.5], sampleRate: 8000)
        try SoundFile.writeWAV(wave.samples, sampleRate: wave.sampleRate, format: .float32, to: folder.path("b.wav"))
        XCTAssertEqual(try ClipReader(folder.path("b.wav")).waveform().samples.scalars, [0, 0.5, -0.5])
        XCTAssertEqual(Waveform(samples: wave.samples, sampleRate: 8000).duration, 3.0 / 8000, accuracy: 1e-12)
    }

    func testValuesOutsideClip() throws {
        let values = Tensor((0..<4 * 16 * 16 * 3).map { $0 % 2 == 0 ? Float(7) : -7 }, shape: [4, 16, 16, 3])
        try MediaWriter.write(frames: values, frameRate: 4, to: folder.path("a.mp4"))
        XCTAssertEqual(try ClipReader(folder.path("a.mp4")).everyFrame().count, 4)
    }

    func testWhatCannotBeWritten() throws {
        let picture = frames(2, 16, 16)
        for shape in [
            [2, 16, 16], [2, 16, 16, 1], [2, 16, 16, 4], [2, 3, 16, 16], [0, 16, 16, 3], [2, 0, 16, 3], [2, 16, 0, 3],
        ] {
            let wrong = Tensor([Float](repeating: 0, count: shape.reduce(1, *)), shape: Shape(shape))
            try assertRefused("\(shape)") { try MediaWriter.write(frames: wrong, frameRate: 12, to: $0) }
        }
        try assertRefused("odd sizes") { try MediaWriter.write(frames: frames(2, 15, 17), frameRate: 12, to: $0) }
        for value in [Float.nan, .infinity, -.infinity] {
            var values = picture.scalars
            values[100] = value
            try assertRefused("\(value)") {
                try MediaWriter.write(frames: Tensor(values, shape: picture.shape), frameRate: 12, to: $0)
            }
            let sound = Tensor([0, value], shape: [2])
            try assertRefused("sound of \(value)") { try MediaWriter.write(frames: picture, frameRate: 12, sound: sound, to: $0) }
            try assertRefused("sound of \(value)", "a.wav") { try SoundFile.writeWAV(sound, sampleRate: 8000, to: $0) }
        }
        for rate in [0, -1, .nan, .infinity, 1e9] {
            try assertRefused("\(rate) frames/s") { try MediaWriter.write(frames: picture, frameRate: rate, to: $0) }
        }
        for shape in [[0], [0, 2], [4, 0], [4, 9], [4, 2, 1]] {
            let sound = Tensor([Float](repeating: 0, count: shape.reduce(1, *)), shape: Shape(shape))
            try assertRefused("sound \(shape)") { try MediaWriter.write(frames: picture, frameRate: 12, sound: sound, to: $0) }
            try assertRefused("sound \(shape)", "a.wav") { try SoundFile.writeWAV(sound, sampleRate: 8000, to: $0) }
        }
        for rate in [0, -1, 1_000_000, Int.max] {
            let sound = tones(100, channels: 1, rate: 8000)
            try assertRefused("\(rate) Hz") {
                try MediaWriter.write(frames: picture, frameRate: 12, sound: sound, sampleRate: rate, to: $0)
            }
            try assertRefused("\(rate) Hz", "a.wav") { try SoundFile.writeWAV(sound, sampleRate: rate, to: $0) }
        }
        // AAC knows no such rate.
        try assertRefused("12345 Hz") {
            try MediaWriter.write(
                frames: picture, frameRate: 12, sound: tones(100, channels: 1, rate: 8000), sampleRate: 12_345, to: $0)
        }
        for quality in [-1, 52] {
            try assertRefused("quality \(quality)") {
                try MediaWriter.write(frames: picture, frameRate: 12, quality: quality, to: $0)
            }
        }
        for name in ["a.unheard", "a", "no/such/folder/a.mp4"] {
            try assertRefused(name, name) { try MediaWriter.write(frames: picture, frameRate: 12, to: $0) }
        }
    }
}
