import Foundation
import Tensors

extension Safetensors {
    /// Reads a file, after checking all of its header: nothing is returned of a file with a fault.
    ///
    /// F32, F64, F16, BF16 and integers of up to 64 bits are read.
    public static func load(_ path: String) throws(SafetensorsError) -> Contents {
        let file = try bytes(of: path)
        let header = try readHeader(file, path: path)
        let data = file.count - header.dataBytes
        var tensors: [String: Tensor] = [:]
        for entry in header.header.entries {
            tensors[entry.name] = file.withUnsafeBytes { bytes in
                let source = bytes[(data + entry.bytes.lowerBound)..<(data + entry.bytes.upperBound)]
                return Tensor(shape: Shape(entry.dimensions)) { target in
                    entry.type.convert(UnsafeRawBufferPointer(rebasing: source), into: target)
                }
            }
        }
        return Contents(tensors: tensors, metadata: header.header.metadata)
    }

    /// The names, shapes and metadata of a file, without its data.
    public static func inspect(
        _ path: String
    ) throws(SafetensorsError) -> (shapes: [String: Shape], metadata: [String: String]) {
        let header = try readHeader(bytes(of: path), path: path).header
        let shapes = header.entries.map { ($0.name, Shape($0.dimensions)) }
        return (Dictionary(uniqueKeysWithValues: shapes), header.metadata)
    }

    /// All bytes of a file. They are read, not mapped: a mapped file that another process cuts short kills the reader.
    private static func bytes(of path: String) throws(SafetensorsError) -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw refusal(path) }
        var data = Data(count: max(0, Int(status.st_size)))
        let (size, failed) = data.withUnsafeMutableBytes { target in
            var done = 0
            while done < target.count {
                let got = read(descriptor, target.baseAddress! + done, target.count - done)
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { return (done, got < 0) }
                done += got
            }
            return (done, false)
        }
        guard !failed else { throw refusal(path) }
        return data.prefix(size)
    }

    /// The system's reason, from `errno`.
    private static func refusal(_ path: String) -> SafetensorsError {
        SafetensorsError(path, .system("cannot read: \(String(cString: strerror(errno)))"))
    }

    private static func readHeader(
        _ file: Data, path: String
    ) throws(SafetensorsError) -> (header: SafetensorsHeader, dataBytes: Int) {
        guard file.count >= 8 else { throw SafetensorsError(path, .tooShort(bytes: file.count)) }
        let length = file.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        let limit = min(file.count - 8, SafetensorsHeader.byteLimit)
        guard length <= UInt64(limit) else {
            throw SafetensorsError(path, .headerLength(found: length, limit: limit))
        }
        let dataBytes = file.count - 8 - Int(length)
        let json = file.subdata(in: 8..<(8 + Int(length)))
        return (try SafetensorsHeader(json: json, dataBytes: dataBytes, path: path), dataBytes)
    }
}
