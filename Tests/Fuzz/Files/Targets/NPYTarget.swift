import Foundation
import Tensors

/// NumPy's arrays.
struct NPYTarget: FileTarget {
    static let name = "npy"
    static let about = "NumPy's arrays, read by Tensor"
    static let errors: [any Error.Type] = [NPYError.self]
    private let path: String
    private let written: String

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let path = "\(folder)/x.npy"
        try Tensor((0..<12).map { Float($0) - 3.5 }, shape: [2, 3, 2]).write(npy: path)
        func other(_ type: String, _ shape: String, fortran: Bool = false, data: Int, version: UInt8 = 1) -> [UInt8] {
            let text = Array("{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n".utf8)
            return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(text.count), 0] + (version == 1 ? [] : [0, 0]) + text
                + (0..<data).map { UInt8($0 % 3) }
        }
        return [
            FileSample(name: "ours.npy", bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))),
            FileSample(name: "doubles.npy", bytes: other("<f8", "(2, 3)", fortran: true, data: 48)),
            FileSample(name: "bytes.npy", bytes: other("|u1", "(7,)", data: 7)),
            FileSample(name: "words.npy", bytes: other(">i2", "(2, 1, 2)", data: 8, version: 2)),
            FileSample(name: "truths.npy", bytes: other("|b1", "()", data: 1)),
            FileSample(name: "none.npy", bytes: other("<f2", "(0, 5)", data: 0)),
        ]
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        let width = sample.bytes[6] == 1 ? 2 : 4
        return mutator.framed(sample.bytes, length: 8..<8 + width) { $0.text($1) }
    }

    init(_ samples: [FileSample], folder: String) throws { (path, written) = ("\(folder)/a.npy", "\(folder)/b.npy") }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let tensor = try Tensor(npy: path)
        try tensor.write(npy: written)
        let again = try Tensor(npy: written)
        guard again.shape == tensor.shape, again.scalars.elementsEqual(tensor.scalars, by: { $0.bitPattern == $1.bitPattern })
        else {
            throw WrongRead(description: "written and read again it is another")
        }
    }
}
