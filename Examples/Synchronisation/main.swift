// Learns from nothing but whether sound and picture are in sync, on a handful of synthetic videos: seconds.
// With scale "mini" in place of "smoke" it takes minutes, and the figures leave chance (50 %).
import AVTSKit

let scale = CommandLine.arguments.dropFirst().first ?? "smoke"
let data = try PretrainingData.synthetic(scale: scale)
let configuration = Configuration(scale: scale)
let pretraining = try Pretraining(data, configuration, seed: 0)
let pair = try pretraining.train(configuration.stages)  // easy negatives, then a quarter of hard ones

let scores = try pretraining.evaluate(pair)
for score in [scores.easy, scores.hard, scores.superHard] {
    print(
        "\(score.negative): \(score.accuracy, digits: 1) % of \(score.pairs) pairs, area under the curve \(score.areaUnderCurve, digits: 1) %"
    )
}
let curve = try pretraining.synchronizationCurve(pair, reach: 1)
print("sound and picture agree best when the sound is moved by \(curve.estimatedOffset, digits: 2) s")
