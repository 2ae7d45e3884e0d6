import Datasets
import Layers
import Optimizers
import Ranks
import Tensors
import Training
import Work

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
            RandomViews(
                picture: $0, crop: input.crop, scales: training.cropScales, flip: training.flip,
                colour: training.colour)
        }
        let ranks = Ranks.current
        @Sendable func batch(_ number: Int) throws -> (clips: ClipBatch, labels: [Int], rows: RowShare?) {
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
            var tint = random.split("colours").split(step)
            let colours = input.frames == nil ? nil : views?.colours(perStep, using: &tint)
            let own = (part * atOnce)..<((part + 1) * atOnce)
            let rows = try ranks.map { try RowShare(of: atOnce, what: "clips that are computed on at once", among: $0) }
            // This rank's, of those whose labels all know.
            let mine = rows.map { $0.own.lowerBound + own.lowerBound..<$0.own.upperBound + own.lowerBound } ?? own
            return (
                try input.read(
                    files, Array(places[mine]), views: seen.map { Array($0[mine]) }, colours: colours.map { Array($0[mine]) }),
                places[own].map { files.label($0.video) ?? 0 }, rows
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
        trainer.isDivided = true
        return try trainer.fit(upTo: steps, prefetching: batch, poll: poll) { clips, labels, rows in
            let logits = rows.map { $0 { classifier.logits(clips) } } ?? classifier.logits(clips)
            let correct = zip(logits.argmax(axis: 1), labels).count { $0 == $1 }
            return (crossEntropy(logits, labels: labels), ["accuracy": 100 * Double(correct) / Double(labels.count)])
        }
    }
}
