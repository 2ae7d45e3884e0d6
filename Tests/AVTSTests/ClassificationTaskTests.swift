import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import XCTest

/// Downstream tasks on tiny likenesses of the real sets, read through the loaders of the real sets.
final class ClassificationTaskTests: TinyWorldTestCase {
    private func task(_ set: LabelledSet, root: String? = nil, withSound: Bool = false) throws -> ClassificationTask {
        try ClassificationTask(
            set, root: root, scale: .smoke, configuration: Self.configuration, pretrained: Self.world.data, withSound: withSound,
            in: DataFolder(Self.world.folder.path))
    }

    func testFoldsOfSoundsShareNoRecording() throws {
        let task = try task(.esc50)
        XCTAssertEqual(task.divisions.count, 5)
        XCTAssertEqual(task.classes.count, 12)
        XCTAssertEqual(task.files.count, 120)
        XCTAssertEqual(task.divisions.flatMap(\.test).sorted(), Array(0..<120), "every file is tested once")
        for division in task.divisions {
            XCTAssertTrue(Set(division.train).isDisjoint(with: division.test))
            let groups = Set(division.train.map { task.files.set.items[$0].group })
            XCTAssertTrue(groups.isDisjoint(with: division.test.map { task.files.set.items[$0].group }))
            XCTAssertEqual(Set(division.train.map(task.label)).count, 12)
        }
    }

    /// The same files by a list of one's own: the same divisions and labels as the official layout's.
    func testAListIsAsAnOfficialLayout() throws {
        let official = try task(.esc50)
        let items = official.files.set.items
        let folds = items.map { $0.id.prefix { $0 != "-" } }
        let path = Self.world.folder.path + "/list.tsv"
        func list(_ rows: [(name: String, label: String)]) throws -> MediaList {
            let lines = zip(rows, zip(items, folds)).map { "\($0.name)\t\($0.label)\t\($1.1)\t\($1.0.group)\n" }
            try Data(("file\tlabel\tfold\tgroup\n" + lines.joined()).utf8).write(to: URL(fileURLWithPath: path))
            return try MediaList(path)
        }
        func own(_ list: MediaList) throws -> ClassificationTask {
            try ClassificationTask(
                list, scale: .smoke, configuration: Self.configuration, pretrained: Self.world.data,
                in: DataFolder(Self.world.folder.path))
        }
        let listed = try own(try list(items.map { ($0.path, official.classes[$0.label!]) }))
        XCTAssertEqual(listed.classes.sorted(), official.classes.sorted())
        XCTAssertEqual(listed.divisions.map { $0.train.sorted() }, official.divisions.map { $0.train.sorted() })
        XCTAssertEqual(listed.divisions.map { $0.test.sorted() }, official.divisions.map { $0.test.sorted() })
        XCTAssertEqual(listed.divisions[0].name, "list fold 1/test")
        XCTAssertEqual(listed.input, official.input)
        for file in [0, 50, 119] { XCTAssertEqual(listed.classes[listed.label(file)], official.classes[official.label(file)]) }
        try Data("file\tfold\n\(items[0].path)\t1\n\(items[1].path)\t2\n".utf8).write(to: URL(fileURLWithPath: path))
        XCTAssertThrowsError(try own(MediaList(path))) {
            XCTAssertTrue("\($0)".contains("found no labels. Add a column"), "\($0)")
        }
    }

    func testInnerDivisionsHoldTrainingFilesAlone() throws {
        let task = try task(.esc50)
        let inner = task.inner(2).divisions
        XCTAssertEqual(inner.count, 1)
        XCTAssertEqual(Set(inner[0].train + inner[0].test), Set(task.divisions[2].train))
        XCTAssertTrue(Set(inner[0].train).isDisjoint(with: inner[0].test))
        let groups = Set(inner[0].train.map { task.files.set.items[$0].group })
        XCTAssertTrue(groups.isDisjoint(with: inner[0].test.map { task.files.set.items[$0].group }))
        // The four quarters share no file, and make up the training files.
        let quarters = (0..<4).map { task.inner(2, quarter: $0).divisions[0].test }
        XCTAssertEqual(quarters.flatMap { $0 }.sorted(), task.divisions[2].train.sorted())
        XCTAssertEqual(quarters[0], inner[0].test)
    }

