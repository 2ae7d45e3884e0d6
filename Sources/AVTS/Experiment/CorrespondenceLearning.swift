import Datasets
import Files
import Layers
import Tensors
import Training
import Work

/// A trained L³-Net, and how it came to be.
public final class CorrespondenceModel {
    /// What it is called in tables.
    public let name: String
    /// The trained network.
    public let network: CorrespondenceNetwork
    /// The stages it went through, in order.
    public let stages: [Stage]
    /// The seed of its first weights and its pairs.
    public let seed: UInt64
    /// Loss and training accuracy by step.
    public let history: History

    init(name: String, network: CorrespondenceNetwork, stages: [Stage], seed: UInt64, history: History) {
        self.name = name
        self.network = network
        self.stages = stages
        self.seed = seed
        self.history = history
    }
}

/// Learns L³-Net on the very batches that AVTS learns from: the same videos, places, pairs, steps and schedule.
///
/// Two things differ, as in the paper: the network sees the clip's middle frame alone, and its loss is the cross-entropy of
/// *belongs or not*. With easy negatives that is the correspondence task; other stages put it through AVTS' curriculum.
public struct CorrespondenceLearning {
    /// The pre-training whose batches it learns from.
    public let pretraining: Pretraining

    /// L³-Net on the data, the settings and the seed of a pre-training.
    public init(_ pretraining: Pretraining) { self.pretraining = pretraining }

    /// Goes through stages, from a fresh network; parameters as those of ``Pretraining/train(_:after:name:resumable:checkpoints:validateEvery:observers:poll:)``.
    public func train(
        _ stages: [Stage], name: String? = nil, checkpoints: String? = nil, observers: [any TrainingObserver]? = nil,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> CorrespondenceModel {
        let stages = stages.map { $0.counted(stepsPerEpoch: pretraining.stepsPerEpoch) }
        for stage in stages { try stage.validate() }
        let network = try CorrespondenceNetwork(pretraining.configuration, seed: pretraining.seed)
        var history = History()
        var before = 0
        for (number, stage) in stages.enumerated() where stage.steps > 0 {
            let inputs = checkpoints == nil ? Inputs() : pretraining.inputs(Array(stages[...number]), network: "L³-Net")
            let trainer = try pretraining.trainer(of: network, stage, number: number, inputs, checkpoints: checkpoints)
            trainer.observers = observers ?? [WorkObserver(label: name ?? "L³-Net")]
            if checkpoints != nil { try trainer.resume() }
            network.setTraining(true)
            let batches = try pretraining.batches(stage, number: number)
            try trainer.fit(upTo: stage.steps, prefetching: batches, poll: poll) { batch in
                let seen = network.embed(frames: CorrespondenceNetwork.middleFrame(batch.clips))
                let heard = network.embed(sounds: batch.sounds)
                let logits = network.logits(
                    seen: seen.gathered(rows: batch.pairs.clipOfPair), heard: heard.gathered(rows: batch.pairs.soundOfPair))
                let labels = batch.pairs.inSync.map { $0 ? 1 : 0 }
                let correct = zip(logits.argmax(axis: 1), labels).count { $0 == $1 }
                return (crossEntropy(logits, labels: labels), ["accuracy": 100 * Double(correct) / Double(labels.count)])
            }
            history.append(trainer.history, shiftedBy: before)
            before += stage.steps
        }
        return CorrespondenceModel(
            name: name ?? "L³-Net, " + PretrainedPair.name(of: stages), network: network, stages: stages,
            seed: pretraining.seed, history: history)
    }

    /// Scores on the same test pairs that AVTS is asked; how far a pair is apart is the logit of *does not belong* less the other.
    public func evaluate(
        _ model: CorrespondenceModel, pairs: Int? = nil, poll: () throws -> Void = Work.poller
    ) throws -> Evaluation {
        let pairs = pairs ?? pretraining.configuration.testPairs
        func distances(_ kind: Negative, _ set: DecodedVideos) throws -> PairDistances {
            let questions = try pretraining.questions(kind, in: set, pairs: pairs)
            return try self.distances(model.network, questions, set, poll: poll)
        }
        func score(_ kind: Negative) throws -> SynchronizationScore {
            let threshold = try distances(kind, pretraining.data.validation).bestThreshold
            return try distances(kind, pretraining.data.test).score(kind, threshold: threshold)
        }
        return Evaluation(easy: try score(.easy), hard: try score(.hard), superHard: try score(.superHard))
    }

    private func distances(
        _ network: CorrespondenceNetwork, _ pairs: PairBatch, _ videos: DecodedVideos, poll: () throws -> Void
    ) throws -> PairDistances {
        let geometry = pretraining.configuration.geometry
        return try network.evaluating {
            // The whole clip is read for its middle frame.
            let shape = geometry.clipShape
            let clipsAtOnce = min(
                EmbeddingMemory.windows(of: network.vision, Array(shape.dropFirst())),
                EmbeddingMemory.windows(of: Sequential([]), shape))
            let seen = try Embedder.inParts(pairs.clips, atOnce: clipsAtOnce, poll: poll) {
                let clips = try videos.clips(at: $0, frames: geometry.frames, crop: geometry.crop)
                return network.embed(frames: CorrespondenceNetwork.middleFrame(clips))
            }
            let soundsAtOnce = EmbeddingMemory.windows(of: network.audio, geometry.soundShape)
            let heard = try Embedder.inParts(pairs.sounds, atOnce: soundsAtOnce, poll: poll) {
                try network.embed(sounds: videos.spectrograms(at: $0, rows: geometry.rows))
            }
            let logits = network.logits(
                seen: seen.gathered(rows: pairs.clipOfPair), heard: heard.gathered(rows: pairs.soundOfPair)
            ).scalars
            return PairDistances(
                distances: pairs.inSync.indices.map { logits[2 * $0] - logits[2 * $0 + 1] }, inSync: pairs.inSync,
                about: pairs.about(videos))
        }
    }
}
