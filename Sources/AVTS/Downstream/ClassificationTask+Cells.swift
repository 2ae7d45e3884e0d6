import Datasets
import Training
import Work

extension ClassificationTask {
    /// A labelled set with its official folds or splits, at a scale by its name; without a root its likeness in the synthetic world.
    ///
    ///     let esc = try ClassificationTask(.esc50, scale: params.scale, configuration: configuration, pretrained: data)
    /// - Throws: `ConfigurationError` for a name that is no scale, `DatasetError` for what is missing or not understood.
    public init(
        _ set: LabelledSet, root: String? = nil, scale: String, configuration: Configuration, pretrained: PretrainingData,
        withSound: Bool = false
    ) throws {
        try self.init(
            set, root: root, scale: Scale(named: scale), configuration: configuration, pretrained: pretrained,
            withSound: withSound)
    }

    /// The same of a set by its name: `esc50`, `esc10`, `dcase2013`, `ucf101` or `hmdb51`.
    public init(
        _ set: String, root: String? = nil, scale: String, configuration: Configuration, pretrained: PretrainingData,
        withSound: Bool = false
    ) throws {
        try self.init(
            LabelledSet(named: set), root: root, scale: Scale(named: scale), configuration: configuration,
            pretrained: pretrained, withSound: withSound)
    }

    /// A division by its number; one that is not there ends the cell.
    func division(_ index: Int) -> Division {
        Failing.unless(divisions.indices.contains(index), "\(name): found division \(index), expected 0..<\(divisions.count)")
        return divisions[index]
    }

    /// The training files of a division, by number.
    public func trainFiles(_ division: Int) -> [Int] { self.division(division).train }

    /// The test files of a division, by number.
    public func testFiles(_ division: Int) -> [Int] { self.division(division).test }

    /// Trains a classifier on the training files of a division: each epoch a clip of every file.
    ///
    /// - Parameters:
    ///   - division: its number.
    ///   - seed: of the order of files and the starts.
    ///   - name: what its progress is called; the division unless told.
    ///   - resumable: keeps checkpoints in the cache folder, from which the same training goes on in another run.
    /// - Returns: loss and accuracy by step.
    @discardableResult
    public func fit(
        _ classifier: some ClipClassifier, on division: Int, _ training: ClassifierTraining, seed: Int = 0,
        name: String? = nil, resumable: Bool = false
    ) throws -> History {
        let (division, seed) = (self.division(division), UInt64(seed: seed))
        return try fit(
            classifier, on: division, training, seed: seed, name: name,
            checkpoints: resumable ? checkpointFolder(for: classifier, on: division, training, seed: seed) : nil)
    }

    /// Judges the test files of a division by the mean of their clips' probabilities.
    public func test(_ classifier: some ClipClassifier, on division: Int) throws -> DivisionScore {
        try test(classifier, on: self.division(division))
    }
}
