import Foundation

/// A value that is its bytes.
protocol PlainValue {
    init(from reader: inout ValueReader) throws
    func write(to writer: inout ValueWriter)
}

/// Of a fixed size, without padding.
protocol FixedValue: PlainValue, BitwiseCopyable {}

extension FixedValue {
    init(from reader: inout ValueReader) throws {
        let bytes = try reader.raw(MemoryLayout<Self>.size)
        self = bytes.withUnsafeBytes { $0.loadUnaligned(as: Self.self) }
    }

    func write(to writer: inout ValueWriter) { withUnsafeBytes(of: self) { writer.raw($0) } }
}

extension Int: FixedValue {}
extension Int8: FixedValue {}
extension Int16: FixedValue {}
extension Int32: FixedValue {}
extension Int64: FixedValue {}
extension UInt: FixedValue {}
extension UInt8: FixedValue {}
extension UInt16: FixedValue {}
extension UInt32: FixedValue {}
extension UInt64: FixedValue {}
extension Float: FixedValue {}
extension Double: FixedValue {}

extension Bool: PlainValue {
    init(from reader: inout ValueReader) throws { self = try UInt8(from: &reader) != 0 }
    func write(to writer: inout ValueWriter) { (self ? 1 as UInt8 : 0).write(to: &writer) }
}

extension String: PlainValue {
    init(from reader: inout ValueReader) throws { self = String(decoding: try reader.next(), as: UTF8.self) }
    func write(to writer: inout ValueWriter) { writer.append(Array(utf8)) }
}

extension Character: PlainValue {
    init(from reader: inout ValueReader) throws {
        let text = String(decoding: try reader.next(), as: UTF8.self)
        guard text.count == 1 else { throw ValueReader.damaged }
        self = Character(text)
    }

    func write(to writer: inout ValueWriter) { String(self).write(to: &writer) }
}

extension Data: PlainValue {
    init(from reader: inout ValueReader) throws { self = Data(try reader.next()) }
    func write(to writer: inout ValueWriter) { writer.append(Array(self)) }
}

/// A value that holds others of any type.
protocol KeptContainer {
    func write(to writer: inout ValueWriter) throws
    static func read(from reader: inout ValueReader) throws -> Self
}

extension Optional: KeptContainer {
    func write(to writer: inout ValueWriter) throws {
        try writer.write(self != nil)
        if case .some(let value) = self { try writer.write(value) }
    }

    static func read(from reader: inout ValueReader) throws -> Wrapped? {
        try reader.read(Bool.self) ? .some(try reader.read(Wrapped.self)) : nil
    }
}

extension Array: KeptContainer {
    func write(to writer: inout ValueWriter) throws {
        writer.count(count)
        if Element.self is any FixedValue.Type { return withUnsafeBytes { writer.raw($0) } }
        for element in self { try writer.write(element) }
    }

    static func read(from reader: inout ValueReader) throws -> [Element] {
        let count = try reader.count()
        if Element.self is any FixedValue.Type {
            let bytes = try reader.raw(count * MemoryLayout<Element>.size)
            return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
                _ = bytes.withUnsafeBytes { $0.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) }
                filled = count
            }
        }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try reader.read(Element.self)) }
        return elements
    }
}

extension Set: KeptContainer {
    func write(to writer: inout ValueWriter) throws {
        writer.count(count)
        for part in try writer.sorted(self, \.self).map(\.part) { writer.join(part) }
    }

    static func read(from reader: inout ValueReader) throws -> Set<Element> { Set(try [Element].read(from: &reader)) }
}

extension Dictionary: KeptContainer {
    func write(to writer: inout ValueWriter) throws {
        writer.count(count)
        for (key, pair) in try writer.sorted(self, \.key) {
            writer.join(key)
            try writer.write(pair.value)
        }
    }

    static func read(from reader: inout ValueReader) throws -> [Key: Value] {
        var result: [Key: Value] = [:]
        for _ in 0..<(try reader.count()) {
            let key = try reader.read(Key.self)
            result[key] = try reader.read(Value.self)
        }
        return result
    }
}

extension ValueWriter {
    /// What has no order, in that of the bytes of each one's key.
    fileprivate func sorted<Elements: Collection, Key>(
        _ elements: Elements, _ key: (Elements.Element) -> Key
    ) throws -> [(part: ValueWriter, element: Elements.Element)] {
        try elements.map { element in (try part { try $0.write(key(element)) }, element) }
            .sorted { $0.part.bytes.lexicographicallyPrecedes($1.part.bytes) }
    }
}
