import Foundation
import Layers
import Optimizers
import Tensors
import Training

/// A network with all that a checkpoint must carry: weights, running statistics, a dropout, momentum, a plateau.
enum KilledModel {
    static func make() -> Sequential { TinyProblem.model() }

    static func trainer(_ model: Sequential, folder: String) -> Trainer {
        let trainer = Trainer(
            model, optimizer: SGD(model.parameters, momentum: 0.9, weightDecay: 1e-4),
            schedule: .warmUp(steps: 6, then: .plateau(from: 0.02, patience: 1)),
            options: .init(
                checkpointFolder: folder + "/checkpoints", checkpointEvery: 4, gradientNorm: 10, observeEvery: 5,
                configuration: ["seed": "99"]))
        trainer.observers.append(CSVLog(folder + "/log.csv"))
        return trainer
    }

    @Sendable static func batch(_ step: Int) -> TinyProblem.Batch {
        // Slow enough for a signal to arrive in the middle of the training.
        usleep(4_000)
        return TinyProblem.batch(step)
    }

    static func loss(_ model: Sequential) -> (TinyProblem.Batch) throws -> Trainer.Outcome { TinyProblem.loss(model) }
}
