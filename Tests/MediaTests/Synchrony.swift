import Foundation
import Media
import XCTest

/// Sees the flashes and hears the clicks of a stimulus in a file.
struct Synchrony {
    /// Seconds at which each flash is first seen.
    var flashes: [Double]
    /// Seconds at which each click begins.
    var clicks: [Double]

    /// Reads the file; the clicks are sought `later` seconds after their events.
    init(_ path: String, _ stimulus: Stimulus, clicksLater later: Double = 0) throws {
        let reader = try ClipReader(path)
        flashes = try Self.flashes(reader)
        clicks = try Self.clicks(reader, stimulus, later: later)
    }

    private static func flashes(_ reader: ClipReader) throws -> [Double] {
        let rate = 200.0  // finer than any frame rate here, so that late frames show
        let clip = try reader.frames(frameRate: rate, size: FrameSize(square: 16))
        let brightness = (0..<clip.count).map { index in
            clip.frame(index).reduce(0) { $0 + Int($1) } / (16 * 16 * 3)
        }
        return (1..<clip.count).filter { brightness[$0] > 128 && brightness[$0 - 1] <= 128 }.map { Double($0) / rate }
    }

    /// Where the sound resembles a click most, one place an event.
    static func clicks(_ reader: ClipReader, _ stimulus: Stimulus, later: Double = 0) throws -> [Double] {
        let rate = 16_000
        let sound = try reader.waveform(sampleRate: rate).samples.scalars
        let click = (0..<320).map { i -> Float in
            cosf(2 * .pi * 1000 * Float(i) / Float(rate)) * expf(-Float(i) / Float(rate) / 0.01)
        }
        return stimulus.events.compactMap { event -> Double? in
            // Look 0.3 s to either side: a file may begin somewhere else.
            let low = max(0, Int((event + later - 0.3) * Double(rate)))
            let high = min(sound.count - click.count, Int((event + later + 0.3) * Double(rate)))
            guard low < high else { return nil }
            var best = (value: Float(0), place: low)
            for place in low..<high {
                var value: Float = 0
                for i in 0..<click.count { value += sound[place + i] * click[i] }
                if value > best.value { best = (value, place) }
            }
            return Double(best.place) / Double(rate)
        }
    }

    /// Fails unless picture and sound are together: every click within one audio hop (10 ms) of its moment, every
    /// flash within one frame of its click.
    ///
    /// Only MP4 and MOV say where their clock begins (`keepsZero`); writers of other containers move both streams by
    /// the codec's delay, which must then be small and the same for all.
    func check(
        _ stimulus: Stimulus, keepsZero: Bool, _ label: String, file: StaticString = #filePath, line: UInt = #line
    ) {
        let frame = 1 / stimulus.frameRate.value
        guard flashes.count == 3, clicks.count == 3 else {
            return XCTFail("\(label): flashes at \(flashes), clicks at \(clicks)", file: file, line: line)
        }
        let shift = keepsZero ? 0 : clicks[0] - stimulus.events[0]
        XCTAssertLessThan(abs(shift), 0.06, "\(label): the clock is moved", file: file, line: line)
        for ((flash, click), event) in zip(zip(flashes, clicks), stimulus.events) {
            if ProcessInfo.processInfo.environment["AVTS_SHOW_SYNC"] != nil {
                print(label, "flash", Int((flash - event) * 1000), "ms, click", Int((click - event) * 1000), "ms")
            }
            XCTAssertEqual(click, event + shift, accuracy: keepsZero ? 0.010 : 0.002, "\(label): click", file: file, line: line)
            XCTAssertEqual(flash, click, accuracy: frame + 0.005, "\(label): apart", file: file, line: line)
        }
    }
}
