/// The stored properties of structs and the elements of tuples, as the runtime knows them.
struct Fields {
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
    }

    let fields: [Field]

    /// - Returns: nil for what is no struct and no tuple, and for structs of the standard library and of Foundation, whose fields are their own affair.
    init?(of type: Any.Type) {
        // The first word of a type's metadata is its kind: of structs, of tuples.
        let kind = unsafeBitCast(type, to: UnsafePointer<Int>.self).pointee
        guard kind == 0x200 || kind == 0x301 else { return nil }
        let name = String(reflecting: type)
        if kind == 0x200, name.hasPrefix("Swift.") || name.hasPrefix("Foundation") { return nil }
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

    /// Whether a type is an enum.
    static func isEnum(_ type: Any.Type) -> Bool { unsafeBitCast(type, to: UnsafePointer<Int>.self).pointee == 0x201 }

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
