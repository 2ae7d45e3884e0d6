import AVTS
import Script
import Tensors
import Training

/// The rows of downstream tasks: labelled sets, features, classifiers, scores.
enum DownstreamRows {
    static var all: [NativeRow] { sets + features + networks + scores }

    private static var sets: [NativeRow] {
        LabelledSet.allCases.map { set in constant(set.rawValue, static: LabelledSet.self, doc: "A labelled set.") { set } } + [
            native(
                static: ClassificationTask.self, "init(_:root:scale:configuration:pretrained:withSound:)",
                defaults: ["root": "", "withSound": false],
                doc: """
                    A labelled set with its official folds or splits, from its own layout under `root`; without a root its likeness in \
                    the synthetic world at a scale. None of its files may be among the `pretrained` videos. `withSound`: of videos, \
                    whether clips have sound too.
                    """
            ) {
                (
                    context: NativeContext, set: LabelledSet, root: String, scale: Scale, configuration: Configuration,
                    data: PretrainingData, withSound: Bool
                ) throws -> ClassificationTask in
                try ClassificationTask(
                    set, root: root.isEmpty ? nil : root, scale: scale, configuration: configuration, pretrained: data,
                    withSound: withSound, progress: DataRows.progress(context), poll: context.poll)
            },
            native(
                static: ClassificationTask.self, "init(labelsOf:configuration:)",
                doc: "The labels of the pre-training videos themselves, for a fully supervised rival; tested on the test videos."
            ) { (context: NativeContext, data: PretrainingData, configuration: Configuration) throws -> ClassificationTask in
                try ClassificationTask(
                    labelsOf: data, configuration: configuration, progress: DataRows.progress(context), poll: context.poll)
            },
            property(on: ClassificationTask.self, "name", doc: "What it is called.") { (t: ClassificationTask) in t.name },
            property(on: ClassificationTask.self, "classes", doc: "Names of the classes.") { (t: ClassificationTask) in t.classes
            },
            property(on: ClassificationTask.self, "divisions", doc: "How many folds or splits there are.") {
                (t: ClassificationTask) in t.divisions.count
            },
            property(on: ClassificationTask.self, "files", doc: "The files of all divisions.") { (t: ClassificationTask) in
                t.files
            },
            native(
                "inner(_:)", on: ClassificationTask.self,
                doc: """
                    A task whose only division is made of a division's training files: three quarters of their groups train, the others \
                    test. For choices that must not look at test files.
                    """
            ) { (task: ClassificationTask, division: Int) throws -> ClassificationTask in
                _ = try valid(division, task)
                return task.inner(division)
            },
            native("trainFiles(_:)", on: ClassificationTask.self, doc: "The training files of a division, by number.") {
                (task: ClassificationTask, division: Int) throws -> [Int] in try valid(division, task).train
            },
            native("testFiles(_:)", on: ClassificationTask.self, doc: "The test files of a division, by number.") {
                (task: ClassificationTask, division: Int) throws -> [Int] in try valid(division, task).test
            },
            native("label(_:)", on: ClassificationTask.self, doc: "The class of a file, by number.") {
                (task: ClassificationTask, file: Int) throws -> Int in task.label(try DataRows.valid(file, task.files))
            },
        ]
    }

    /// A division by its number, which a cell wrote.
    static func valid(_ division: Int, _ task: ClassificationTask) throws -> ClassificationTask.Division {
        guard task.divisions.indices.contains(division) else {
            throw NativeError("\(task.name): found division \(division), expected 0..<\(task.divisions.count)")
        }
        return task.divisions[division]
    }

    private static var features: [NativeRow] {
        [
            native(
                "conv5(of:)", on: ClassificationTask.self,
                doc: """
                    Features of conv5 of a pair's audio network, which stays as it is: of each window of 2 s the mean and the largest \
                    over time, bands kept.
                    """
            ) { (task: ClassificationTask, context: NativeContext, pair: PretrainedPair) throws -> FeatureTable in
                try task.features(of: pair.network.audio, named: pair.name, poll: context.poll)
            },
            native(
                "conv4(of:)", on: ClassificationTask.self,
                doc: "The same features of the last convolution of an L³-Net's audio side."
            ) { (task: ClassificationTask, context: NativeContext, model: CorrespondenceModel) throws -> FeatureTable in
                try task.features(of: model.network.audio, layer: "conv4", named: model.name, poll: context.poll)
            },
            native(
                "mfcc()", on: ClassificationTask.self,
                doc: "Means and deviations of 13 mel-frequency cepstral coefficients over each file (Piczak 2015)."
            ) { (task: ClassificationTask, context: NativeContext) throws -> FeatureTable in try task.mfcc(poll: context.poll) },
            property(on: FeatureTable.self, "values", doc: "The features, `[rows, features]`.") { (f: FeatureTable) in f.values },
            property(on: FeatureTable.self, "files", doc: "The file of each row.") { (f: FeatureTable) in
                f.rows.enumerated().flatMap { file, rows in Array(repeating: file, count: rows.count) }
            },
            native(
                static: FeatureClassifier.self, "linearSVM(cost:)", defaults: ["cost": nil],
                doc: """
                    A linear machine for each class against the others, with squared hinge loss (scikit-learn's LinearSVC). Without a \
                    cost C, it is chosen on a quarter of the training groups.
                    """
            ) { (cost: Double?) throws -> FeatureClassifier in
                if let cost, !(cost > 0 && cost <= LinearSVM.largestCost) {
                    throw NativeError(
                        "linearSVM: found a cost of \(cost), expected more than 0, at most \(LinearSVM.largestCost)")
                }
                return .linearSVM(cost: cost)
            },
            native(
                static: FeatureClassifier.self, "randomForest(trees:)", defaults: ["trees": 100],
                doc: "Trees on bootstrap samples (Breiman 2001)."
            ) { (trees: Int) throws -> FeatureClassifier in
                guard (1...100_000).contains(trees) else {
                    throw NativeError("randomForest: found \(trees) trees, expected 1…100,000")
                }
                return .randomForest(trees: trees)
            },
            native(
                "evaluate(_:with:seed:)", on: ClassificationTask.self, defaults: ["seed": 0],
                doc: "Learns a classifier from the features of each division's training files, and judges its test files."
            ) {
                (task: ClassificationTask, context: NativeContext, features: FeatureTable, method: FeatureClassifier, seed: Int)
                    throws -> ClassificationScore in
                guard features.rows.count == task.files.count else {
                    throw NativeError(
                        "evaluate: found features of \(features.rows.count) files, expected those of the task's \(task.files.count)"
                    )
                }
                return try task.evaluate(features, with: method, seed: UInt64(bitPattern: Int64(seed)), poll: context.poll)
            },
        ]
    }
}

extension LabelledSet: ScriptChoice {}
extension ClassificationTask: NativeValue, SummarizedValue {
    public var scriptSummary: String { summary }
}
extension FeatureTable: NativeValue, SummarizedValue {
    public var scriptSummary: String { "FeatureTable \"\(name)\", \(values.shape)" }
}
