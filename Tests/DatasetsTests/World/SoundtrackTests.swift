import Datasets
import XCTest

final class SoundtrackTests: XCTestCase {
    func testLengthPeakAndDeterminism() {
        let specification = WorldSpecification(difficulty: .clean)
        for index in 0..<16 {
            let video = specification.video("train", index)
            let samples = video.samples(sampleRate: 16000)
            XCTAssertEqual(samples.count, 64000)
            XCTAssertEqual(samples, video.samples(sampleRate: 16000))
            let peak = samples.reduce(0) { max($0, abs($1)) }
            XCTAssertEqual(20 * log10(Double(peak)), video.voice.loudness, accuracy: 0.01)
        }
    }

    func testOnsetsAreAtTheStrikesToTheSample() {
        var difficulty = Difficulty.clean
        difficulty.signalToNoise = .init(60, 60)
        let specification = WorldSpecification(difficulty: difficulty)
        var compared = 0
        for index in 0..<32 {
            let video = specification.video("train", index)
            let samples = video.samples(sampleRate: 16000)
            let peak = samples.reduce(0) { max($0, abs($1)) }
            // Strikes that come when the one before has died away.
            for (before, event) in zip(video.strikes, video.strikes.dropFirst())
            where event > 0.03 && event < video.duration && event - before > 6 * video.voice.decay + 0.05 {
                let quiet = Int((event - 0.02) * 16000)
                let onset = samples[quiet...].firstIndex { abs($0) > 0.05 * peak } ?? -1
                XCTAssertEqual(Double(onset), event * 16000, accuracy: 24, "\(video.voice.timbre), video \(index)")
                compared += 1
            }
        }
        XCTAssertGreaterThan(compared, 20)
    }

    func testSignalToNoiseIsWhatTheDescriptionSays() {
        var difficulty = Difficulty.noisy
        difficulty.signalToNoise = .init(10, 10)
        let specification = WorldSpecification(difficulty: difficulty, duration: 30)
        var ratios: [Double] = []
        for index in 0..<8 {
            let video = specification.video("train", index)
            let samples = video.samples(sampleRate: 16000)
            func power(_ from: Double, _ seconds: Double) -> Double {
                let range = Int(from * 16000)..<Int((from + seconds) * 16000)
                return range.reduce(0) { $0 + Double(samples[$1] * samples[$1]) } / Double(range.count)
            }
            // Noise is measured in the last 50 ms of long gaps, where the strikes have died away.
            let events = video.events.filter { $0 < 29.9 }
            let quiet = zip(events, events.dropFirst()).filter { $1 - $0 > 6 * video.voice.decay + 0.1 }
            guard !quiet.isEmpty else { continue }
            let noise = quiet.reduce(0) { $0 + power($1.1 - 0.05, 0.05) } / Double(quiet.count)
            let strike = events.reduce(0) { $0 + power($1, 0.05) } / Double(events.count) - noise
            ratios.append(10 * log10(strike / noise))
        }
        XCTAssertFalse(ratios.isEmpty)
        XCTAssertEqual(ratios.reduce(0, +) / Double(max(ratios.count, 1)), 10, accuracy: 1.5)
    }

    func testAllTimbresSoundAtAllRates() {
        for rate in [8000, 16000, 44100] {
            for index in 0..<8 {
                let samples = WorldSpecification().video("train", index).samples(sampleRate: rate)
                XCTAssertTrue(samples.allSatisfy { $0.isFinite && abs($0) <= 1 })
            }
        }
    }
}
