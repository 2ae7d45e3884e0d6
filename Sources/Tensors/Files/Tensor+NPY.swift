import Foundation

extension Tensor {
    /// Reads a NumPy `.npy` file: floats, integers or booleans, either byte order, C or Fortran order.
    ///
    ///     let weights = try Tensor(npy: "weights.npy")
    ///
    /// - Throws: `NPYError`, which names the file.
    public init(npy path: String) throws(NPYError) {
        let operation = "read"
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw NPYError(operation: operation, path: path, reason: .system(Self.message(error)))
        }
        let result = data.withUnsafeBytes { bytes in
            Result { () throws(NPYHeader.Problem) in try Self.decoded(bytes) }
        }
        switch result {
        case .success(let tensor): self = tensor
        case .failure(.malformed(let detail)):
            throw NPYError(operation: operation, path: path, reason: .malformed(detail))
        case .failure(.unsupported(let type)):
            throw NPYError(operation: operation, path: path, reason: .unsupported(type))
        }
    }

    /// See `init(npy:)`.
    public init(npy url: URL) throws(NPYError) { try self.init(npy: url.path) }

    private static func decoded(_ bytes: UnsafeRawBufferPointer) throws(NPYHeader.Problem) -> Tensor {
        let header = try NPYHeader(bytes)
        let stored: Shape
        do {
            stored = try ShapeRule.shape(header.isFortranOrder ? header.dimensions.reversed() : header.dimensions)
            try ShapeRule.allocation(stored, operation: "read")
        } catch {
            throw .malformed("shape \(header.dimensions) is too large")
        }
        let (needed, found) = (stored.count * header.type.size, bytes.count - header.dataOffset)
        guard found >= needed else { throw .malformed("\(found) bytes of elements, expected \(needed)") }
        let tensor = Tensor(shape: stored) { target in
            guard needed > 0 else { return }
            header.type.convert(
                bytes.baseAddress! + header.dataOffset, isBigEndian: header.isBigEndian, into: target)
        }
        return header.isFortranOrder ? tensor.transposed(permutation: Array((0..<stored.rank).reversed())) : tensor
    }

    /// Writes a NumPy `.npy` file of little-endian 32-bit floats, whole or not at all.
    ///
    /// - Throws: `NPYError`, which names the file.
    public func write(npy path: String) throws(NPYError) {
        var data = Data(NPYHeader.bytes(for: shape))
        withUnsafeBuffer { data.append(contentsOf: UnsafeRawBufferPointer($0)) }
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
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
