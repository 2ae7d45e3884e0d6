import Files
import Foundation
import Layers
import Optimizers
import Tensors

extension Checkpoint {
    /// A checkpoint file that is damaged, or none at all.
    struct Damage: Error, CustomStringConvertible {
        let description: String

        init(description: String) { self.description = description.shortened(to: 1000) }
    }

    private static let formatKey = "avts.checkpoint"
    private static let format = "2"
    private static let stateKey = "avts.state"
    private static let checksumKey = "avts.sha256"
    private static let weightPrefix = "model."
    private static let optimizerPrefix = "optimizer."

    /// Writes the checkpoint as one safetensors file: weights as `model.…`, moments as `optimizer.…`, the rest as metadata.
    func write(to path: String) throws {
        var tensors: [String: Tensor] = [:]
        for (name, tensor) in weights { tensors[Checkpoint.weightPrefix + name] = tensor }
        for (name, tensor) in optimizer.tensors { tensors[Checkpoint.optimizerPrefix + name] = tensor }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let json = String(decoding: try encoder.encode(state), as: UTF8.self)
        let metadata = [
            Checkpoint.formatKey: Checkpoint.format, Checkpoint.stateKey: json,
            Checkpoint.checksumKey: Checkpoint.checksum(tensors, json),
        ]
        try Safetensors.save(tensors, metadata: metadata, to: path)
    }

    /// Reads a checkpoint; any damage, down to one bit, is an error.
    init(reading path: String) throws(Damage) {
        let contents: Safetensors.Contents
        do throws(SafetensorsError) {
            contents = try Safetensors.load(path)
        } catch {
            throw Damage(description: error.description)
        }
        guard let format = contents.metadata[Checkpoint.formatKey], let json = contents.metadata[Checkpoint.stateKey] else {
            throw Damage(description: "\(path): not a checkpoint of this program")
        }
        guard format == Checkpoint.format else {
            throw Damage(description: "\(path): found a checkpoint of format \(format), expected \(Checkpoint.format)")
        }
        guard contents.metadata[Checkpoint.checksumKey] == Checkpoint.checksum(contents.tensors, json) else {
            throw Damage(description: "\(path): the checksum does not match, the file is damaged")
        }
        do {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            let state = try decoder.decode(State.self, from: Data(json.utf8))
            if let fault = state.fault { throw Damage(description: fault) }
            self.state = state
        } catch {
            throw Damage(description: "\(path): the state cannot be read: \(error)")
        }
        weights = Checkpoint.part(contents.tensors, Checkpoint.weightPrefix)
        optimizer = OptimizerState(
            rule: state.optimizerRule, step: state.optimizerStep,
            tensors: Checkpoint.part(contents.tensors, Checkpoint.optimizerPrefix))
    }

    private static func part(_ tensors: [String: Tensor], _ prefix: String) -> [String: Tensor] {
        var part: [String: Tensor] = [:]
        for (name, tensor) in tensors where name.hasPrefix(prefix) { part[String(name.dropFirst(prefix.count))] = tensor }
        return part
    }

    private static func checksum(_ tensors: [String: Tensor], _ json: String) -> String {
        var digest = Digest()
        digest.add(tensors)
        digest.add(json)
        return digest.finish()
    }
}
