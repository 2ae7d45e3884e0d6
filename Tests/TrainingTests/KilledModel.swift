import Foundation
import Layers
import Optimizers
import Tensors
import Training

/// A small video network with all that a checkpoint must carry: weights, running statistics, a dropout, momentum, a plateau.
enum KilledModel {
    struct Batch: Sendable {
        var clips: Tensor  // [N, T, H, W, C]
        var brightness: Tensor  // [N, 1]
    }

    static func make() -> Sequential {
        var random = RandomStream(seed: 5)
        return Sequential([
            "stem": Sequential([
                Convolution3D(2, 8, kernel: 3, stride: [1, 2, 2], padding: 1, bias: false, using: &random),
                BatchNormalization(8, activation: .relu),
            ]),
            "layer1": ResidualBlock(8, 16, kernel: [1, 3, 3], stride: [1, 2, 2], using: &random),
            "pool": GlobalAveragePool(), "dropout": Dropout(0.2, random: random.split("dropout")),
            "fc": Linear(16, 1, using: &random),
        ])
    }

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

    @Sendable static func batch(_ step: Int) -> Batch {
        // Slow enough for a signal to arrive in the middle of the training.
        usleep(4_000)
        var random = RandomStream(seed: 99).split(step)
        let level = Tensor.uniform([8, 1], in: 0..<1, using: &random)
        let noise = Tensor.normal([8, 3, 8, 8, 2], standardDeviation: 0.3, using: &random)
        return Batch(clips: noise + level.reshaped(8, 1, 1, 1, 1), brightness: level)
    }

    static func loss(_ model: Sequential) -> (Batch) throws -> Trainer.Outcome {
        { batch in ((model(batch.clips) - batch.brightness).square().mean(), [:]) }
    }
}
