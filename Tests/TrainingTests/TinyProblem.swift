import Foundation
import Layers
import Optimizers
import Tensors
import Training

/// A small regression that a small network learns, the same for every test: the batch of a step depends on the step alone.
enum TinyProblem {
    struct Batch: Sendable {
        var x: Tensor  // [N, 4]
        var y: Tensor  // [N, 2]
    }

    static func model(seed: UInt64 = 1) -> Sequential {
        var random = RandomStream(seed: seed)
        return Sequential([
            Linear(4, 16, using: &random), ReLU(), Dropout(0.1, random: random.split("dropout")),
            Linear(16, 2, using: &random),
        ])
    }

    static func batch(_ step: Int) -> Batch {
        var random = RandomStream(seed: 99).split(step)
        let x = Tensor.uniform([32, 4], in: -1..<1, using: &random)
        let mixing = Tensor((0..<8).map { Float($0 % 3) - 0.5 }, shape: [4, 2])
        return Batch(x: x, y: matmul(x, mixing))
    }

    static func loss(_ model: Sequential) -> (Batch) throws -> Trainer.Outcome {
        { batch in
            let error = model(batch.x) - batch.y
            let loss = error.square().mean()
            return (loss, ["root": Double(loss.scalar).squareRoot()])
        }
    }

    static func trainer(
        _ model: Sequential, rate: Schedule = .warmUp(steps: 5, then: .plateau(from: 0.05, patience: 2)),
        options: Trainer.Options = .init()
    ) -> Trainer {
        Trainer(model, optimizer: SGD(model.parameters, momentum: 0.9), schedule: rate, options: options)
    }

    /// All parameters in a row.
    static func weights(_ model: some Module) -> [Float] { model.parameters.flatMap(\.value.scalars) }
}

/// Keeps every event, in words.
final class EventRecorder: TrainingObserver {
    var events: [TrainingEvent] = []
    func receive(_ event: TrainingEvent) { events.append(event) }

    var warnings: [String] {
        events.compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }
    var checkpoints: [Int] {
        events.compactMap { if case .checkpoint(let step, _) = $0 { step } else { nil } }
    }
    var steps: [Int] {
        events.compactMap { if case .step(let report) = $0 { report.step } else { nil } }
    }
}
