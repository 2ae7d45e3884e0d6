import Files
import Tensors

extension Safetensors {
    /// Reads a file, after checking all of its header: nothing is returned of a file with a fault.
    ///
    /// F32, F64, F16, BF16 and integers of up to 64 bits are read; an integer that a 32-bit float cannot hold is an error.
    public static func load(_ path: String) throws(SafetensorsError) -> Contents {
        let file = try open(path)
        let header = try SafetensorsHeader(of: file)
        var tensors: [String: Tensor] = [:]
        for entry in header.entries { tensors[entry.name] = try tensor(entry, at: header.dataOffset, of: file) }
        return Contents(tensors: tensors, metadata: header.metadata)
    }

    /// The names, shapes and metadata of a file, without its data.
    public static func inspect(
        _ path: String
    ) throws(SafetensorsError) -> (shapes: [String: Shape], metadata: [String: String]) {
        let header = try SafetensorsHeader(of: open(path))
        let shapes = header.entries.map { ($0.name, $0.shape) }
        return (Dictionary(uniqueKeysWithValues: shapes), header.metadata)
    }

    private static func open(_ path: String) throws(SafetensorsError) -> RegularFile {
        try SafetensorsError.reading { () throws(FileError) in try RegularFile(path) }
    }

    /// Reads one tensor, piece by piece: beside it no copy of its bytes is made.
    private static func tensor(
        _ entry: SafetensorsHeader.Entry, at data: Int, of file: RegularFile
    ) throws(SafetensorsError) -> Tensor {
        var result: Result<Void, SafetensorsError> = .success(())
        var unheld: ScalarType.Unheld?
        let tensor = Tensor(onHost: entry.shape) { target in
            result = Result { () throws(SafetensorsError) in
                try SafetensorsError.reading { () throws(FileError) in
                    try file.pieces(at: data + entry.bytes.lowerBound, count: entry.bytes.count) { place, bytes in
                        guard unheld == nil else { return }
                        let first = place / entry.type.size
                        unheld = entry.type.convert(bytes, into: &target, at: first)
                    }
                }
            }
        }
        try result.get()
        if let unheld {
            var (rest, position) = (unheld.index, [Int](repeating: 0, count: entry.shape.rank))
            for axis in position.indices.reversed() {
                (rest, position[axis]) = rest.quotientAndRemainder(dividingBy: entry.shape.dimensions[axis])
            }
            throw SafetensorsError(
                file.path, tensor: entry.name,
                .notAFloat(value: unheld.value, position: position, type: entry.type.rawValue))
        }
        return tensor
    }
}
