import Files
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
        let shape: Shape
        let bytes: Range<Int>
    }

    /// The tensors by ascending offset.
    let entries: [Entry]
    let metadata: [String: String]
    /// Where the tensors' bytes begin.
    let dataOffset: Int

    /// Reads the header of a file: eight bytes of length, then JSON.
    init(of file: RegularFile) throws(SafetensorsError) {
        let size = try SafetensorsError.reading { () throws(FileError) in try file.size() }
        guard size >= 8 else { throw SafetensorsError(file.path, .tooShort(bytes: size)) }
        let head = try SafetensorsError.reading { () throws(FileError) in try file.bytes(at: 0, count: 8) }
        let length = head.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let limit = min(size - 8, SafetensorsHeader.byteLimit)
        guard length <= UInt64(limit) else {
            throw SafetensorsError(file.path, .headerLength(found: length, limit: limit))
        }
        let json = try SafetensorsError.reading { () throws(FileError) in try file.bytes(at: 8, count: Int(length)) }
        try self.init(json: Data(json), dataOffset: 8 + Int(length), dataBytes: size - 8 - Int(length), path: file.path)
    }

    /// Reads a header that `dataBytes` bytes of data follow.
    private init(json: Data, dataOffset: Int, dataBytes: Int, path: String) throws(SafetensorsError) {
        guard json.first == UInt8(ascii: "{") else {
            throw SafetensorsError(path, .header("it does not begin with {"))
        }
        let raw: RawHeader
        do {
            raw = try JSONDecoder().decode(RawHeader.self, from: json)
        } catch {
            throw SafetensorsError(path, .header(SafetensorsHeader.reason(error)))
        }
        guard raw.keys == SafetensorsHeader.keys(of: json) else {
            throw SafetensorsError(path, .header(RepeatedName(in: json)?.description ?? "a name stands twice in one object"))
        }
        metadata = raw.metadata
        self.dataOffset = dataOffset
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
        guard let shape = try? ShapeRule.claimed(raw.shape) else {
            throw SafetensorsError(path, tensor: name, .invalidShape(raw.shape))
        }
        // The elements as floats fit in memory and none in the file is more than twice as long: the product is an `Int`.
        let expected = shape.count * type.size
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
        return Entry(name: name, type: type, shape: shape, bytes: begin..<end)
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

    /// How many names the JSON has, in the header itself and in the objects within it: `JSONDecoder` keeps one of two that are equal,
    /// and says nothing.
    private static func keys(of json: Data) -> Int {
        var (depth, count, isText, isEscaped) = (0, 0, false, false)
        for byte in json {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    isText = byte != UInt8(ascii: "\"")
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth <= 2: count += 1
            default: break
            }
        }
        return count
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
        /// How many names it has, unknown ones too.
        let keys: Int
    }

    var entries: [(String, Entry)] = []
    var metadata: [String: String] = [:]
    /// How many names the header has, and the objects in it.
    var keys = 0

    struct Key: CodingKey {
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
                keys += 1 + metadata.count
            } else {
                let entry = try container.decode(Entry.self, forKey: key)
                entries.append((key.stringValue, entry))
                keys += 1 + entry.keys
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
        keys = try decoder.container(keyedBy: RawHeader.Key.self).allKeys.count
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
