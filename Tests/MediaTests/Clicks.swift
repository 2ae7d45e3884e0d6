import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Sound whose places can be measured: a click every quarter of a second, the first after an eighth.
enum Clicks {
    static func write(to path: String, seconds: Int, rate: Int = 48_000, channels: Int = 1) throws {
        var samples = [Float](repeating: 0, count: seconds * rate * channels)
        for click in stride(from: rate / 8, to: seconds * rate - 100, by: rate / 4) {
            for i in 0..<48 * channels { samples[click * channels + i] = i / channels % 8 < 4 ? 0.8 : -0.8 }
        }
        try SoundFile.writeWAV(samples, sampleRate: rate, channels: channels, to: path)
    }

    /// Seconds at which clicks begin.
    static func times(_ wave: Waveform) -> [Double] {
        var found: [Double] = []
        for (place, sample) in wave.samples.scalars.enumerated() where abs(sample) > 0.25 {
            let time = wave.start + Double(place) / Double(wave.sampleRate)
            if found.last.map({ time - $0 > 0.05 }) ?? true { found.append(time) }
        }
        return found
    }

    /// Clips from `starts`, of half a second, are slices of `whole`.
    static func assertSlices(_ path: String, of whole: Waveform, from starts: [Double], _ what: String) throws {
        let reader = try ClipReader(path)
        for from in starts {
            let clip = try reader.waveform(from: from, duration: 0.5, sampleRate: whole.sampleRate).samples.scalars
            let start = Int((from * Double(whole.sampleRate)).rounded())
            let worst = zip(clip, whole.samples.scalars[start...]).map { abs($0 - $1) }.max() ?? 1
            XCTAssertEqual(worst, 0, "\(what) from \(from) s")
        }
    }
}
