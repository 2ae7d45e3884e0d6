import Foundation
import Work

/// Reads again what a ``ValueWriter`` wrote.
package struct ValueReader {
    private let bytes: [UInt8]
    private var place = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next value.
    ///
    /// - Throws: ``NotKept`` for bytes that are no such value.
    package mutating func read<Value>(_: Value.Type) throws -> Value {
        if let type = Value.self as? any Storable.Type { return try read(storableAs: type) as! Value }
        if let type = Value.self as? any PlainValue.Type { return try read(plainAs: type) as! Value }
        if let type = Value.self as? any KeptContainer.Type { return try read(containerAs: type) as! Value }
        if let fields = Fields(of: Value.self) { return try read(fields) }
        guard let type = Value.self as? any Codable.Type, !(Value.self is AnyClass) else { throw Self.damaged }
        return try read(codableAs: type) as! Value
    }

    static let damaged = NotKept("is damaged")

    private mutating func read<Type: Storable>(storableAs _: Type.Type) throws -> Any {
        try Type.restored(from: read(Type.Stored.self))
    }

    private mutating func read<Type: PlainValue>(plainAs _: Type.Type) throws -> Any { try Type(from: &self) }

    private mutating func read<Type: KeptContainer>(containerAs _: Type.Type) throws -> Any { try Type.read(from: &self) }

    private mutating func read<Type: Codable>(codableAs _: Type.Type) throws -> Any {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let values = try decoder.decode([Type].self, from: Data(try next()))
        guard values.count == 1 else { throw Self.damaged }
        return values[0]
    }

    /// A struct or a tuple is made of its parts, where they lie.
    private mutating func read<Value>(_ fields: Fields) throws -> Value {
        let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        defer { value.deallocate() }
        for field in fields.fields { try read(field.type, into: UnsafeMutableRawPointer(value) + field.offset) }
        return value.move()
    }

    private mutating func read<Part>(_: Part.Type, into place: UnsafeMutableRawPointer) throws {
        place.initializeMemory(as: Part.self, to: try read(Part.self))
    }

    mutating func count() throws -> Int {
        guard place + 8 <= bytes.count else { throw Self.damaged }
        let count = bytes[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        place += 8
        guard count <= UInt64(bytes.count - place) else { throw Self.damaged }
        return Int(count)
    }

    /// Bytes with their number before them.
    mutating func next() throws -> [UInt8] {
        let count = try count()
        return try raw(count)
    }

    mutating func raw(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= bytes.count - place else { throw Self.damaged }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }
}