    func testTheFormatIsThatOfARealFolder() throws {
        let like = try task(.esc50)
        let path = like.files.set.items[0].path
        let root = String(path[..<path.range(of: "/audio/")!.lowerBound])
        XCTAssertEqual(try task(.esc50, root: root).files.set.items, like.files.set.items)
        XCTAssertEqual(try task(.esc10, root: root).classes.count, 8, "the timbres that videos have")
        XCTAssertThrowsError(try task(.esc50, root: root + "/audio"))
    }

    func testWhatWasPretrainedOnCannotBeATest() throws {
        let items = Self.world.data.train.set.items.prefix(4).map {
            VideoItem(id: $0.id, path: $0.path, labels: [0], group: $0.group)
        }
        let split = try OfficialSplit(
            train: VideoSet(name: "a", role: .train, items: Array(items.prefix(2)), classes: ["x"]),
            test: VideoSet(name: "b", role: .test, items: Array(items.suffix(2)), classes: ["x"]))
        XCTAssertThrowsError(
            try ClassificationTask(
                "leaking", [split], input: ClipInput(frames: 12), format: Self.configuration.geometry.format, grid: 0.25,
                pretrained: Self.world.data, clipsPerFile: 2, in: DataFolder(Self.world.folder.path))
        ) { error in
            guard case DatasetError.leak? = error as? DatasetError else { return XCTFail("\(error)") }
        }
    }

    func testFeaturesHaveARowForEachWindow() throws {
        let task = try task(.esc50)
        let pair = try Pretraining(Self.world.data, Self.configuration, seed: 1).train([])
        let features = try task.features(of: pair.network.audio, named: "untrained")
        XCTAssertEqual(features.values.shape, [120 * 4, 2 * 2 * 32])
        XCTAssertEqual(features.rows[3], 12..<16)
        XCTAssertTrue(features.values.scalars.allSatisfy { $0.isFinite && $0 >= 0 }, "what comes after ReLU")
        XCTAssertTrue(pair.network.isInTrainingMode, "the mode is as it was")
        let cepstra = try task.mfcc()
        XCTAssertEqual(cepstra.values.shape, [120, 26])
        let score = try task.evaluate(cepstra, with: .linearSVM(cost: nil))
        XCTAssertEqual(score.files, 120)
        XCTAssertGreaterThan(score.accuracy, 25, "three times chance: timbres differ")
        XCTAssertTrue(score.divisions.allSatisfy { FeatureClassifier.costs.contains($0.cost ?? 0) })
        XCTAssertEqual(score, try task.evaluate(cepstra, with: .linearSVM(cost: nil)), "a function of its seed")
        XCTAssertGreaterThan(try task.evaluate(cepstra, with: .randomForest(trees: 50)).accuracy, 25)
    }

    func testLabelsThatMeanNothingAreLearntByChance() throws {
        let task = try task(.esc50)
        // Features that hold nothing but the file's place in the set: no leak may raise them above chance (8.3 %).
        var random = RandomStream(seed: 5)
        let noise = FeatureTable("noise", (0..<task.files.count).map { _ in .normal([4, 16], using: &random) })
        XCTAssertLessThan(try task.evaluate(noise, with: .linearSVM(cost: nil)).accuracy, 20)
        XCTAssertLessThan(try task.evaluate(noise, with: .randomForest(trees: 30)).accuracy, 20)
    }

