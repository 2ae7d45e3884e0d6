import Foundation
import Tensors

/// The JSON header of a safetensors file, validated against the bytes that follow it.
struct SafetensorsHeader {
    /// The format's own limit.
    static let byteLimit = 100_000_000

    /// A tensor of the file.
    struct Entry {
        let name: String
        let type: ScalarType
        let dimensions: [Int]
        let bytes: Range<Int>
    }

    /// The tensors by ascending offset.
    let entries: [Entry]
    let metadata: [String: String]

    /// Reads a header that `dataBytes` bytes of data follow.
    init(json: Data, dataBytes: Int, path: String) throws(SafetensorsError) {
        guard json.first == UInt8(ascii: "{") else {
            throw SafetensorsError(path, .header("it does not begin with {"))
        }
        let raw: RawHeader
        do {
            raw = try JSONDecoder().decode(RawHeader.self, from: json)
        } catch {
            throw SafetensorsError(path, .header(SafetensorsHeader.reason(error)))
        }
        metadata = raw.metadata
        var entries: [Entry] = []
        for (name, entry) in raw.entries {
            entries.append(try SafetensorsHeader.validate(entry, name: name, dataBytes: dataBytes, path: path))
        }
        entries.sort { ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name) < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name) }
        try SafetensorsHeader.validateCover(entries, dataBytes: dataBytes, path: path)
        self.entries = entries
    }

    private static func validate(
        _ raw: RawHeader.Entry, name: String, dataBytes: Int, path: String
    ) throws(SafetensorsError) -> Entry {
        guard let type = ScalarType(rawValue: raw.dtype) else {
            throw SafetensorsError(path, tensor: name, .unsupportedType(raw.dtype))
        }
        var expected = type.size
        for dimension in raw.shape {
            let (product, overflow) = expected.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else {
                throw SafetensorsError(path, tensor: name, .invalidShape(raw.shape))
            }
            expected = product
        }
        guard raw.offsets.count == 2 else {
            throw SafetensorsError(
                path, tensor: name, .header("data_offsets has \(raw.offsets.count) numbers, 2 are expected"))
        }
        let (begin, end) = (raw.offsets[0], raw.offsets[1])
        guard begin >= 0, begin <= end, end <= dataBytes else {
            throw SafetensorsError(path, tensor: name, .offsets(begin: begin, end: end, dataBytes: dataBytes))
        }
        guard end - begin == expected else {
            throw SafetensorsError(path, tensor: name, .byteCount(found: end - begin, expected: expected))
        }
        return Entry(name: name, type: type, dimensions: raw.shape, bytes: begin..<end)
    }

    /// Every byte belongs to exactly one tensor: a file can hide nothing, and damage to the header shows.
    private static func validateCover(_ entries: [Entry], dataBytes: Int, path: String) throws(SafetensorsError) {
        var covered = 0
        var previous = ""
        for entry in entries where !entry.bytes.isEmpty {
            if entry.bytes.lowerBound < covered {
                throw SafetensorsError(path, tensor: entry.name, .overlap(with: previous))
            }
            if entry.bytes.lowerBound > covered {
                throw SafetensorsError(path, .uncoveredBytes(from: covered, to: entry.bytes.lowerBound))
            }
            covered = entry.bytes.upperBound
            previous = entry.name
        }
        if covered < dataBytes { throw SafetensorsError(path, .uncoveredBytes(from: covered, to: dataBytes)) }
    }

    /// The decoder's complaint in one line, with the place in the header.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        let (what, context): (String, DecodingError.Context) =
            switch error {
            case .typeMismatch(_, let context): ("not what the format asks for", context)
            case .valueNotFound(_, let context): ("no value", context)
            case .keyNotFound(let key, let context): ("\"\(key.stringValue)\" is missing", context)
            case .dataCorrupted(let context): ("not valid JSON", context)
            @unknown default: ("\(error)", .init(codingPath: [], debugDescription: ""))
            }
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? "\"\($0.stringValue)\"" }
        return place.isEmpty ? what : "\(what) at \(place.joined(separator: " "))"
    }
}

/// The header as it stands in the file: a dictionary of entries, with the metadata among them.
private struct RawHeader: Decodable {
    struct Entry {
        let dtype: String
        let shape, offsets: [Int]
    }

    var entries: [(String, Entry)] = []
    var metadata: [String: String] = [:]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys {
            if key.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: key)
            } else {
                entries.append((key.stringValue, try container.decode(Entry.self, forKey: key)))
            }
        }
    }
}

extension RawHeader.Entry: Decodable {
    private enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        dtype = try container.decode(String.self, forKey: .dtype)
        shape = try container.decode([Whole].self, forKey: .shape).map(\.value)
        offsets = try container.decode([Whole].self, forKey: .offsets).map(\.value)
    }
}

/// A whole number. The decoder calls a file with a fraction in the place of one "not valid JSON", without the place.
private struct Whole: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = try? container.decode(Int.self) else {
            throw DecodingError.typeMismatch(
                Int.self, .init(codingPath: decoder.codingPath, debugDescription: "not a whole number"))
        }
        self.value = value
    }
}
