import Datasets
import Files
import Layers
import Tensors
import Training
import Work

/// Learns to decide on the very batches that AVTS learns from: the same videos, places, pairs, steps, micro-batches and schedule.
///
/// The loss is the cross-entropy of *belongs or not*. With easy negatives L³-Net learns its correspondence task; other stages put it through
/// AVTS' curriculum.
struct DecisionLearning<Network: DecisionNetwork> {
    /// The pre-training whose batches it learns from.
    let pretraining: Pretraining

    /// Goes through stages; the network given is trained.
    ///
    /// - Parameters:
    ///   - done: stages it went through before.
    ///   - frozen: what stays whole as it is, its running statistics too.
    ///   - checkpoints: a folder for checkpoints, by what it hangs on; nil writes none.
    func train(
        _ network: Network, _ stages: [Stage], after done: [Stage] = [], frozen: (any Module)? = nil, name: String?,
        checkpoints: (Inputs) -> String?, observers: [any TrainingObserver]? = nil,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> DecisionModel<Network> {
        let stages = stages.map { stage in
            var stage = stage.counted(stepsPerEpoch: pretraining.stepsPerEpoch)
            stage.learningRate = stage.learningRate ?? Network.rate(pretraining.configuration)
            return stage
        }
        for stage in stages { try stage.validate() }
        frozen?.setFrozen(true)
        defer { frozen?.setFrozen(false) }
        func inputs(_ stages: [Stage], weights: String) -> Inputs {
            var inputs = pretraining.inputs(stages, network: Network.title)
            inputs.add("weights", text: weights)
            inputs.add("stages before", done)
            inputs.add("frozen", network.namedParameters().filter(\.parameter.isFrozen).map(\.name))
            return inputs
        }
        let weights = Digest.of(network)
        let folder = checkpoints(inputs(stages, weights: weights))
        let name = name ?? "\(Network.title), \(PretrainedPair.name(of: done + stages))"
        var history = History()
        var before = 0
        for (index, stage) in stages.enumerated() where stage.steps > 0 {
            let number = done.count + index
            let trainer = try pretraining.trainer(
                of: network, stage, number: number, folder == nil ? Inputs() : inputs(Array(stages[...index]), weights: weights),
                checkpoints: folder)
            trainer.observers = observers ?? [WorkObserver(label: name)]
            if folder != nil { try trainer.resume() }
            network.setTraining(true)
            frozen?.setTraining(false)
            let batches = try pretraining.batches(stage, number: number)
            try trainer.fit(upTo: stage.steps, prefetching: batches, poll: poll) { loss(of: network, $0) }
            history.append(trainer.history, shiftedBy: before)
            before += stage.steps
        }
        return DecisionModel(
            name: name, network: network, stages: done + stages, seed: pretraining.seed, history: history)
    }

    private func loss(of network: Network, _ batch: TrainingBatch) -> Trainer.Outcome {
        let logits = network.logits(
            seen: batch.seen { network.seen($0) }.gathered(rows: batch.pairs.clipOfPair),
            heard: batch.heard { network.heard($0) }.gathered(rows: batch.pairs.soundOfPair))
        let labels = batch.pairs.inSync.map { $0 ? 1 : 0 }
        let correct = zip(logits.argmax(axis: 1), labels).count { $0 == $1 }
        return (crossEntropy(logits, labels: labels), ["accuracy": 100 * Double(correct) / Double(labels.count)])
    }

    /// Scores on the same test pairs that AVTS is asked; how far a pair is apart is the logit of *does not belong* less the other.
    func evaluate(_ network: Network, pairs: Int?, poll: () throws -> Void = Work.poller) throws -> Evaluation {
        let pairs = pairs ?? pretraining.configuration.testPairs
        func score(_ kind: Negative) throws -> SynchronizationScore {
            let validation = try distances(network, kind, in: pretraining.data.validation, pairs: pairs, poll: poll)
            let test = try distances(network, kind, in: pretraining.data.test, pairs: pairs, poll: poll)
            return test.score(kind, threshold: validation.bestThreshold)
        }
        return Evaluation(easy: try score(.easy), hard: try score(.hard), superHard: try score(.superHard))
    }

    /// Distances of the fixed pairs of one kind in a set.
    func distances(
        _ network: Network, _ kind: Negative, in videos: DecodedVideos, pairs: Int, poll: () throws -> Void
    ) throws -> PairDistances {
        let pairs = try pretraining.questions(kind, in: videos, pairs: pairs)
        let geometry = pretraining.configuration.geometry
        let atOnce = network.windowsAtOnce(geometry)
        return try network.evaluating {
            let seen = try Embedder.inParts(pairs.clips, atOnce: atOnce.clips, poll: poll) {
                network.seen(try videos.clips(at: $0, frames: geometry.frames, crop: geometry.crop))
            }
            let heard = try Embedder.inParts(pairs.sounds, atOnce: atOnce.sounds, poll: poll) {
                network.heard(try videos.spectrograms(at: $0, rows: geometry.rows))
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
