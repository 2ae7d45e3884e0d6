import Datasets
import Files
import Foundation
import Layers
import Optimizers
import Tensors
import Training
import Work

/// Learns two networks from nothing but whether sound and picture are in sync.
///
/// ```swift
/// let pretraining = try Pretraining(data, Configuration(scale: .smoke), seed: 7)
/// let first = try pretraining.train([Stage(.easy, steps: 8)])
/// let pair = try pretraining.train([Stage(.mixed, steps: 4)], after: first)   // the curriculum's second stage
/// try pretraining.evaluate(pair).easy.accuracy
/// ```
public struct Pretraining {
    /// The videos it learns from and is tested on.
    public let data: PretrainingData
    /// Every setting of the training.
    public let configuration: Configuration
    /// Everything random in a training comes from it: first weights, pairs, and nothing else.
    public let seed: UInt64

    /// - Throws: `ConfigurationError` when videos are too short for hard negatives, or a setting is out of its range.
    public init(_ data: PretrainingData, _ configuration: Configuration, seed: UInt64) throws {
        self.data = data
        self.configuration = configuration
        self.seed = seed
        try configuration.validate()
        for set in [data.train, data.validation, data.test] { _ = try sampler(set) }
        let clips = min(configuration.clipsPerStep, data.train.count)
        guard clips % configuration.partsPerStep == 0 else {
            throw ConfigurationError(
                "microBatch",
                found: "\(configuration.microBatch ?? 0) pairs, of a step of \(clips) clips, one of each training video",
                expected: "parts of equal size", remedy: "take more videos, fewer pairs a step, or no micro-batches (nil)")
        }
        let network = try TwoStreamNetwork(configuration, seed: seed)
        let geometry = configuration.geometry
        try network.validate(clips: Shape([1] + geometry.clipShape), sounds: Shape([1] + geometry.soundShape))
    }

    /// Goes through stages, from fresh networks or from those of an earlier run, which stay as they are.
    ///
    /// Each stage has its own learning-rate schedule and begins without momentum.
    /// - Parameters:
    ///   - stages: what to train on; one without steps is skipped.
    ///   - earlier: the run to go on from; nil starts afresh.
    ///   - name: what the result is called; by default its stages.
    ///   - resumable: keeps checkpoints in the cache folder: the same training goes on from them in another run or notebook, and is not
    ///     repeated once it is whole.
    ///   - checkpoints: a folder for checkpoints, one sub-folder a stage, in place of the cache's; a run that was cut off there goes on.
    ///   - validateEvery: steps between measurements of the accuracy on easy validation pairs, an eighth of all unless told; 0 for none.
    ///   - observers: told of every step; by default the running work, which shows a bar.
    ///   - poll: called at every step; what it throws ends the training.
    public func train(
        _ stages: [Stage], after earlier: PretrainedPair? = nil, name: String? = nil, resumable: Bool = false,
        checkpoints: String? = nil, validateEvery: Int? = nil, observers: [any TrainingObserver]? = nil,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> PretrainedPair {
        let stages = stages.map { $0.counted(stepsPerEpoch: stepsPerEpoch) }
        for stage in stages { try stage.validate() }
        let observers = observers ?? [WorkObserver(label: name ?? PretrainedPair.name(of: stages))]
        let validateEvery = validateEvery ?? max(stages.reduce(0) { $0 + $1.steps } / 8, 1)
        let checkpoints =
            checkpoints ?? (resumable ? checkpointFolder(stages, after: earlier, validateEvery: validateEvery) : nil)
        let network = try TwoStreamNetwork(configuration, seed: seed)
        if let earlier { try network.load(earlier.network.weights()) }
        var done = earlier?.stages ?? []
        var history = earlier?.history ?? History()
        for (index, stage) in stages.enumerated() where stage.steps > 0 {
            let inputs = checkpoints == nil ? Inputs() : inputs(Array(stages[...index]), after: earlier)
            let trainer = try trainer(of: network, stage, number: done.count, inputs, checkpoints: checkpoints)
            trainer.observers = observers
            if checkpoints != nil { try trainer.resume() }
            if validateEvery > 0 {
                trainer.every(validateEvery) { _ in
                    trainer.record("validation", try validationAccuracy(of: network, poll: poll))
                }
            }
            network.setTraining(true)
            if configuration.partsPerStep > 1, trainer.step < stage.steps {
                print("\(stage.negatives): \(try forecast([stage], done: trainer.step, poll: poll))")
            }
            let batches = try batches(stage, number: done.count)
            try trainer.fit(upTo: stage.steps, prefetching: batches, poll: poll) { try loss(of: network, $0) }
            let before = done.reduce(0) { $0 + $1.steps }
            history.append(trainer.history, shiftedBy: before)
            done.append(stage)
        }
        return PretrainedPair(
            name: name ?? PretrainedPair.name(of: done), network: network, configuration: configuration,
            normalization: data.train.normalization, stages: done, seed: seed, history: history)
    }

    /// A folder of its own for the checkpoints of a training: all that its result hangs on gives the folder its name.
    ///
    /// That is every setting, the seed, the stages, the weights to begin with and how they came to be, the decoded clips of the training and
    /// validation videos, and the library's code.
    public func checkpointFolder(
        _ stages: [Stage], after earlier: PretrainedPair? = nil, validateEvery: Int = 0, in root: DataFolder = .standard
    ) -> String {
        var inputs = inputs(stages.map { $0.counted(stepsPerEpoch: stepsPerEpoch) }, after: earlier)
        inputs.add("validated every", validateEvery)
        return root.kept("pretrained", inputs)
    }

    /// All that the networks, and the history, of a training hang on.
    func inputs(_ stages: [Stage], after earlier: PretrainedPair? = nil, network kind: String = "AVTS") -> Inputs {
        var inputs = Inputs()
        inputs.add("network", text: kind)
        inputs.add("settings", configuration)
        inputs.add("seed", text: "\(seed)")
        inputs.add("stages", stages)
        inputs.add("training videos", text: data.train.digest)
        inputs.add("validation videos", text: data.validation.digest)
        inputs.add("earlier weights", text: earlier.map { Digest.of($0.network) } ?? "none")
        inputs.add("earlier stages", earlier?.stages ?? [])
        return inputs
    }

    /// Draws the pairs of one of the data's sets.
    func sampler(_ set: DecodedVideos) throws -> PairSampler {
        let clip = configuration.geometry.duration
        return try PairSampler(
            starts: (0..<set.count).map { set.startCount($0, clip: clip) }, grid: data.grid, clip: clip,
            gap: configuration.gap, overlap: configuration.overlap, names: set.set.items.map(\.id))
    }

    /// Accuracy (%) on easy validation pairs at their own best threshold: for curves, not for tables.
    func validationAccuracy(of network: TwoStreamNetwork, poll: () throws -> Void) throws -> Double {
        let easy = try distances(of: network, .easy, in: data.validation, pairs: min(200, configuration.testPairs), poll: poll)
        return 100 * BinaryMetrics.bestThreshold(distances: easy.distances, inSync: easy.inSync).accuracy
    }
}
