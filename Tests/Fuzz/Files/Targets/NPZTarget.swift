import Foundation
import Tensors

/// NumPy's archives of arrays.
struct NPZTarget: FileTarget {
    static let name = "npz"
    static let about = "NumPy's archives of arrays, read by Tensor"
    static let errors: [any Error.Type] = [NPYError.self]
    private let path: String
    private let written: String

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let arrays = [
            "a": Tensor((0..<12).map { Float($0) - 3.5 }, shape: [2, 3, 2]), "b/c": Tensor(7), "zeros": .zeros([50, 50]),
        ]
        var samples = try [false, true].map { compressed in
            let path = "\(folder)/x.npz"
            try Tensor.write(arrays, npz: path, compressed: compressed)
            return FileSample(
                name: compressed ? "deflated.npz" : "stored.npz", bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            )
        }
        // NumPy's own.
        for name in ["stored", "compressed", "positions"] {
            let url = URL(fileURLWithPath: "\(project)/Tests/Reference/tensors/npz/\(name).npz")
            if let bytes = try? Data(contentsOf: url) {
                samples.append(FileSample(name: "numpy-\(name).npz", bytes: [UInt8](bytes)))
            }
        }
        return samples
    }

    init(_ samples: [FileSample], folder: String) throws { (path, written) = ("\(folder)/a.npz", "\(folder)/b.npz") }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let arrays = try Tensor.read(npz: path)
        for (name, tensor) in arrays.prefix(3) {
            let alone = try Tensor(npz: path, array: name)
            guard alone.shape == tensor.shape else { throw WrongRead(description: "the array \(name) is another one alone") }
        }
        // A name may be one that is not written.
        guard !arrays.isEmpty, (try? Tensor.write(arrays, npz: written)) != nil else { return }
        let again = try Tensor.read(npz: written)
        guard again.keys.sorted() == arrays.keys.sorted(),
            again.allSatisfy({ name, tensor in
                tensor.shape == arrays[name]?.shape
                    && tensor.scalars.elementsEqual(arrays[name]?.scalars ?? [], by: { $0.bitPattern == $1.bitPattern })
            })
        else { throw WrongRead(description: "written and read again it is another") }
    }
}
