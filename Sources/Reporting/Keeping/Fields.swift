/// The stored properties of structs and classes and the elements of tuples, as the runtime knows them.
struct Fields {
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
    }

    let fields: [Field]

    /// - Returns: nil for other types, and for those of the standard library and of Foundation, whose fields are their own affair.
    init?(of type: Any.Type) {
        let kind = Kind(of: type)
        guard kind == .structure || kind == .tuple || kind == .object else { return nil }
        let name = String(reflecting: type)
        if kind != .tuple, name.hasPrefix("Swift.") || name.hasPrefix("Foundation") { return nil }
        var isPlain = true
        fields = (0..<Self.count(type)).map { index in
            var found = Found()
            let fieldType = withUnsafeMutablePointer(to: &found) { Self.metadata(type, index: index, $0) }
            defer { found.free?(found.name) }
            // `weak` and `unowned` lie in memory as something else than their type.
            isPlain = isPlain && found.isStrong
            return Field(
                name: found.name.map { String(cString: $0) } ?? "\(index)", type: fieldType,
                offset: Self.offset(type, index: index))
        }
        if !isPlain { return nil }
    }

    /// What a type is, by the first word of its metadata.
    enum Kind: Int {
        case object = 0, structure = 0x200, enumeration = 0x201, tuple = 0x301, existential = 0x303, extendedExistential = 0x307

        init?(of type: Any.Type) { self.init(rawValue: unsafeBitCast(type, to: UnsafePointer<Int>.self).pointee) }
    }

    /// An enum of plain cases; whatever holds a pointer is not told by its bits.
    static func isPlainEnum(_ type: Any.Type) -> Bool {
        func isPlain<Value>(_: Value.Type) -> Bool { _isPOD(Value.self) && MemoryLayout<Value>.size < 8 }
        return Kind(of: type) == .enumeration && _openExistential(type, do: isPlain)
    }

    /// As the standard library's own `_FieldReflectionMetadata`.
    private struct Found {
        var name: UnsafePointer<CChar>?
        var free: (@convention(c) (UnsafePointer<CChar>?) -> Void)?
        var isStrong = false
        var isVar = false
    }

    @_silgen_name("swift_reflectionMirror_recursiveCount")
    private static func count(_: Any.Type) -> Int

    @_silgen_name("swift_reflectionMirror_recursiveChildMetadata")
    private static func metadata(_: Any.Type, index: Int, _: UnsafeMutablePointer<Found>) -> Any.Type

    @_silgen_name("swift_reflectionMirror_recursiveChildOffset")
    private static func offset(_: Any.Type, index: Int) -> Int
}
