/// Whether values of a type are objects of classes, or hold some, as far as types tell without running anybody's code.
enum Objects {
    static func areHeld(by type: Any.Type, depth: Int = 4) -> Bool {
        if let container = type as? any Container.Type {
            return container.elements.contains { areHeld(by: $0, depth: depth - 1) }
        }
        let name = String(reflecting: type)
        // The standard library's own classes stand behind values.
        if name.hasPrefix("Swift.") || name.hasPrefix("Foundation.") { return false }
        if type is AnyClass { return true }
        // A tensor is a value, whatever its storage is: only what cells declare is looked into, and tuples.
        guard depth > 0, name.hasPrefix("cell") || name.hasPrefix("(") else { return false }
        return (0..<fieldCount(type)).contains { areHeld(by: fieldType(type, $0), depth: depth - 1) }
    }

    private static func fieldCount(_ type: Any.Type) -> Int {
        // Of structures and tuples; other kinds have none that can be asked for.
        let kind = unsafeBitCast(type, to: UnsafePointer<Int>.self).pointee
        return kind == 0x200 || kind == 0x301 ? recursiveCount(type) : 0
    }

    private static func fieldType(_ type: Any.Type, _ index: Int) -> Any.Type {
        var field = FieldOfType()
        return withUnsafeMutablePointer(to: &field) { childMetadata(type, index: index, fieldMetadata: $0) }
    }

    /// As the standard library's own `_FieldReflectionMetadata`.
    private struct FieldOfType {
        var name: UnsafePointer<CChar>?
        var free: (@convention(c) (UnsafePointer<CChar>?) -> Void)?
        var isStrong = false
        var isVar = false
    }

    @_silgen_name("swift_reflectionMirror_recursiveCount")
    private static func recursiveCount(_: Any.Type) -> Int

    @_silgen_name("swift_reflectionMirror_recursiveChildMetadata")
    private static func childMetadata(
        _: Any.Type, index: Int, fieldMetadata: UnsafeMutablePointer<FieldOfType>
    ) -> Any.Type
}

/// Values that hold others behind the standard library's own storage.
private protocol Container { static var elements: [Any.Type] { get } }

extension Array: Container { static var elements: [Any.Type] { [Element.self] } }
extension ArraySlice: Container { static var elements: [Any.Type] { [Element.self] } }
extension ContiguousArray: Container { static var elements: [Any.Type] { [Element.self] } }
extension Set: Container { static var elements: [Any.Type] { [Element.self] } }
extension Dictionary: Container { static var elements: [Any.Type] { [Key.self, Value.self] } }
extension Optional: Container { static var elements: [Any.Type] { [Wrapped.self] } }
