import Foundation

extension JSON: Decodable {
    /// Reads a value of any kind.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode([String: JSON].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }

    /// Reads a text of JSON; nil where it is none.
    package init?(_ bytes: some Sequence<UInt8>) {
        guard let value = try? JSONDecoder().decode(JSON.self, from: Data(bytes)) else { return nil }
        self = value
    }

    /// The value of a key, of an object that has it.
    package subscript(key: String) -> JSON? { if case .object(let pairs) = self { pairs[key] } else { nil } }
    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var int: Int? { if case .int(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var items: [JSON]? { if case .array(let items) = self { items } else { nil } }

    /// An object with some keys given other values; anything else as it is.
    package func with(_ changes: [String: JSON]) -> JSON {
        guard case .object(let pairs) = self else { return self }
        return .object(pairs.merging(changes) { $1 })
    }
}
