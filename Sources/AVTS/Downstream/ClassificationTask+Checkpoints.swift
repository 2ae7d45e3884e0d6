import Datasets
import Foundation
import Layers
import Tensors

extension ClassificationTask {
    /// A folder of its own for the checkpoints of a training of a classifier: the same weights to begin with, files, settings and seed give
    /// the same folder.
    public func checkpointFolder(
        for classifier: some ClipClassifier, on division: Division, _ training: ClassifierTraining, seed: UInt64,
        in root: DataFolder = .standard
    ) throws -> String {
        var print = Fingerprint()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print.add(try encoder.encode(training))
        print.add(try encoder.encode(input))
        print.add(try encoder.encode(files.format))
        print.add(try encoder.encode(files.normalization))
        print.add("\(seed) \(name) \(division.name) \(files.grid.seconds)")
        for file in division.train { print.add("\(label(file)) \(files.set.items[file].fingerprint)") }
        for (name, tensor) in classifier.weights().sorted(by: { $0.key < $1.key }) {
            print.add("\(name) \(tensor.shape)")
            tensor.withUnsafeBuffer { print.add(UnsafeRawBufferPointer($0)) }
        }
        return "\(root.path)/classifiers/\(print.text)"
    }
}
