import Datasets
import Layers
import Ranks
import Tensors
import Work

extension ClassificationTask {
    /// Asks a classifier for the class of each test file's clips.
    public func test(
        _ classifier: some ClipClassifier, on division: Division, poll: () throws -> Void = Work.poller
    ) throws -> DivisionScore {
        try validate(classifier, clips: clipsPerFile)
        let shapes = shapes(clips: 1)
        let atOnce = classifier.clipsAtOnce(clip: shapes.clips?[1...], sound: shapes.sounds?[1...])
        return try score(division) { places in
            try classifier.evaluating {
                try Embedder.inParts(places, atOnce: max(atOnce, 1), poll: poll) {
                    try classifier.logits(input.read(files, $0)).softmax(axis: 1)
                }
            }
        }
    }

    /// The shapes of so many clips and sounds; nil for what is not looked at, or not listened to.
    private func shapes(clips count: Int) -> (clips: Shape?, sounds: Shape?) {
        (
            input.frames.flatMap { frames in
                files.format.picture.map { Shape([count, frames, input.crop ?? $0.height, input.crop ?? $0.width, 3]) }
            },
            input.rows.flatMap { rows in files.format.sound.map { Shape([count, rows, $0.bands, 1]) } }
        )
    }

    /// Refuses a classifier that does not fit the clips or the classes, before a forward pass would trap on it.
    func validate(_ classifier: some ClipClassifier, clips count: Int) throws {
        let (clips, sounds) = shapes(clips: count)
        let shape = try classifier.outputShape(clips: clips, sounds: sounds)
        guard shape[1] == classes.count else {
            throw ConfigurationError("classes", found: "\(shape[1])", expected: "\(classes.count), those of \(name)")
        }
    }

    /// Judges files by the mean of their clips' scores.
    func score(_ division: Division, _ scores: ([ClipPlace]) throws -> Tensor) throws -> DivisionScore {
        var score = DivisionScore(name: division.name, classes: classes.count)
        let all = try Ranks.pieces(division.test.map { clips($0).count }) { try scores(clips(division.test[$0])) }
        for (file, found) in zip(division.test, all) {
            score.add(
                clips: found.argmax(axis: 1), file: found.mean(axes: [0]).argmax(axis: 0)[0], truth: label(file),
                about: files.set.items[file].group)
        }
        return score
    }
}
