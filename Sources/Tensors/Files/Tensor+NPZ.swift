import Files
import Foundation

extension Tensor {
    /// Reads a NumPy `.npz` file, as `numpy.savez` and `numpy.savez_compressed` write it: its arrays by their names.
    ///
    /// Each array is read as ``init(npy:)-(String)`` reads one: floats, integers or booleans, and nothing that a float cannot hold.
    ///
    ///     let arrays = try Tensor.read(npz: "features.npz")
    ///     arrays["weights"]?.shape                             // [2]
    ///
    /// - Throws: `NPYError`, which names the file, and the array in it: for an archive that is damaged, cut short, encrypted, or holds a name
    ///   twice or anything but arrays.
    public static func read(npz path: String) throws(NPYError) -> [String: Tensor] {
        let archive = try NPZArchive(path)
        var tensors: [String: Tensor] = [:]
        for entry in archive.entries { tensors[entry.name] = try archive.read(entry) }
        return tensors
    }

    /// See `read(npz:)`.
    public static func read(npz url: URL) throws(NPYError) -> [String: Tensor] { try read(npz: url.path) }

    /// Reads one array of a NumPy `.npz` file; the others are not unpacked.
    ///
    ///     let weights = try Tensor(npz: "features.npz", array: "weights")
    ///
    /// - Throws: `NPYError`, which names the file, for a name that is not in it too.
    public init(npz path: String, array name: String) throws(NPYError) {
        let archive = try NPZArchive(path)
        guard let entry = archive.entries.first(where: { $0.name == name }) else {
            let names = archive.entries.map(\.name).sorted()
            let near = nearest(to: name, among: names).map { "\"\($0)\"" }
            let held =
                near ?? (names.isEmpty ? "none" : names.prefix(5).map { "\"\($0.shortened(to: 40))\"" }.joined(separator: ", "))
            throw NPYError(
                operation: "read", path: archive.path,
                reason: .archive(
                    "it holds no array \"\(name.shortened(to: 80))\", expected one of its \(names.count): \(held)"
                        + (near == nil && names.count > 5 ? ", …" : "")))
        }
        self = try archive.read(entry)
    }

    /// Writes tensors into a NumPy `.npz` file by their names, whole or not at all: arrays of little-endian 32-bit floats, masks
    /// as booleans, whole numbers as 32-bit integers, which `numpy.load` reads. Equal tensors give equal bytes.
    ///
    ///     try Tensor.write(["mean": Tensor([1, 2]), "scale": Tensor(3)], npz: "statistics.npz", compressed: true)
    ///
    /// - Parameters:
    ///   - tensors: at least one, by name; a name is not empty, has no `..`, no `\` and no NUL, and does not begin with `/`.
    ///   - path: of the file; what is there is replaced.
    ///   - compressed: deflates them, as `numpy.savez_compressed` does: smaller, and slower to write.
    /// - Throws: `NPYError`, which names the file.
    public static func write(
        _ tensors: [String: Tensor], npz path: String, compressed: Bool = false
    ) throws(NPYError) {
        for name in tensors.keys where !NPZWriter.isFit(name) {
            throw NPYError(
                operation: "write", path: path,
                reason: .archive(
                    "found the name \"\(name.shortened(to: 80))\" of an array, expected one that is not empty, has no \"..\", \"\\\" or NUL and does not begin with \"/\""
                ))
        }
        guard !tensors.isEmpty else {
            throw NPYError(operation: "write", path: path, reason: .archive("found no tensor, expected at least one"))
        }
        try NPYError.reading { () throws(FileError) in
            try AtomicFile.made(at: path) { temporary throws(FileError) in
                do throws(FileError) { try NPZWriter.write(tensors, to: temporary, compressed: compressed) } catch {
                    throw FileError(operation: "write", path: path, reason: error.reason)
                }
            }
        }
    }

    /// See `write(_:npz:compressed:)`.
    public static func write(_ tensors: [String: Tensor], npz url: URL, compressed: Bool = false) throws(NPYError) {
        try write(tensors, npz: url.path, compressed: compressed)
    }
}
