import AVTS
import Script
import Training

/// Networks that tell classes: how they are made, trained and tested.
extension DownstreamRows {
    static var networks: [NativeRow] {
        [
            native(
                static: AudioClassifier.self, "init(_:classes:seed:)", defaults: ["seed": 0],
                doc: "The audio network of a configuration with a linear classifier, fresh weights."
            ) { (configuration: Configuration, classes: Int, seed: Int) throws -> AudioClassifier in
                try AudioClassifier(configuration.audio, classes: classes, seed: UInt64(bitPattern: Int64(seed)))
            },
            native(
                static: VideoClassifier.self, "init(_:classes:seed:)", defaults: ["seed": 0],
                doc: "The video network of a configuration with a linear classifier, fresh weights."
            ) { (configuration: Configuration, classes: Int, seed: Int) throws -> VideoClassifier in
                try VideoClassifier(configuration.video, classes: classes, seed: UInt64(bitPattern: Int64(seed)))
            },
            native(
                static: MultimodalClassifier.self, "init(_:hidden:classes:seed:)", defaults: ["hidden": 512, "seed": 0],
                doc: "Both networks, their features concatenated, twice FC, batch normalisation and ReLU, then the classes."
            ) { (configuration: Configuration, hidden: Int, classes: Int, seed: Int) throws -> MultimodalClassifier in
                try MultimodalClassifier(
                    configuration, hidden: hidden, classes: classes, seed: UInt64(bitPattern: Int64(seed)))
            },
            native(
                static: FrameClassifier.self, "init(_:of:classes:seed:)", defaults: ["of": nil, "seed": 0],
                doc: "The vision side of an L³-Net (of a fresh one when nil), the mean over a clip's frames, a linear classifier."
            ) { (configuration: Configuration, model: CorrespondenceModel?, classes: Int, seed: Int) throws -> FrameClassifier in
                try FrameClassifier(
                    configuration, of: model?.network, classes: classes, seed: UInt64(bitPattern: Int64(seed)))
            },
            native("load(_:)", on: AudioClassifier.self, doc: "Takes a pair's audio network; the classifier stays.") {
                (classifier: AudioClassifier, pair: PretrainedPair) throws in try classifier.load(audioOf: pair.network)
            },
            native("load(_:)", on: VideoClassifier.self, doc: "Takes a pair's video network; the classifier stays.") {
                (classifier: VideoClassifier, pair: PretrainedPair) throws in try classifier.load(videoOf: pair.network)
            },
            native("load(_:)", on: MultimodalClassifier.self, doc: "Takes both networks of a pair; what fuses them stays.") {
                (classifier: MultimodalClassifier, pair: PretrainedPair) throws in try classifier.load(pair.network)
            },
            native(
                "load(backboneOf:)", on: VideoClassifier.self, doc: "Takes another classifier's network; the classifier stays."
            ) {
                (classifier: VideoClassifier, other: VideoClassifier) throws in try classifier.load(backboneOf: other)
            },
            native(
                static: ClassifierTraining.self, "init(epochs:learningRate:backboneRate:flip:leastSteps:)",
                defaults: ["learningRate": 0.01, "backboneRate": 1, "flip": false, "leastSteps": 0],
                doc: """
                    How a classifier is trained: times that a clip of every file is seen (but at least `leastSteps` steps of 32 clips), peak \
                    learning rate, what it is multiplied by below the classifier, whether half of the clips are mirrored.
                    """
            ) { (epochs: Int, rate: Double, backbone: Double, flip: Bool, least: Int) throws -> ClassifierTraining in
                guard (1...1_000_000).contains(epochs), (0...100_000_000).contains(least), rate > 0, backbone >= 0 else {
                    throw NativeError(
                        "ClassifierTraining: found \(epochs) epochs, rates \(rate) and \(backbone), at least \(least) steps; expected 1…1,000,000 epochs, a rate above 0, one of at least 0, 0…100,000,000 steps"
                    )
                }
                var training = ClassifierTraining(epochs: epochs, learningRate: rate, backboneRate: backbone, flip: flip)
                training.leastSteps = least
                return training
            },
        ] + use(of: AudioClassifier.self) + use(of: VideoClassifier.self)
            + use(of: FrameClassifier.self)
            + use(of: MultimodalClassifier.self)
    }

    private static func use<C: ClipClassifier & NativeValue>(of type: C.Type) -> [NativeRow] {
        [
            native(
                "fit(_:on:_:seed:name:resumable:)", on: ClassificationTask.self,
                defaults: ["seed": 0, "name": nil, "resumable": false],
                doc: """
                    Trains a classifier on the training files of a division: each epoch a clip of every file. A resumable training keeps \
                    checkpoints in the cache folder, as that of a pair does.
                    """
            ) {
                (
                    task: ClassificationTask, context: NativeContext, classifier: C, index: Int, training: ClassifierTraining,
                    seed: Int, name: String?, resumable: Bool
                ) throws -> History in
                let division = try valid(index, task)
                let seed = UInt64(bitPattern: Int64(seed))
                let folder =
                    resumable ? try task.checkpointFolder(for: classifier, on: division, training, seed: seed) : nil
                return try task.fit(
                    classifier, on: division, training, seed: seed, checkpoints: folder,
                    observers: [TrainingProgress(context, label: name ?? division.name)], poll: context.poll)
            },
            native(
                "test(_:on:)", on: ClassificationTask.self,
                doc: "Judges the test files of a division by the mean of their clips' probabilities."
            ) { (task: ClassificationTask, context: NativeContext, classifier: C, index: Int) throws -> DivisionScore in
                try task.test(classifier, on: valid(index, task), poll: context.poll)
            },
        ]
    }
}

extension AudioClassifier: NativeValue, SummarizedValue {
    public var scriptSummary: String { "AudioClassifier, \(parameterCount) parameters" }
}
extension VideoClassifier: NativeValue, SummarizedValue {}
extension FrameClassifier: NativeValue, SummarizedValue {
    public var scriptSummary: String { "FrameClassifier, \(parameterCount) parameters" }
}
extension MultimodalClassifier: NativeValue, SummarizedValue {
    public var scriptSummary: String { "MultimodalClassifier, \(parameterCount) parameters" }
}
