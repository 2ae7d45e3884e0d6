import Files
import Foundation
import Layers
import Work

/// Why a value cannot be kept.
package struct NotKept: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// Writes values as bytes: the same for equal values, in every process.
package struct ValueWriter {
    /// What is written.
    package enum Purpose {
        /// To be read again.
        case storing
        /// To tell whether it changed.
        case fingerprint
    }

    let purpose: Purpose
    package private(set) var bytes: [UInt8] = []
    /// The objects met on the way.
    package private(set) var objects: [ObjectIdentifier] = []
    /// Bytes that are written at most.
    package static let limit = 256 << 20

    package init(_ purpose: Purpose) { self.purpose = purpose }

    /// The digest of what was written.
    package var digest: String { Digest.of(bytes) }

    /// The digest of those fields of a struct that have these names.
    package static func digest<Value>(of value: Value, fields names: Set<String>) throws -> String {
        var writer = ValueWriter(.fingerprint)
        guard let fields = Fields(of: Value.self) else {
            try writer.write(value)
            return writer.digest
        }
        try writer.write(value, fields) { names.contains($0) }
        return writer.digest
    }

    /// Appends a value, seen as a value of its static type.
    ///
    /// - Throws: ``NotKept`` with the type that cannot be.
    package mutating func write<Value>(_ value: Value) throws {
        if bytes.count > Self.limit { throw NotKept("takes more than \(Self.limit >> 20) MiB") }
        if purpose == .fingerprint, Value.self is any Fingerprinted.Type, let value = value as? any Fingerprinted {
            note(value)
            return try write(value.fingerprint())
        }
        if let type = Value.self as? any Storable.Type { return try write(value, storableAs: type) }
        if let type = Value.self as? any PlainValue.Type { return write(value, plainAs: type) }
        if let type = Value.self as? any KeptContainer.Type { return try write(value, containerAs: type) }
        if purpose == .fingerprint, Value.self is AnyClass, let module = value as? any Module { return try write(module: module) }
        // All of a struct's fields, whatever its own coding leaves out.
        if let fields = Fields(of: Value.self) { return try write(value, fields) }
        if let type = Value.self as? any Codable.Type, !(Value.self is AnyClass) { return try write(value, codableAs: type) }
        // An enum of plain cases; whatever holds a pointer is not told by its bits.
        if purpose == .fingerprint, _isPOD(Value.self), Fields.isEnum(Value.self), MemoryLayout<Value>.size < 8 {
            return withUnsafeBytes(of: value) { append(Array($0)) }
        }
        throw NotKept("is \(Self.kind(of: Value.self)), which cannot be kept")
    }

    private static func kind(of type: Any.Type) -> String {
        let name = String(describing: type)
        if name.contains("->") { return "a function" }
        return "of type \(name)"
    }

    private mutating func note(_ value: Any) {
        if type(of: value) is AnyClass { objects.append(ObjectIdentifier(value as AnyObject)) }
    }

    private mutating func write<Value, Type: Storable>(_ value: Value, storableAs _: Type.Type) throws {
        note(value)
        try write((value as! Type).stored())
    }

    private mutating func write<Value, Type: PlainValue>(_ value: Value, plainAs _: Type.Type) {
        (value as! Type).write(to: &self)
    }

    private mutating func write<Value, Type: KeptContainer>(_ value: Value, containerAs _: Type.Type) throws {
        try (value as! Type).write(to: &self)
    }

    private mutating func write<Value, Type: Codable>(_ value: Value, codableAs _: Type.Type) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // In a list, since a plain number or text is no document of its own everywhere.
        do { append(Array(try encoder.encode([value as! Type]))) } catch {
            throw NotKept("is of type \(Type.self), which could not be encoded: \(error)")
        }
    }

    private mutating func write<Value>(
        _ value: Value, _ fields: Fields, where isChosen: (String) -> Bool = { _ in true }
    ) throws {
        try withUnsafeBytes(of: value) { place in
            for field in fields.fields where isChosen(field.name) {
                do { try write(field.type, at: place.baseAddress! + field.offset) } catch let error as NotKept {
                    throw NotKept("has a `\(field.name)` that \(error)")
                }
            }
        }
    }

    private mutating func write<Part>(_: Part.Type, at place: UnsafeRawPointer) throws {
        try write(place.assumingMemoryBound(to: Part.self).pointee)
    }

    /// The library's own: its weights and modes, and what its layers are.
    private mutating func write(module: any Module) throws {
        let name = String(reflecting: type(of: module))
        guard !name.hasPrefix("cell") else { throw NotKept("is a \(type(of: module)), a class whose content is not known") }
        note(module)
        var structure = ModuleStructure()
        try structure.describe(module)
        append(Array(structure.text.utf8))
        try write(module.weights())
        try write(module.namedParameters().map(\.parameter.isFrozen))
        try write(module.isInTrainingMode)
    }

    /// Appends what another wrote.
    mutating func join(_ other: ValueWriter) {
        bytes += other.bytes
        objects += other.objects
    }

    /// Appends bytes and their number.
    mutating func append(_ more: [UInt8]) {
        count(more.count)
        bytes += more
    }

    mutating func count(_ count: Int) { withUnsafeBytes(of: Int64(count).littleEndian) { bytes += Array($0) } }
    mutating func raw(_ more: UnsafeRawBufferPointer) { bytes += more }
}
