import Datasets
import Layers
import Optimizers
import Tensors
import Training
import Work

/// How a classifier is trained, or fine-tuned, on the files of a division.
public struct ClassifierTraining: Sendable, Equatable, Codable {
    /// Times that a clip of every training file is seen.
    public var epochs: Int
    /// Steps that are made at least, however few files there are.
    public var leastSteps = 0
    /// Clips in a step.
    public var clipsPerStep = 32
    /// Clips that are computed on at once, a divisor of a step's; nil: all of them. Fewer take less memory, and batch normalisation sees no more
    /// than these.
    public var clipsAtOnce: Int?
    /// Peak learning rate of the classifier.
    public var learningRate: Double
    /// What the learning rate is multiplied by below the classifier: 0.1 in the paper's fine-tuning [r], 1 from scratch, 0 for frozen.
    public var backboneRate: Double
    /// Mirror half of the clips left to right.
    public var flip: Bool
    /// Sides of the random squares that training clips show, as shares of the decoded frame's, where frames are cropped; none: the middle.
    public var cropScales: [Double] = []
    /// Momentum, weight decay and largest gradient norm, as in pre-training.
    public var momentum = 0.9
    /// Weight decay, 0 or more.
    public var weightDecay = 1e-4
    /// Largest gradient norm; larger ones are scaled down.
    public var gradientNorm = 5.0

    /// - Parameters:
    ///   - epochs: 1…1,000,000 times that a clip of every training file is seen.
    ///   - learningRate: of the classifier at its peak, more than 0.
    ///   - backboneRate: what it is multiplied by below the classifier, at least 0.
    ///   - flip: mirrors half of the clips.
    ///   - leastSteps: steps that are made at least, 0…100,000,000.
    public init(
        epochs: Int, learningRate: Double = 0.01, backboneRate: Double = 1, flip: Bool = false, leastSteps: Int = 0
    ) {
        Failing.unless(
            (1...1_000_000).contains(epochs) && (0...100_000_000).contains(leastSteps) && learningRate > 0 && backboneRate >= 0,
            "ClassifierTraining: found \(epochs) epochs, rates \(learningRate) and \(backboneRate), at least \(leastSteps) steps; "
                + "expected 1…1,000,000 epochs, a rate above 0, one of at least 0, 0…100,000,000 steps")
        self.epochs = epochs
        self.leastSteps = leastSteps
        self.learningRate = learningRate
        self.backboneRate = backboneRate
        self.flip = flip
    }
}

extension ClassifierTraining {
    /// The paper's fine-tuning of action recognition [r]: 15 epochs at 1e-3, 1e-4 below the classifier, crops of several sizes, mirrored; in
    /// parts of four clips.
    public static var paper: ClassifierTraining {
        var training = ClassifierTraining(epochs: 15, learningRate: 1e-3, backboneRate: 0.1, flip: true)
        training.clipsAtOnce = 4
        training.cropScales = Configuration().cropScales
        return training
    }
}

