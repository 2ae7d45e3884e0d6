import Foundation
import Media

/// A flash and a click at the same moments: what the synchrony tests look and listen for.
struct Stimulus {
    var side = 32
    var frameRate: FrameRate = 25
    var sampleRate = 16_000
    var seconds = 4
    /// Moments of the events; each is the start of a frame.
    var events: [Double] { flashFrames.map { frameRate.time(ofFrame: $0) } }
    private var flashFrames: [Int] { [0.96, 1.88, 2.84].map { Int(($0 * frameRate.value).rounded()) } }

    var frameCount: Int { Int((Double(seconds) * frameRate.value).rounded(.up)) }

    /// Frame `index`: dark, with a slowly moving bar; white for the three frames of a flash.
    func frame(_ index: Int) -> [UInt8] {
        let flash = flashFrames.contains { ($0..<$0 + 3).contains(index) }
        var rgb = [UInt8](repeating: flash ? 235 : 20, count: side * side * 3)
        if !flash {
            for row in 0..<side { for c in 0..<3 { rgb[(row * side + index / 2 % side) * 3 + c] = 90 } }
        }
        return rgb
    }

    /// Clicks: 1 kHz, decaying in 10 ms.
    var sound: [Float] {
        var samples = [Float](repeating: 0, count: seconds * sampleRate)
        for event in events {
            let start = Int((event * Double(sampleRate)).rounded())
            for i in 0..<min(sampleRate / 25, samples.count - start) {
                let t = Float(i) / Float(sampleRate)
                samples[start + i] = 0.8 * cosf(2 * .pi * 1000 * t) * expf(-t / 0.01)
            }
        }
        return samples
    }

    func write(to path: String, soundFirst: Bool = false, bitRate: Int = 96_000) throws {
        let writer = try MediaWriter(
            path, video: VideoSettings(width: side, height: side, frameRate: frameRate),
            audio: AudioSettings(sampleRate: sampleRate, bitRate: bitRate))
        if soundFirst { try writer.append(samples: sound) }
        for index in 0..<frameCount { try writer.append(frame: frame(index)) }
        if !soundFirst { try writer.append(samples: sound) }
        try writer.finish()
    }
}
