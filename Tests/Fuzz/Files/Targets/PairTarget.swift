import AVTS
import Foundation
import Layers
import Tensors

/// Pairs of networks with their settings: what the settings claim, and the whole file.
struct PairTarget: FileTarget {
    static let name = "pairs"
    static let about = "pairs of networks: the file, and each of its settings by itself"
    static let errors: [any Error.Type] = [SafetensorsError.self]
    private static let file = "pair.safetensors"
    private static let settings = ["avts.settings", "avts.stages", "avts.normalization", "avts.seed", "avts.pair"]
    private let path: String
    private let whole: Safetensors.Contents

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        var configuration = Configuration(scale: .smoke)
        configuration.video.width = 2
        configuration.audio = .small(width: 2)
        configuration.embedding = 4
        let path = "\(folder)/\(file)"
        try PretrainedPair.untrained(configuration).save(to: path)
        let metadata = try Safetensors.inspect(path).metadata
        return [FileSample(name: file, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))]
            + settings.map { FileSample(name: $0, bytes: Array((metadata[$0] ?? "").utf8)) }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        sample.name == file ? mutator.framed(sample.bytes, length: 0..<8) { $0.json($1) } : mutator.json(sample.bytes)
    }

    init(_ samples: [FileSample], folder: String) throws {
        path = "\(folder)/\(Self.file)"
        try Data(samples.first { $0.name == Self.file }?.bytes ?? []).write(to: URL(fileURLWithPath: path))
        whole = try Safetensors.load(path)
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        if sample.name == Self.file {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } else {
            var metadata = whole.metadata
            metadata[sample.name] = String(decoding: bytes, as: UTF8.self)
            try Safetensors.save(whole.tensors, metadata: metadata, to: path)
        }
        let pair = try PretrainedPair(from: path)
        // What was read can be written, and is the same again.
        try pair.save(to: path)
        let again = try PretrainedPair(from: path)
        guard again.configuration == pair.configuration, again.stages == pair.stages, again.seed == pair.seed,
            again.name == pair.name
        else { throw WrongRead(description: "written and read again it is another") }
    }
}
