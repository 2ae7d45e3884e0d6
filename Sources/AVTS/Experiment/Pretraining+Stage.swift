import Datasets
import Files
import Layers
import Optimizers
import Ranks
import Tensors
import Training

/// What one step of training looks at; where it is divided among ranks, this rank's rows of clips and sounds, and all pairs.
struct TrainingBatch: Sendable {
    /// `[N, T, H, W, 3]`, z-normalised.
    let clips: Tensor
    /// `[M, T, F, 1]`, z-normalised.
    let sounds: Tensor
    let pairs: PairBatch
    /// Which rows the clips, and the sounds, are; nil where they are all.
    let clipRows: RowShare?
    let soundRows: RowShare?

    /// What `look` makes of all clips, one row each.
    func seen(_ look: (Tensor) -> Tensor) -> Tensor { clipRows.map { $0 { look(clips) } } ?? look(clips) }

    /// What `listen` makes of all sounds, one row each.
    func heard(_ listen: (Tensor) -> Tensor) -> Tensor { soundRows.map { $0 { listen(sounds) } } ?? listen(sounds) }
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
            RandomViews(
                picture: $0, crop: geometry.crop, scales: configuration.cropScales, flip: configuration.flip,
                colour: configuration.colour)
        }
        let (clipsPerStep, parts) = (configuration.clipsPerStep, configuration.partsPerStep)
        let mixture = stage.negatives
        let ranks = Ranks.current
        return { number in
            let (step, part) = number.quotientAndRemainder(dividingBy: parts)
            var random = random.split(step)
            let whole = sampler.batch(clips: clipsPerStep, mixture: mixture, using: &random)
            let pairs = whole.part(part, of: parts)
            var draw = looking.split(step)
            let seen = views?.draw(whole.clips.count, using: &draw).map { Array($0[whole.clips(ofPart: part, of: parts)]) }
            var tint = looking.split(step).split("colours")
            let colours = views?.colours(whole.clips.count, using: &tint).map { Array($0[whole.clips(ofPart: part, of: parts)]) }
            let clipRows = try ranks.map {
                try RowShare(of: pairs.clips.count, what: "clips that are computed on at once", among: $0)
            }
            let soundRows = try ranks.map { try RowShare(of: pairs.sounds.count, what: "sounds of a step", among: $0) }
            let (look, listen) = (clipRows?.own ?? pairs.clips.indices, soundRows?.own ?? pairs.sounds.indices)
            return TrainingBatch(
                clips: try videos.clips(
                    at: Array(pairs.clips[look]), frames: geometry.frames, crop: geometry.crop,
                    views: seen.map { Array($0[look]) }, colours: colours.map { Array($0[look]) }),
                sounds: try videos.spectrograms(at: Array(pairs.sounds[listen]), rows: geometry.rows), pairs: pairs,
                clipRows: clipRows, soundRows: soundRows)
        }
    }

    /// The contrastive loss of a batch, and its accuracy at half the margin.
    func loss(of network: TwoStreamNetwork, _ batch: TrainingBatch) throws -> Trainer.Outcome {
        let video = batch.seen { network.embed(clips: $0) }.gathered(rows: batch.pairs.clipOfPair)
        let audio = batch.heard { network.embed(sounds: $0) }.gathered(rows: batch.pairs.soundOfPair)
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
        let trainer = Trainer(network, optimizer: optimizer, schedule: schedule(of: stage), options: options)
        trainer.isDivided = true
        return trainer
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
