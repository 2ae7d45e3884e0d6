import Datasets
import Files
import Layers
import Optimizers
import Tensors
import Training

/// What one step of training looks at.
struct TrainingBatch: Sendable {
    /// `[N, T, H, W, 3]`, z-normalised.
    let clips: Tensor
    /// `[M, T, F, 1]`, z-normalised.
    let sounds: Tensor
    let pairs: PairBatch
}

extension Pretraining {
    /// The batches of a stage: a pure function of seed, stage and step.
    func batches(_ stage: Stage, number: Int) throws -> @Sendable (Int) throws -> TrainingBatch {
        let sampler = try sampler(data.train)
        let random = RandomStream(seed: seed).split("pairs").split("stage").split(number)
        let (videos, geometry, flip) = (data.train, configuration.geometry, configuration.flip)
        let clipsPerStep = max(2, configuration.pairsPerStep / 2)
        let mixture = stage.negatives
        return { step in
            var random = random.split(step)
            let pairs = sampler.batch(clips: clipsPerStep, mixture: mixture, using: &random)
            let clips = try videos.clips(at: pairs.clips, frames: geometry.frames)
            return TrainingBatch(
                clips: flip ? mirrorHalf(clips) : clips,
                sounds: try videos.spectrograms(at: pairs.sounds, rows: geometry.rows), pairs: pairs)
        }
    }

    /// The contrastive loss of a batch, and its accuracy at half the margin.
    func loss(of network: TwoStreamNetwork, _ batch: TrainingBatch) throws -> Trainer.Outcome {
        let video = network.embed(clips: batch.clips).gathered(rows: batch.pairs.clipOfPair)
        let audio = network.embed(sounds: batch.sounds).gathered(rows: batch.pairs.soundOfPair)
        let distances = PairLoss.distances(video, audio)
        let loss = PairLoss.contrastive(
            distances: distances, inSync: batch.pairs.inSync, margin: configuration.margin)
        let accuracy = BinaryMetrics.accuracy(
            distances: distances.scalars, inSync: batch.pairs.inSync, threshold: configuration.margin / 2)
        return (loss, ["accuracy": 100 * accuracy])
    }

    /// The trainer of a stage: SGD with the stage's own schedule.
    func trainer(
        of network: some Module, _ stage: Stage, number: Int, _ inputs: Inputs, checkpoints: String?
    ) throws -> Trainer {
        let optimizer = SGD(
            network.parameters, momentum: Double(configuration.momentum), weightDecay: Double(configuration.weightDecay))
        let options = Trainer.Options(
            checkpointFolder: checkpoints.map { "\($0)/stage-\(number + 1)" },
            gradientNorm: Double(configuration.gradientNorm), observeEvery: stepsPerEpoch,
            clipsPerStep: max(2, configuration.pairsPerStep / 2),
            remakesDamaged: checkpoints.map(DataFolder.standard.holds) ?? false,
            configuration: inputs.fields.merging(["stage": "\(number)"]) { $1 })
        return Trainer(network, optimizer: optimizer, schedule: schedule(of: stage), options: options)
    }

    /// Steps in which each training video is seen once.
    var stepsPerEpoch: Int { max(1, 2 * data.train.count / configuration.pairsPerStep) }

    func schedule(of stage: Stage) -> Schedule {
        let rate = stage.learningRate ?? configuration.learningRate
        let warmUp = min(configuration.warmUp, stage.steps / 4)
        let rest: Schedule =
            switch configuration.decay {
            case .cosine: .cosine(from: rate, steps: max(1, stage.steps - warmUp))
            case .plateau: .plateau(from: rate)
            case .constant: .constant(rate)
            }
        return warmUp > 0 ? .warmUp(steps: warmUp, then: rest) : rest
    }
}

/// The second half of the clips, mirrored left to right; which clips those are is random already.
func mirrorHalf(_ clips: Tensor) -> Tensor {
    let half = clips.shape[0] / 2
    let count = clips.shape[0]
    return .concatenated([clips.slice(axis: 0, 0..<half), clips.slice(axis: 0, half..<count).flipped(axis: 3)])
}
