import Datasets
import Files
import Layers
import Training
import Work

extension Pretraining {
    /// Trains an L³-Net (one frame, one second of sound, cross-entropy of *belongs or not*) on the same batches, steps and schedule.
    ///
    /// - Parameters:
    ///   - resumable: keeps checkpoints in the cache folder, as ``train(_:after:name:resumable:checkpoints:validateEvery:observers:poll:)``.
    ///   - checkpoints: a folder for checkpoints in place of the cache's.
    ///   - observers: told of every step; by default the running work, which shows a bar.
    ///   - poll: called at every step; what it throws ends the training.
    public func trainCorrespondence(
        _ stages: [Stage], name: String? = nil, resumable: Bool = false, checkpoints: String? = nil,
        observers: [any TrainingObserver]? = nil, poll: @escaping () throws -> Void = Work.poller
    ) throws -> CorrespondenceModel {
        try DecisionLearning(pretraining: self).train(
            CorrespondenceNetwork(configuration, seed: seed), stages, name: name,
            checkpoints: { folder(resumable, checkpoints, $0) }, observers: observers, poll: poll)
    }

    /// Trains the two networks of AVTS with a ``SynchronizationClassifier``'s head by the cross-entropy of *in sync or not*, on the same batches,
    /// steps and schedule as contrastive training.
    ///
    /// ```swift
    /// let pretraining = try Pretraining(data, Configuration(scale: .smoke))
    /// let pair = try pretraining.train([Stage(.easy, steps: 4)])
    /// let tuned = try pretraining.trainDecision([Stage(.easy, steps: 2)], after: pair, frozen: true)   // the fully connected layers alone
    /// try pretraining.evaluate(tuned).easy.accuracy
    /// ```
    /// - Parameters:
    ///   - pair: networks to begin with, which stay as they are; nil begins from scratch.
    ///   - frozen: trains the head alone: the networks, their running statistics too, stay as they began.
    ///   - resumable: keeps checkpoints in the cache folder, as ``train(_:after:name:resumable:checkpoints:validateEvery:observers:poll:)``.
    public func trainDecision(
        _ stages: [Stage], after pair: PretrainedPair? = nil, frozen: Bool = false, name: String? = nil, resumable: Bool = false,
        checkpoints: String? = nil, observers: [any TrainingObserver]? = nil, poll: @escaping () throws -> Void = Work.poller
    ) throws -> DecisionModel<SynchronizationClassifier> {
        let network = try SynchronizationClassifier(configuration, seed: seed)
        if let pair { try network.networks.load(pair.network.weights()) }
        return try decide(
            network, stages, after: pair?.stages ?? [], frozen, name, { folder(resumable, checkpoints, $0) }, observers, poll)
    }

    /// Goes on from a trained decision, which stays as it is.
    public func trainDecision(
        _ stages: [Stage], after earlier: DecisionModel<SynchronizationClassifier>, frozen: Bool = false, name: String? = nil,
        resumable: Bool = false, checkpoints: String? = nil, observers: [any TrainingObserver]? = nil,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> DecisionModel<SynchronizationClassifier> {
        let network = try SynchronizationClassifier(configuration, seed: seed)
        try network.load(earlier.network.weights())
        return try decide(
            network, stages, after: earlier.stages, frozen, name, { folder(resumable, checkpoints, $0) }, observers, poll)
    }

    private func decide(
        _ network: SynchronizationClassifier, _ stages: [Stage], after done: [Stage], _ frozen: Bool, _ name: String?,
        _ folder: (Inputs) -> String?, _ observers: [any TrainingObserver]?, _ poll: @escaping () throws -> Void
    ) throws -> DecisionModel<SynchronizationClassifier> {
        try DecisionLearning(pretraining: self).train(
            network, stages, after: done, frozen: frozen ? network.networks : nil, name: name, checkpoints: folder,
            observers: observers, poll: poll)
    }

    private func folder(_ resumable: Bool, _ own: String?, _ inputs: Inputs) -> String? {
        own ?? (resumable ? DataFolder.standard.kept("pretrained", inputs) : nil)
    }

    /// How far apart a network that decides puts the fixed pairs of one kind in one of the data's sets: the logit of *does not belong* less the
    /// other. They are the pairs that AVTS is asked.
    public func distances<Network: DecisionNetwork>(
        _ model: DecisionModel<Network>, _ kind: Negative, in set: DecodedVideos, pairs: Int,
        poll: () throws -> Void = Work.poller
    ) throws -> PairDistances {
        try DecisionLearning(pretraining: self).distances(model.network, kind, in: set, pairs: pairs, poll: poll)
    }

    /// Scores of a network that decides, on the same test pairs as AVTS: of an L³-Net, or a ``SynchronizationClassifier``.
    ///
    /// - Parameter pairs: of each kind, at least 2; the configuration's unless told.
    public func evaluate<Network: DecisionNetwork>(
        _ model: DecisionModel<Network>, pairs: Int? = nil
    ) throws -> Evaluation {
        if let pairs, pairs < 2 { throw ConfigurationError("pairs", found: "\(pairs)", expected: "at least 2") }
        return try DecisionLearning(pretraining: self).evaluate(model.network, pairs: pairs)
    }
}