extension ClassificationTask {
    /// Trains a classifier on a division's training files: each epoch a clip of every file, from a random start.
    ///
    /// - Parameters:
    ///   - seed: of the order of files and the starts.
    ///   - checkpoints: a folder for checkpoints; a run that was cut off there goes on, and one that is whole is taken from it. Nil writes none.
    ///   - name: what its progress is called; the division unless told.
    ///   - observers: told of every step; by default the running work, which shows a bar.
    ///   - poll: called at every step; what it throws ends the training.
    /// - Returns: loss and accuracy by step.
    @discardableResult
    public func fit(
        _ classifier: some ClipClassifier, on division: Division, _ training: ClassifierTraining, seed: UInt64,
        name: String? = nil, checkpoints: String? = nil, observers: [any TrainingObserver]? = nil,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> History {
        let perStep = min(training.clipsPerStep, division.train.count)
        let atOnce = min(training.clipsAtOnce ?? perStep, perStep)
        guard atOnce >= 1, perStep % atOnce == 0 else {
            throw ConfigurationError(
                "clipsAtOnce", found: "\(training.clipsAtOnce ?? 0) of \(perStep) clips",
                expected: "a divisor of the clips in a step")
        }
        let parts = perStep / atOnce
        try validate(classifier, clips: atOnce)
        let stepsPerEpoch = max(division.train.count / perStep, 1)
        let steps = max(training.epochs * stepsPerEpoch, training.leastSteps)
        let random = RandomStream(seed: seed).split("fine-tuning").split(division.name)
        let (files, input, clip) = (files, input, input.duration(files.format))
        let views = files.format.picture.map {
            RandomViews(picture: $0, crop: input.crop, scales: training.cropScales, flip: training.flip)
        }
        @Sendable func batch(_ number: Int) throws -> (ClipBatch, [Int]) {
            let (step, part) = number.quotientAndRemainder(dividingBy: parts)
            var order = random.split("epoch").split(step / stepsPerEpoch)
            let chosen = order.permutation(division.train.count)[(step % stepsPerEpoch * perStep)...].prefix(perStep)
            var starts = random.split("starts").split(step)
            let places = chosen.map { position in
                let file = division.train[position]
                return ClipPlace(video: file, start: starts.integer(in: 0..<files.startCount(file, clip: clip)))
            }
            var look = random.split("views").split(step)
            let seen = input.frames == nil ? nil : views?.draw(perStep, using: &look)
            let own = (part * atOnce)..<((part + 1) * atOnce)
            return (
                try input.read(files, Array(places[own]), views: seen.map { Array($0[own]) }),
                places[own].map { files.label($0.video) ?? 0 }
            )
        }
        let optimizer = SGD(
            [
                ParameterGroup(classifier.backbone, learningRateMultiplier: training.backboneRate),
                ParameterGroup(classifier.head),
            ], momentum: training.momentum, weightDecay: training.weightDecay)
        let warmUp = min(steps / 10, 100)
        let decay = Schedule.cosine(from: training.learningRate, steps: max(steps - warmUp, 1))
        let trainer = Trainer(
            classifier, optimizer: optimizer, schedule: warmUp > 0 ? .warmUp(steps: warmUp, then: decay) : decay,
            options: .init(
                checkpointFolder: checkpoints, checkpointsKept: 2, gradientNorm: training.gradientNorm, accumulation: parts,
                clipsPerStep: perStep,
                remakesDamaged: checkpoints.map(DataFolder.standard.holds) ?? false,
                configuration: checkpoints == nil
                    ? [:] : inputs(for: classifier, on: division, training, seed: seed).fields))
        trainer.observers = observers ?? [WorkObserver(label: name ?? division.name)]
        if checkpoints != nil { try trainer.resume() }
        classifier.setTraining(true)
        return try trainer.fit(upTo: steps, prefetching: batch, poll: poll) { clips, labels in
            let logits = classifier.logits(clips)
            let correct = zip(logits.argmax(axis: 1), labels).count { $0 == $1 }
            return (crossEntropy(logits, labels: labels), ["accuracy": 100 * Double(correct) / Double(labels.count)])
        }
    }

    /// Asks a classifier for the class of each test file's clips.
    public func test(
        _ classifier: some ClipClassifier, on division: Division, poll: () throws -> Void = Work.poller
    ) throws -> DivisionScore {
        try validate(classifier, clips: clipsPerFile)
        return try score(division) { places in
            try Work.poll(poll)
            return try classifier.evaluating { try classifier.logits(input.read(files, places)).softmax(axis: 1) }
        }
    }

    /// Refuses a classifier that does not fit the clips or the classes, before a forward pass would trap on it.
    private func validate(_ classifier: some ClipClassifier, clips count: Int) throws {
        let clips = input.frames.flatMap { frames in
            files.format.picture.map { Shape([count, frames, input.crop ?? $0.height, input.crop ?? $0.width, 3]) }
        }
        let sounds = input.rows.flatMap { rows in files.format.sound.map { Shape([count, rows, $0.bands, 1]) } }
        let shape = try classifier.outputShape(clips: clips, sounds: sounds)
        guard shape[1] == classes.count else {
            throw ConfigurationError("classes", found: "\(shape[1])", expected: "\(classes.count), those of \(name)")
        }
    }

    /// Judges files by the mean of their clips' scores.
    func score(_ division: Division, _ scores: ([ClipPlace]) throws -> Tensor) throws -> DivisionScore {
        var score = DivisionScore(name: division.name, classes: classes.count)
        for file in division.test {
            let found = try scores(clips(file))
            score.add(
                clips: found.argmax(axis: 1), file: found.mean(axes: [0]).argmax(axis: 0)[0], truth: label(file),
                about: files.set.items[file].group)
        }
        return score
    }
}