    func testAClassifierIsFineTuned() throws {
        let task = try task(.ucf101)
        XCTAssertEqual(task.classes.count, 8)
        XCTAssertEqual(task.divisions.count, 3)
        let classifier = try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        let pair = try Pretraining(Self.world.data, Self.configuration, seed: 1).train([])
        try classifier.load(videoOf: pair.network)
        XCTAssertEqual(classifier.backbone.map(\.value), pair.network.video.parameters.map(\.value))
        let before = classifier.backbone.map(\.value)
        var training = ClassifierTraining(epochs: 12, learningRate: 0.05, backboneRate: 0.1)
        training.clipsPerStep = 8
        let history = try task.fit(classifier, on: task.divisions[0], training, seed: 3)
        let losses = history["loss"].values
        XCTAssertEqual(losses.count, 12 * (task.divisions[0].train.count / 8))
        XCTAssertLessThan(losses.suffix(6).reduce(0, +), losses.prefix(6).reduce(0, +))
        XCTAssertNotEqual(classifier.backbone.map(\.value), before)
        let score = try task.test(classifier, on: task.divisions[0])
        XCTAssertEqual(score.files, task.divisions[0].test.count)
        XCTAssertEqual(score, try task.test(classifier, on: task.divisions[0]))

        let again = try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        try again.load(videoOf: pair.network)
        try task.fit(again, on: task.divisions[0], training, seed: 3)
        XCTAssertEqual(again.parameters.map(\.value), classifier.parameters.map(\.value), "a function of its seed")
    }

    func testAStepInPartsSeesTheSameClips() throws {
        let task = try task(.ucf101)
        func losses(_ change: (inout ClassifierTraining) -> Void) throws -> [Double] {
            var training = ClassifierTraining(epochs: 1, learningRate: 0.01)
            training.clipsPerStep = 8
            change(&training)
            let classifier = try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
            return try task.fit(classifier, on: task.divisions[0], training, seed: 3)["loss"].values
        }
        let (whole, parts) = (try losses { _ in }, try losses { $0.clipsAtOnce = 4 })
        XCTAssertEqual(whole.count, parts.count)
        XCTAssertEqual(whole[0], parts[0], accuracy: 0.3 * whole[0], "batch normalisation sees four of eight")
        XCTAssertEqual(parts, try losses { $0.clipsAtOnce = 4 })
        XCTAssertNotEqual(whole, try losses { $0.flip = true })
    }

    func testAFineTuningThatWasCutOffGoesOn() throws {
        struct Enough: Error {}
        let task = try task(.ucf101)
        let division = task.divisions[0]
        var training = ClassifierTraining(epochs: 2)
        training.clipsPerStep = 8
        func fresh(_ seed: UInt64 = 1) throws -> VideoClassifier {
            try VideoClassifier(Self.configuration.video, classes: 8, seed: seed)
        }
        let root = DataFolder(Self.world.folder.path)
        func folder(_ classifier: VideoClassifier, _ training: ClassifierTraining, _ division: Int = 0, seed: UInt64 = 3) throws
            -> String
        {
            task.checkpointFolder(for: classifier, on: task.divisions[division], training, seed: seed, in: root)
        }
        let cutOff = try fresh()
        let path = try folder(cutOff, training)
        var polls = 0
        XCTAssertThrowsError(
            try task.fit(cutOff, on: division, training, seed: 3, checkpoints: path) {
                polls += 1
                if polls == 4 { throw Enough() }
            })
        let (resumed, whole, repeated) = (try fresh(), try fresh(), try fresh())
        XCTAssertEqual(try folder(resumed, training), path)
        try task.fit(resumed, on: division, training, seed: 3, checkpoints: path)
        let history = try task.fit(whole, on: division, training, seed: 3)
        XCTAssertEqual(resumed.parameters.map(\.value), whole.parameters.map(\.value))
        // Once whole, nothing is trained again.
        polls = 0
        XCTAssertEqual(try task.fit(repeated, on: division, training, seed: 3, checkpoints: path) { polls += 1 }, history)
        XCTAssertEqual(polls, 0)
        XCTAssertEqual(repeated.weights(), whole.weights())

        var slower = training
        slower.learningRate = 0.001
        let others = [
            try folder(try fresh(2), training), try folder(try fresh(), slower), try folder(try fresh(), training, 1),
            try folder(try fresh(), training, seed: 4), try folder(whole, training),
        ]
        XCTAssertEqual(Set(others + [path]).count, 6)
    }

