import Foundation
import Layers
import Tensors

/// Weights on disk.
struct SafetensorsTarget: FileTarget {
    static let name = "safetensors"
    static let about = "weights, read by Safetensors and by a model"
    static let errors: [any Error.Type] = [SafetensorsError.self]
    private let path: String
    private let written: String

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let path = "\(folder)/x.safetensors"
        func sample(_ name: String, _ write: () throws -> Void) throws -> FileSample {
            try write()
            return FileSample(name: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        }
        func entry(_ type: String, _ shape: String, _ range: Range<Int>) -> String {
            "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(range.lowerBound),\(range.upperBound)]}"
        }
        // What others write: every type, an empty tensor, a scalar.
        let header =
            "{\"__metadata__\":{\"format\":\"pt\"},\"a\":\(entry("F16", "[2,2]", 0..<8)),\"b\":\(entry("BF16", "[4]", 8..<16)),"
            + "\"c\":\(entry("F64", "[]", 16..<24)),\"d\":\(entry("I64", "[1]", 24..<32)),\"e\":\(entry("U8", "[0,3]", 32..<32)),"
            + "\"f\":\(entry("BOOL", "[3]", 32..<35)),\"g\":\(entry("I8", "[1]", 35..<36)),\"h\":\(entry("I32", "[1]", 36..<40))}"
        let others = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
        return try [
            sample("model.safetensors") { try model.save(to: path) },
            sample("torch.safetensors") { try model.save(to: path, layout: .torch, metadata: ["by": "é\n\"\\"]) },
            sample("none.safetensors") { try Safetensors.save([:], to: path) },
            FileSample(name: "others.safetensors", bytes: others + [UInt8](repeating: 0, count: 40)),
        ]
    }

    private static var model: Sequential {
        var random = RandomStream(seed: 1)
        return Sequential([Convolution2D(2, 3, kernel: 1, using: &random), BatchNormalization(3), Linear(3, 2, using: &random)])
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        mutator.framed(sample.bytes, length: 0..<8) { $0.json($1) }
    }

    init(_ samples: [FileSample], folder: String) throws {
        (path, written) = ("\(folder)/a.safetensors", "\(folder)/b.safetensors")
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let contents = try Safetensors.load(path)
        let shapes = try Safetensors.inspect(path).shapes
        guard shapes == contents.tensors.mapValues(\.shape) else { throw WrongRead(description: "inspect and load differ") }
        try Safetensors.save(contents.tensors, metadata: contents.metadata, to: written)
        let again = try Safetensors.load(written)
        let isSame =
            again.metadata == contents.metadata && again.tensors.count == contents.tensors.count
            && contents.tensors.allSatisfy { name, tensor in
                again.tensors[name].map {
                    $0.shape == tensor.shape && $0.scalars.elementsEqual(tensor.scalars) { $0.bitPattern == $1.bitPattern }
                } ?? false
            }
        guard isSame else { throw WrongRead(description: "written and read again it is another") }
        let model = Self.model
        if sample.name.hasPrefix("model") || sample.name.hasPrefix("torch") { try model.load(from: path) }
        try model.load(from: path, strict: false)
    }
}
