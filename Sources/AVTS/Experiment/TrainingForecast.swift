import Foundation
import Layers
import Tensors
import Work

/// How long a training will take on this machine, measured on one micro-batch before it begins.
public struct TrainingForecast: Sendable, Equatable {
    /// Steps to be made.
    public let steps: Int
    /// Pairs in a step.
    public let pairs: Int
    /// Seconds that a step takes: its gradients, measured; batches are made meanwhile, and tests come on top.
    public let secondsPerStep: Double

    /// Seconds of all steps.
    public var seconds: Double { Double(steps) * secondsPerStep }
    /// Days of all steps.
    public var days: Double { seconds / 86_400 }
}

extension TrainingForecast: CustomStringConvertible {
    /// `324000 steps of 64 pairs at 81.0 s: 303.8 days on this machine`.
    public var description: String {
        let time =
            days >= 1
            ? String(format: "%.1f days", days)
            : seconds >= 3600 ? String(format: "%.1f hours", seconds / 3600) : "\(Int(seconds.rounded(.up))) s"
        return
            "\(steps) step\(steps == 1 ? "" : "s") of \(pairs) pairs at \(String(format: secondsPerStep < 1 ? "%.3f" : "%.1f", secondsPerStep)) s: \(time) on this machine"
    }
}

extension Pretraining {
    /// How long stages will take on this machine: the gradient of one micro-batch of their own is computed twice, and the second time counts.
    ///
    ///     print(try pretraining.forecast(configuration.stages))
    /// - Parameters:
    ///   - stages: what is to be trained on.
    ///   - done: steps of them that are made already.
    ///   - poll: called often; what it throws ends the measurement.
    public func forecast(
        _ stages: [Stage], done: Int = 0, poll: @escaping () throws -> Void = Work.poller
    ) throws -> TrainingForecast {
        let stages = stages.map { $0.counted(stepsPerEpoch: stepsPerEpoch) }.filter { $0.steps > 0 }
        let steps = max(0, stages.reduce(0) { $0 + $1.steps } - max(0, done))
        guard let first = stages.first else {
            return TrainingForecast(steps: 0, pairs: configuration.pairsPerStep, secondsPerStep: 0)
        }
        let network = try TwoStreamNetwork(configuration, seed: seed)
        network.setTraining(true)
        let batch = try batches(first, number: 0)(0)
        var seconds = 0.0
        for _ in 0..<2 {
            let start = ContinuousClock.now
            _ = try withInterruption(polling: poll) {
                try valueWithGradient(of: network.parameters) { try loss(of: network, batch).loss }
            }
            seconds = start.duration(to: .now) / .seconds(1)
        }
        return TrainingForecast(
            steps: steps, pairs: configuration.pairsPerStep, secondsPerStep: seconds * Double(configuration.partsPerStep))
    }
}
