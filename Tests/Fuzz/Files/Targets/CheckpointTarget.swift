import Files
import Foundation
import Layers
import Optimizers
import Tensors
import Training

/// Checkpoints: damage is found, and a state that is whole by its checksum and cannot be goes nowhere.
struct CheckpointTarget: FileTarget {
    static let name = "checkpoints"
    static let about = "checkpoints, and their states under a right checksum, from which a training goes on"
    static let errors: [any Error.Type] = [TrainingError.self]
    private static let file = "step-00000014.checkpoint"
    private let folder: String
    private let whole: Safetensors.Contents
    private let right: [Float]

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let model = model(seed: 1)
        try trainer(model, folder).fit(upTo: 14, batch: { batch($0) }, loss: { loss(model, $0) })
        let path = "\(folder)/checkpoints/\(file)"
        let state = try Safetensors.load(path).metadata["avts.state"] ?? ""
        return [
            FileSample(name: file, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))),
            FileSample(name: "state.json", bytes: Array(state.utf8)),
        ]
    }

    private static func model(seed: UInt64) -> Sequential {
        var random = RandomStream(seed: seed)
        return Sequential([Linear(2, 3, using: &random), Dropout(0.1, random: random.split("d")), Linear(3, 1, using: &random)])
    }

    private static func trainer(_ model: Sequential, _ folder: String) -> Trainer {
        let schedule = Schedule.warmUp(steps: 5, then: .plateau(from: 0.05, patience: 2))
        let trainer = Trainer(
            model, optimizer: SGD(model.parameters, momentum: 0.9), schedule: schedule,
            options: .init(checkpointFolder: "\(folder)/checkpoints", checkpointEvery: 14, observeEvery: 3))
        trainer.observers = []
        return trainer
    }

    private static func batch(_ step: Int) -> Tensor {
        var random = RandomStream(seed: 9).split(step)
        return Tensor.uniform([4, 2], in: -1..<1, using: &random)
    }

    private static func loss(_ model: Sequential, _ batch: Tensor) -> Trainer.Outcome {
        let loss = (model(batch) - batch.sum(axes: 1, keepingDimensions: true)).square().mean()
        return (loss, ["root": Double(loss.scalar).squareRoot()])
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        sample.name == file ? mutator.framed(sample.bytes, length: 0..<8) { $0.json($1) } : mutator.json(sample.bytes)
    }

    init(_ samples: [FileSample], folder: String) throws {
        self.folder = folder
        let path = "\(folder)/whole.safetensors"
        let bytes = samples.first { $0.name == Self.file }?.bytes ?? []
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        whole = try Safetensors.load(path)
        right = whole.tensors.filter { $0.key.hasPrefix("model.") }.sorted { $0.key < $1.key }.flatMap(\.value.scalars)
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let place = "\(folder)/checkpoints"
        for name in try FileManager.default.contentsOfDirectory(atPath: place) { unlink("\(place)/\(name)") }
        if sample.name == Self.file {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(place)/\(Self.file)"))
        } else {
            try sign(String(decoding: bytes, as: UTF8.self), to: "\(place)/\(Self.file)")
        }
        let model = Self.model(seed: 7)
        let trainer = Self.trainer(model, folder)
        let step = try trainer.resume()
        if sample.name == Self.file {
            let weights = model.weights().sorted { $0.key < $1.key }.flatMap(\.value.scalars)
            guard step == 14, weights == right else {
                throw WrongRead(description: "resumed at step \(step ?? -1) from other weights")
            }
        }
        guard trainer.learningRate.isFinite else { throw WrongRead(description: "a learning rate of \(trainer.learningRate)") }
        let end = trainer.step + 2
        try trainer.fit(upTo: end, batch: { Self.batch($0) }, loss: { Self.loss(model, $0) })
        guard trainer.step == end else { throw WrongRead(description: "after two steps of \(end - 2) it is at \(trainer.step)") }
    }

    /// A checkpoint with this state, whole by its checksum.
    private func sign(_ state: String, to path: String) throws {
        var digest = Digest()
        digest.add(whole.tensors)
        digest.add(state)
        var metadata = whole.metadata
        metadata["avts.state"] = state
        metadata["avts.sha256"] = digest.finish()
        try Safetensors.save(whole.tensors, metadata: metadata, to: path)
    }
}
