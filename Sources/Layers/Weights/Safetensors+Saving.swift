import Files
import Foundation
import Tensors

extension Safetensors {
    /// Writes tensors as F32, by ascending name; the file appears complete or not at all.
    public static func save(
        _ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String
    ) throws(SafetensorsError) {
        let ordered = tensors.sorted { $0.key < $1.key }
        let header = encodeHeader(ordered.map { ($0.key, $0.value.shape) }, metadata: metadata)
        guard header.count - 8 <= SafetensorsHeader.byteLimit else {
            throw SafetensorsError(
                path, .headerLength(found: UInt64(header.count - 8), limit: SafetensorsHeader.byteLimit))
        }
        do throws(FileError) {
            let file = try AtomicFile(path)
            try file.append(header.span.bytes)
            for (_, tensor) in ordered { try append(tensor, to: file) }
            try file.commit()
        } catch {
            throw SafetensorsError(path, .system("cannot \(error.operation): \(error.reason)"))
        }
    }

    private static func append(_ tensor: Tensor, to file: borrowing AtomicFile) throws(FileError) {
        var failure: FileError?
        tensor.withHostValues { values in
            do throws(FileError) { try file.append(values.bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// The eight bytes of the length and the JSON, padded with spaces so that the data begins at a multiple of 8.
    private static func encodeHeader(_ tensors: [(String, Shape)], metadata: [String: String]) -> [UInt8] {
        var fields: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\($0.key.quotedAsJSON):\($0.value.quotedAsJSON)" }
            fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var offset = 0
        for (name, shape) in tensors {
            let end = offset + shape.count * MemoryLayout<Float>.size
            let dimensions = shape.dimensions.map(String.init).joined(separator: ",")
            fields.append(
                "\(name.quotedAsJSON):{\"dtype\":\"F32\",\"shape\":[\(dimensions)],\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var json = Array("{\(fields.joined(separator: ","))}".utf8)
        json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
        let length = UInt64(json.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + json
    }
}
