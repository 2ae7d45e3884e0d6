import Datasets
import XCTest

/// No single number of picture or sound gives the class away: a nearest-mean classifier on it stays near chance.
final class ShortcutTests: XCTestCase {
    private let specification = WorldSpecification(difficulty: .blend(0.5))

    /// Share of test videos whose class has the nearest mean of `feature` among the training videos.
    private func nearestMean(_ feature: (VideoDescription) -> Double, train: Int, test: Int) -> Double {
        var sums: [ActionClass: (Double, Int)] = [:]
        for index in 0..<train {
            let video = specification.video("train", index)
            sums[video.action, default: (0, 0)].0 += feature(video)
            sums[video.action, default: (0, 0)].1 += 1
        }
        let means = sums.mapValues { $0.0 / Double($0.1) }
        let hits = (0..<test).filter { index in
            let video = specification.video("test", index)
            let value = feature(video)
            let order = ActionClass.allCases.min { abs(means[$0]! - value) < abs(means[$1]! - value) }
            return order == video.action
        }
        return Double(hits.count) / Double(test)
    }

    func testDescriptionsShareTheirNumbersAcrossClasses() {
        let features: [(String, (VideoDescription) -> Double)] = [
            ("pitch", { log($0.voice.pitch) }), ("decay", { $0.voice.decay }), ("loudness", { $0.voice.loudness }),
            ("radius", { $0.body.radius }), ("luma", { $0.body.colour.luma }), ("red", { $0.body.colour.red }),
            ("place", { $0.body.x }), ("height", { $0.body.y }), ("noise", { $0.noise.signalToNoise }),
            ("strikes", { Double($0.events.count) }), ("camera", { $0.camera.noise }),
        ]
        for (name, feature) in features {
            XCTAssertLessThan(nearestMean(feature, train: 2000, test: 2000), 0.17, "\(name): chance is 0.125")
        }
    }

    func testPixelsAndSamplesShareTheirSimplestNumbers() {
        let side = 16
        let features: [(String, (VideoDescription) -> Double)] = [
            ("mean brightness", { mean($0.frames(frameRate: 6, side: side)) }),
            (
                "mean redness",
                { video in
                    let pixels = video.frames(frameRate: 6, side: side)
                    return stride(from: 0, to: pixels.count, by: 3).reduce(0) { $0 + Double(pixels[$1]) - Double(pixels[$1 + 2]) }
                }
            ),
            (
                "root mean square",
                { video in
                    let samples = video.samples(sampleRate: 8000)
                    return log(samples.reduce(0) { $0 + Double($1 * $1) } / Double(samples.count))
                }
            ),
        ]
        for (name, feature) in features {
            XCTAssertLessThan(nearestMean(feature, train: 320, test: 320), 0.25, "\(name): chance is 0.125")
        }
    }
}

private func mean(_ bytes: [UInt8]) -> Double { Double(bytes.reduce(0) { $0 + Int($1) }) / Double(bytes.count) }
