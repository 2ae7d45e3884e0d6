import Foundation
import Work

/// Reads again what a ``ValueWriter`` wrote.
package struct ValueReader {
    private let bytes: [UInt8]
    private var place = 0
    private let objects: ReadObjects

    /// - Parameter objects: those of values that were read before, which this one may share.
    package init(_ bytes: [UInt8], _ objects: ReadObjects = ReadObjects()) { (self.bytes, self.objects) = (bytes, objects) }

    /// The next value.
    ///
    /// - Throws: ``NotKept`` for bytes that are no such value.
    package mutating func read<Value>(_: Value.Type) throws -> Value {
        if let type = Value.self as? any Storable.Type { return try read(storableAs: type) as! Value }
        if let type = Value.self as? any PlainValue.Type { return try read(plainAs: type) as! Value }
        if let type = Value.self as? any KeptContainer.Type { return try read(containerAs: type) as! Value }
        switch Fields.Kind(of: Value.self) {
        case .existential, .extendedExistential: return try read(whatIsIn: Value.self)
        case .object: return try read(objectAs: Value.self)
        default: break
        }
        if let fields = Fields(of: Value.self) { return try read(fields) }
        if let type = Value.self as? any Codable.Type { return try read(codableAs: type) as! Value }
        guard Fields.isPlainEnum(Value.self) else { throw Self.damaged }
        return try next().withUnsafeBytes {
            guard $0.count == MemoryLayout<Value>.size else { throw Self.damaged }
            return $0.loadUnaligned(fromByteOffset: 0, as: Value.self)
        }
    }

    static let damaged = NotKept("is damaged")

    private mutating func read<Type: Storable>(storableAs _: Type.Type) throws -> Any {
        func restored(_ reader: inout ValueReader) throws -> Type { try Type.restored(from: reader.read(Type.Stored.self)) }
        guard Type.self is AnyClass else { return try restored(&self) }
        return try read { _, _ in
            throw Self.damaged
        } new: { reader in
            let number = reader.objects.reserve()
            let object = try restored(&reader) as AnyObject
            reader.objects.fill(number, .passRetained(object))
            return object
        }
    }

    /// The object that stands here: one that was met before, or was there before the cell, or that `new` makes.
    private mutating func read(
        change: (inout ValueReader, AnyObject) throws -> Void, new: (inout ValueReader) throws -> AnyObject
    ) throws -> AnyObject {
        guard let mark = ObjectGraph.Mark(rawValue: try UInt8(from: &self)) else { throw Self.damaged }
        switch mark {
        case .new: return try new(&self)
        case .metBefore: return try objects.object(number())
        case .earlier, .earlierChanged:
            let variable = String(decoding: try next(), as: UTF8.self)
            let object = try objects.object(at: .init(variable: variable, number: number()))
            if mark == .earlierChanged { try change(&self, object) }
            return object
        }
    }

    private mutating func read<Value>(objectAs _: Value.Type) throws -> Value {
        let object = try read { reader, object in
            // What it holds changes when all is read.
            let place = Unmanaged.passUnretained(object).toOpaque()
            for field in try ObjectParts.fields(of: type(of: object)) {
                try reader.read(field.type, toChange: place + field.offset)
            }
        } new: { reader in
            guard let type = try reader.readType() as? AnyClass else { throw Self.damaged }
            let fields = try ObjectParts.fields(of: type)
            let place = ObjectParts.allocate(type)
            let object = Unmanaged<AnyObject>.fromOpaque(place)
            reader.objects.fill(reader.objects.reserve(), object)
            for field in fields { try reader.read(field.type, into: place + field.offset) }
            return object.takeUnretainedValue()
        }
        guard let value = object as? Value else { throw Self.damaged }
        return value
    }

    private mutating func read<Value>(whatIsIn _: Value.Type) throws -> Value {
        func read<Inner>(_: Inner.Type) throws -> Value {
            guard let value = try self.read(Inner.self) as? Value else { throw Self.damaged }
            return value
        }
        return try _openExistential(readType(), do: read)
    }

    private mutating func readType() throws -> Any.Type {
        guard let type = _typeByName(String(decoding: try next(), as: UTF8.self)) else { throw Self.damaged }
        return type
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

    private mutating func read<Part>(_: Part.Type, toChange place: UnsafeMutableRawPointer) throws {
        let part = try read(Part.self)
        objects.change { place.assumingMemoryBound(to: Part.self).pointee = part }
    }

    mutating func count() throws -> Int {
        let count = try number()
        guard count <= bytes.count - place else { throw Self.damaged }
        return count
    }

    private mutating func number() throws -> Int {
        guard place + 8 <= bytes.count else { throw Self.damaged }
        let number = bytes[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        place += 8
        guard let number = Int(exactly: number) else { throw Self.damaged }
        return number
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
