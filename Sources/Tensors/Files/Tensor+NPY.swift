import Files
import Foundation

extension Tensor {
    /// Reads a NumPy `.npy` file: floats, integers or booleans, either byte order, C or Fortran order.
    ///
    /// 64-bit floats are rounded to 32 bits. Whole numbers are not: one that a 32-bit float cannot hold, as many beyond 2²⁴, is an error.
    ///
    ///     let weights = try Tensor(npy: "weights.npy")
    ///
    /// - Throws: `NPYError`, which names the file.
    public init(npy path: String) throws(NPYError) {
        let file = try NPYError.reading { () throws(FileError) in try RegularFile(path) }
        let header = try NPYHeader(of: file)
        let stored: Shape
        do throws(ShapeError) {
            stored = try ShapeRule.claimed(header.isFortranOrder ? header.dimensions.reversed() : header.dimensions)
        } catch {
            let found = header.dimensions.count > 64 ? "of \(header.dimensions.count) axes" : "\(header.dimensions)"
            throw NPYError(file, .malformed("shape \(found) is too large"))
        }
        // The elements as floats fit in memory and none in the file is more than twice as long: the product is an `Int`.
        let needed = stored.count * header.type.size
        let found = try NPYError.reading { () throws(FileError) in try file.size() } - header.dataOffset
        guard found == needed else { throw NPYError(file, .malformed("\(found) bytes of elements, expected \(needed)")) }
        var result: Result<Void, NPYError> = .success(())
        let tensor = Tensor(shape: stored) { target in
            result = Result { () throws(NPYError) in
                let unheld = try NPYError.reading { () throws(FileError) in try header.read(file, into: target) }
                guard let unheld else { return }
                throw NPYError(file, .notAFloat(value: unheld.value, position: header.position(of: unheld.index)))
            }
        }
        try result.get()
        self = header.isFortranOrder ? tensor.transposed(permutation: Array((0..<stored.rank).reversed())) : tensor
    }

    /// See `init(npy:)`.
    public init(npy url: URL) throws(NPYError) { try self.init(npy: url.path) }

    /// Writes a NumPy `.npy` file of little-endian 32-bit floats, whole or not at all.
    ///
    /// - Throws: `NPYError`, which names the file.
    public func write(npy path: String) throws(NPYError) {
        var data = Data(NPYHeader.bytes(for: shape))
        withUnsafeBuffer { data.append(contentsOf: UnsafeRawBufferPointer($0)) }
        do {
            try data.write(to: URL(fileURLWithPath: PathText.expanded(path)), options: .atomic)
        } catch {
            throw NPYError(operation: "write", path: path, reason: .system(Self.message(error)))
        }
    }

    /// See `write(npy:)`.
    public func write(npy url: URL) throws(NPYError) { try write(npy: url.path) }

    /// The system's words for what Foundation reports.
    private static func message(_ error: any Error) -> String {
        let found = error as NSError
        if let system = found.userInfo[NSUnderlyingErrorKey] as? any Error, (system as NSError).domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32((system as NSError).code)))
        }
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: return String(cString: strerror(ENOENT))
        case .fileReadNoPermission, .fileWriteNoPermission: return String(cString: strerror(EACCES))
        case .fileWriteOutOfSpace: return String(cString: strerror(ENOSPC))
        default: return found.localizedDescription
        }
    }
}
