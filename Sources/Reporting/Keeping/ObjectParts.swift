import Foundation
import Layers
import Optimizers
import Work

/// Objects as their stored properties: which can be seen so, and how one is made without calling anybody's `init`.
enum ObjectParts {
    /// - Throws: ``NotKept`` for an object of which more may be true than its stored properties say.
    static func fields(of type: AnyClass) throws -> [Fields.Field] {
        var level: AnyClass? = type
        while let type = level {
            guard isKept(type) else { throw NotKept("is of type \(type), a class whose content is not known") }
            level = _getSuperclass(type)
        }
        guard let fields = Fields(of: type) else { throw NotKept("is of type \(type), which holds a weak or unowned reference") }
        return fields.fields
    }

    private static func isKept(_ type: AnyClass) -> Bool {
        if type is any KeptByParts.Type || type is any Module.Type || type is any Optimizer.Type { return true }
        // `cell12.Box`: all of it stands in the notebook, and what it keeps elsewhere, in the cell's text.
        return String(reflecting: type).hasPrefix("cell")
    }

    /// Memory for an object of a class, with nothing in it; retained once.
    static func allocate(_ type: AnyClass) -> UnsafeMutableRawPointer {
        allocateObject(unsafeBitCast(type, to: UnsafeRawPointer.self), Int(instanceExtents(of: type).positive), 15)
    }

    private typealias Allocate = @convention(c) (UnsafeRawPointer, _ size: Int, _ alignMask: Int) -> UnsafeMutableRawPointer
    /// The runtime's own, which every `init` calls.
    private static let allocateObject = unsafeBitCast(dlsym(nil, "swift_allocObject"), to: Allocate.self)
}

/// Bytes before and behind the address of a class's objects.
@_silgen_name("_swift_getSwiftClassInstanceExtents")
private func instanceExtents(of _: AnyClass) -> (negative: UInt, positive: UInt)

extension Parameter: KeptByParts {}
extension Buffer: KeptByParts {}
extension RandomSource: KeptByParts {}
