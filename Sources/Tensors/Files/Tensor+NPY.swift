import Files
import Foundation
import Kernels

extension Tensor {
    /// Reads a NumPy `.npy` file: floats, integers or booleans, either byte order, C or Fortran order.
    ///
    /// 64-bit floats are rounded to 32 bits. Whole numbers are not: one that a 32-bit float cannot hold, as many beyond 2²⁴, is an error.
    ///
    ///     let weights = try Tensor(npy: "weights.npy")
    ///
    /// - Throws: `NPYError`, which names the file.
    public init(npy path: String) throws(NPYError) {
        var file = try NPYFile(path)
        self = try Tensor.read(&file)
    }

    /// The array that a source holds from its first byte to its last.
    static func read(_ file: inout some NPYSource) throws(NPYError) -> Tensor {
        let header = try NPYHeader(of: &file)
        let stored: Shape
        do throws(ShapeError) {
            stored = try ShapeRule.claimed(header.isFortranOrder ? header.dimensions.reversed() : header.dimensions)
        } catch {
            let found = header.dimensions.count > 64 ? "of \(header.dimensions.count) axes" : "\(header.dimensions)"
            throw file.error(.malformed("shape \(found) is too large"))
        }
        // The elements as floats fit in memory and none in the file is more than twice as long: the product is an `Int`.
        let needed = stored.count * header.type.size
        let found = try file.size() - header.dataOffset
        guard found == needed else { throw file.error(.malformed("\(found) bytes of elements, expected \(needed)")) }
        var result: Result<Void, NPYError> = .success(())
        let tensor = Tensor(shape: stored) { target in
            result = Result { () throws(NPYError) in try header.read(&file, into: target) }
        }
        try result.get()
        return header.isFortranOrder ? tensor.transposed(permutation: Array((0..<stored.rank).reversed())) : tensor
    }

    /// See `init(npy:)`.
    public init(npy url: URL) throws(NPYError) { try self.init(npy: url.path) }

    /// Writes a NumPy `.npy` file of little-endian 32-bit floats, whole or not at all; masks as booleans, whole numbers as 32-bit integers.
    ///
    /// - Throws: `NPYError`, which names the file.
    public func write(npy path: String) throws(NPYError) {
        try NPYError.reading { () throws(FileError) in
            let file = try AtomicFile(path)
            let stored = storedInFile
            let header = NPYHeader.bytes(for: shape, of: stored.elementType)
            try file.append(header.span.bytes)
            try stored.withBytes { bytes in Result { () throws(FileError) in try file.append(bytes.bytes) } }.get()
            try file.commit()
        }
    }

    /// The values as NumPy has a type for them: brain floats, which it has not, as 32-bit floats.
    var storedInFile: Tensor { elementType == .bf16 ? floats : detached() }

    /// Lends the elements' bytes, row-major, as they are kept.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withElements { try body(UnsafeRawBufferPointer(start: $0.address, count: count * elementType.size)) }
    }

    /// See `write(npy:)`.
    public func write(npy url: URL) throws(NPYError) { try write(npy: url.path) }
}
