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
    /// The micro-batches of a stage's steps, one after the other: a pure function of seed, stage and step, whose pairs are the same in
    /// however many parts they come.
    func batches(_ stage: Stage, number: Int) throws -> @Sendable (Int) throws -> TrainingBatch {
        let sampler = try sampler(data.train)
        let random = RandomStream(seed: seed).split("pairs").split("stage").split(number)
        let (videos, geometry) = (data.train, configuration.geometry)
        let looking = RandomStream(seed: seed).split("views").split(number)
        let views = geometry.format.picture.map {
            RandomViews(picture: $0, crop: geometry.crop, scales: configuration.cropScales, flip: configuration.flip)
        }
        let (clipsPerStep, parts) = (configuration.clipsPerStep, configuration.partsPerStep)
        let mixture = stage.negatives
        return { number in
            let (step, part) = number.quotientAndRemainder(dividingBy: parts)
            var random = random.split(step)
            let whole = sampler.batch(clips: clipsPerStep, mixture: mixture, using: &random)
            let pairs = whole.part(part, of: parts)
            var look = looking.split(step)
            let seen = views?.draw(whole.clips.count, using: &look).map { Array($0[whole.clips(ofPart: part, of: parts)]) }
            return TrainingBatch(
                clips: try videos.clips(at: pairs.clips, frames: geometry.frames, crop: geometry.crop, views: seen),
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
            gradientNorm: Double(configuration.gradientNorm), accumulation: configuration.partsPerStep,
            observeEvery: stepsPerEpoch, clipsPerStep: configuration.clipsPerStep,
            remakesDamaged: checkpoints.map(DataFolder.standard.holds) ?? false,
            configuration: inputs.fields.merging(["stage": "\(number)"]) { $1 })
        return Trainer(network, optimizer: optimizer, schedule: schedule(of: stage), options: options)
    }

    /// Steps in which each training video is seen once.
    var stepsPerEpoch: Int { configuration.stepsPerEpoch(videos: data.train.count) }

    func schedule(of stage: Stage) -> Schedule {
        let rate = stage.learningRate ?? configuration.learningRate
        let warmUp = min(configuration.warmUp, stage.steps / 4)
        let rest: Schedule =
            switch configuration.decay {
            case .cosine: .cosine(from: rate, steps: max(1, stage.steps - warmUp))
            // The fifth epoch without a fall reduces it.
            case .plateau: .plateau(from: rate, patience: 4)
            case .constant: .constant(rate)
            }
        return warmUp > 0 ? .warmUp(steps: warmUp, then: rest) : rest
    }
}
