import Datasets
import Files
import Layers

extension ClassificationTask {
    /// A folder of its own for the checkpoints of a training of a classifier: all that its result hangs on gives the folder its name.
    ///
    /// That is every setting, the seed, the weights to begin with, the decoded clips, labels and order of the division's training files, and
    /// the library's code.
    public func checkpointFolder(
        for classifier: some ClipClassifier, on division: Division, _ training: ClassifierTraining, seed: UInt64,
        in root: DataFolder = .standard
    ) -> String { root.kept("classifiers", inputs(for: classifier, on: division, training, seed: seed)) }

    /// All that a trained classifier hangs on.
    func inputs(
        for classifier: some ClipClassifier, on division: Division, _ training: ClassifierTraining, seed: UInt64
    ) -> Inputs {
        var inputs = Inputs()
        inputs.add("settings", training)
        inputs.add("input", input)
        inputs.add("seed", text: "\(seed)")
        // The streams of chance are named after it.
        inputs.add("division", text: division.name)
        inputs.add("training files", text: files.digest(division.train))
        inputs.add("weights", text: Digest.of(classifier))
        inputs.add("network", text: "\(type(of: classifier))")
        inputs.add("frozen", classifier.namedParameters().filter(\.parameter.isFrozen).map(\.name))
        return inputs
    }
}