    func testAClassifierThatDoesNotFitIsRefused() throws {
        let (videos, both) = (try task(.ucf101), try task(.ucf101, withSound: true))
        let division = videos.divisions[0]
        let training = ClassifierTraining(epochs: 1)
        func complaint(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return "none"
        }
        let narrow = try VideoClassifier(Self.configuration.video, classes: 3, seed: 1)
        XCTAssertTrue(complaint { try videos.fit(narrow, on: division, training, seed: 1) }.contains("expected 8, those of"))
        XCTAssertTrue(complaint { _ = try videos.test(narrow, on: division) }.contains("found 3"))
        let deaf = try AudioClassifier(Self.configuration.audio, classes: 8, seed: 1)
        XCTAssertTrue(complaint { try videos.fit(deaf, on: division, training, seed: 1) }.contains("clips without sound"))
        let fused = try MultimodalClassifier(Self.configuration, hidden: 8, classes: 8, seed: 1)
        XCTAssertTrue(complaint { try videos.fit(fused, on: division, training, seed: 1) }.contains("clips without sound"))
        XCTAssertEqual(complaint { try both.fit(fused, on: both.divisions[0], training, seed: 1) }, "none")
        var uneven = training
        uneven.clipsAtOnce = 5
        let fresh = try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        XCTAssertTrue(complaint { try videos.fit(fresh, on: division, uneven, seed: 1) }.contains("clipsAtOnce"))
        let frames = try FrameClassifier(Self.configuration, of: nil, classes: 8, seed: 1)
        XCTAssertEqual(complaint { try videos.fit(frames, on: division, training, seed: 1) }, "none")
        for size in [0, -1, 1 << 40] {
            XCTAssertThrowsError(try VideoClassifier(Self.configuration.video, classes: size, seed: 1))
            XCTAssertThrowsError(try MultimodalClassifier(Self.configuration, hidden: size, classes: 3, seed: 1))
        }
    }

    func testBothSensesAreFused() throws {
        let task = try task(.ucf101, withSound: true)
        let classifier = try MultimodalClassifier(Self.configuration, hidden: 16, classes: 8, seed: 1)
        try classifier.load(try Pretraining(Self.world.data, Self.configuration, seed: 1).train([]).network)
        var training = ClassifierTraining(epochs: 4)
        training.clipsPerStep = 8
        let history = try task.fit(classifier, on: task.divisions[1], training, seed: 3)
        XCTAssertTrue(history["loss"].values.allSatisfy(\.isFinite))
        XCTAssertEqual(try task.test(classifier, on: task.divisions[1]).files, task.divisions[1].test.count)
        XCTAssertTrue(classifier.namedParameters().map(\.name).contains("audio.conv5.0.weight"))
    }

    func testScoresAreMeansOverDivisions() {
        let score = ClassificationScore(
            "x", [DivisionScore.example([[3, 1], [0, 4]]), DivisionScore.example([[2, 2], [2, 2]])])
        XCTAssertEqual(score.divisions.map(\.accuracy), [87.5, 50])
        XCTAssertEqual(score.accuracy, 68.75)
        XCTAssertEqual(score.spread, 26.516504, accuracy: 1e-5)
        XCTAssertEqual(score.confusion, [[5, 3], [2, 6]])
        XCTAssertEqual(score.files, 16)
    }
}

extension DivisionScore {
    fileprivate static func example(_ confusion: [[Int]]) -> DivisionScore {
        var score = DivisionScore(name: "example", classes: confusion.count)
        for (truth, row) in confusion.enumerated() {
            for (predicted, count) in row.enumerated() {
                for _ in 0..<count { score.add(clips: [predicted], file: predicted, truth: truth, about: "\(truth)") }
            }
        }
        return score
    }
}
