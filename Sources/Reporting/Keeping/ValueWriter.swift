import Files
import Foundation
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
    private let graph: ObjectGraph
    /// The objects met on the way, each once, in their order.
    package var objects: [AnyObject] { graph.objects }
    /// Bytes that are written at most.
    package static let limit = 256 << 20

    /// - Parameter graph: what other values were written with, whose objects this one may share.
    package init(_ purpose: Purpose, _ graph: ObjectGraph = ObjectGraph()) { (self.purpose, self.graph) = (purpose, graph) }

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
            return try write(once: value) { try $0.write(value.fingerprint()) }
        }
        if let type = Value.self as? any Storable.Type { return try write(value, storableAs: type) }
        if let type = Value.self as? any PlainValue.Type { return write(value, plainAs: type) }
        if let type = Value.self as? any KeptContainer.Type { return try write(value, containerAs: type) }
        switch Fields.Kind(of: Value.self) {
        case .existential, .extendedExistential: return try write(whatIsIn: value)
        case .object: return try write(object: value as AnyObject)
        default: break
        }
        // All of a struct's fields, whatever its own coding leaves out.
        if let fields = Fields(of: Value.self) { return try write(value, fields) }
        if let type = Value.self as? any Codable.Type { return try write(value, codableAs: type) }
        if Fields.isPlainEnum(Value.self) {
            return withUnsafeBytes(of: value) { append(Array($0)) }
        }
        throw NotKept("is \(Self.kind(of: Value.self)), which cannot be kept")
    }

    private static func kind(of type: Any.Type) -> String {
        let name = String(describing: type)
        if name.contains("->") { return "a function" }
        return "of type \(name)"
    }

    /// Writes a value where it is met first; of an object that was met before, or was there before the cell, only which it is.
    ///
    /// - Parameter rewrite: writes what an earlier object holds, which the cell may have changed.
    private mutating func write(
        once value: Any, rewrite: ((inout ValueWriter) throws -> Void)? = nil, _ write: (inout ValueWriter) throws -> Void
    ) throws {
        guard Swift.type(of: value) is AnyClass else { return try write(&self) }
        let (mark, number, place) = graph.meet(value as AnyObject)
        bytes.append(mark.rawValue)
        if mark == .new { return try write(&self) }
        if let place { append(Array(place.variable.utf8)) }
        count(number)
        guard mark == .earlierChanged else { return }
        guard let rewrite else { throw NotKept("holds a \(Swift.type(of: value)), which the cell may have changed") }
        try rewrite(&self)
    }

    private mutating func write(object: AnyObject) throws {
        let type: AnyClass = Swift.type(of: object)
        let place = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
        func parts(_ writer: inout ValueWriter) throws { try writer.write(ObjectParts.fields(of: type), at: place) }
        try write(once: object, rewrite: parts) { writer in
            try writer.write(nameOf: type)
            try parts(&writer)
        }
    }

    /// Of a protocol's value: its own type, and it.
    private mutating func write<Value>(whatIsIn value: Value) throws {
        func write<Inner>(_: Inner.Type) throws {
            try self.write(nameOf: Inner.self)
            try self.write(value as! Inner)
        }
        try _openExistential(Swift.type(of: value as Any), do: write)
    }

    private mutating func write(nameOf type: Any.Type) throws {
        let name = _mangledTypeName(type)
        if let name, _typeByName(name) == type { return append(Array(name.utf8)) }
        // The runtime knows a private type by an address, which is another one in each process.
        guard purpose == .fingerprint else { throw NotKept("holds a \(type), a type that is found by no name") }
        append(Array(String(describing: type).utf8))
    }

    private mutating func write<Value, Type: Storable>(_ value: Value, storableAs _: Type.Type) throws {
        try write(once: value) { try $0.write((value as! Type).stored()) }
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
        try withUnsafeBytes(of: value) { try write(fields.fields.filter { isChosen($0.name) }, at: $0.baseAddress!) }
    }

    private mutating func write(_ fields: [Fields.Field], at place: UnsafeRawPointer) throws {
        for field in fields {
            do { try write(field.type, at: place + field.offset) } catch let error as NotKept {
                throw NotKept("has a `\(field.name)` that \(error)")
            }
        }
    }

    private mutating func write<Part>(_: Part.Type, at place: UnsafeRawPointer) throws {
        try write(place.assumingMemoryBound(to: Part.self).pointee)
    }

    /// Another writer, of a part that has no object in it: those come in the order in which they are written.
    func part(_ write: (inout ValueWriter) throws -> Void) throws -> ValueWriter {
        var part = ValueWriter(purpose)
        try write(&part)
        guard part.objects.isEmpty else { throw NotKept("holds objects that have no order") }
        return part
    }

    /// Appends what another wrote.
    mutating func join(_ other: ValueWriter) { bytes += other.bytes }

    /// Appends bytes and their number.
    mutating func append(_ more: [UInt8]) {
        count(more.count)
        bytes += more
    }

    mutating func count(_ count: Int) { withUnsafeBytes(of: Int64(count).littleEndian) { bytes += Array($0) } }
    mutating func raw(_ more: UnsafeRawBufferPointer) { bytes += more }
}
