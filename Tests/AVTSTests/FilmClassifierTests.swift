import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// A fine-tuned classifier, asked about a film, saved and read again.
final class FilmClassifierTests: TinyWorldTestCase {
    private var root: DataFolder { DataFolder(Self.world.folder.path) }

    private func fineTuned() throws -> (ClassificationTask, VideoClassifier) {
        let task = try ClassificationTask(
            .ucf101, scale: .smoke, configuration: Self.configuration, pretrained: Self.world.data, in: root)
        let classifier = try VideoClassifier(Self.configuration.video, classes: task.classes.count, seed: 1)
        try task.fit(classifier, on: task.divisions[0], ClassifierTraining(epochs: 1), seed: 0)
        return (task, classifier)
    }

    func testAFilmIsJudgedByTheMeanOfItsClips() throws {
        let (task, classifier) = try fineTuned()
        let judge = FilmClassifier(classifier, of: task)
        let file = task.divisions[0].test[0]
        let found = try judge.classify(task.files.path(file), in: root)
        XCTAssertEqual(found.guesses.reduce(0) { $0 + $1.probability }, 1, accuracy: 1e-5)
        XCTAssertEqual(Set(found.guesses.map(\.name)), Set(task.classes))
        // The clips that the task itself looks at.
        let places = task.files.spread(task.clipsPerFile, over: file, clip: 1)
        let expected = try classifier.evaluating {
            try classifier(task.files.clips(at: places, frames: 12)).softmax(axis: 1).mean(axes: [0]).scalars
        }
        let best = expected.indices.max { expected[$0] < expected[$1] } ?? 0
        XCTAssertEqual(found.best.name, task.classes[best])
        XCTAssertEqual(found.best.probability, Double(expected[best]), accuracy: 1e-5)
    }

    func testWhatIsReadIsWhatWasSavedInTorchvisionsNames() throws {
        let (task, classifier) = try fineTuned()
        let folder = TemporaryDirectory()
        let path = folder.path("mc3.safetensors")
        let judge = FilmClassifier(classifier, of: task)
        try judge.save(to: path)
        let shapes = try Safetensors.inspect(path).shapes
        XCTAssertEqual(shapes["stem.0.weight"], [4, 3, 3, 5, 5])
        XCTAssertEqual(shapes["fc.weight"], [task.classes.count, 32])
        XCTAssertNotNil(shapes["layer4.0.conv2.1.running_var"])
        let again = try FilmClassifier(from: path)
        XCTAssertEqual(again.classes, task.classes)
        let film = task.files.path(task.divisions[0].test[1])
        XCTAssertEqual(
            try again.classify(film, in: root).guesses.map(\.probability),
            try judge.classify(film, in: root).guesses.map(\.probability))
    }

    func testForeignFilesAndTasks() throws {
        let (task, classifier) = try fineTuned()
        let folder = TemporaryDirectory()
        let path = folder.path("mc3.safetensors")
        try classifier.save(to: path, layout: .torch)
        func refused(_ words: String, line: UInt = #line) {
            XCTAssertThrowsError(try FilmClassifier(from: path), line: line) { error in
                XCTAssertTrue(error is SafetensorsError && "\(error)".contains(words), "\(error)", line: line)
            }
        }
        refused("without a classifier's settings")
        try FilmClassifier(classifier, of: task).save(to: path)
        var contents = try Safetensors.load(path)
        let settings = contents.metadata["avts.classifier"] ?? ""
        for (old, new, words) in [
            ("\"frames\":12", "\"frames\":0", "no film can be read"), ("\"classes\":[", "\"classes\":[\"more\",", "`fc.bias`"),
            ("\"depth\":10", "\"depth\":11", "video depth"), ("{", "", "cannot be understood"),
        ] {
            XCTAssertTrue(settings.contains(old))
            contents.metadata["avts.classifier"] = settings.replacingOccurrences(of: old, with: new)
            try Safetensors.save(contents.tensors, metadata: contents.metadata, to: path)
            refused(words)
        }
        XCTAssertThrowsError(try FilmClassifier(classifier, of: task).classify(path, in: root), "no film")
    }
}
