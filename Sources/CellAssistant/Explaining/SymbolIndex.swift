import CellCompiler
import Synchronization

/// The public names of the library and of Swift's standard library, each read when first asked for.
final class SymbolIndex: Sendable {
    private struct Content {
        var library: [Symbol]?
        var standard: [Symbol]?
    }

    private let content = Mutex(Content())
    private let readLibrary: @Sendable () -> [Symbol]
    private let readStandard: @Sendable () -> [Symbol]

    init(library: @escaping @Sendable () -> [Symbol], standard: @escaping @Sendable () -> [Symbol]) {
        readLibrary = library
        readStandard = standard
    }

    var library: [Symbol] {
        content.withLock { content in
            if let known = content.library { return known }
            let read = readLibrary()
            content.library = read
            return read
        }
    }

    var standard: [Symbol] {
        content.withLock { content in
            if let known = content.standard { return known }
            let read = readStandard()
            content.standard = read
            return read
        }
    }

    /// What a name means: the library's own first, and only where it has none the standard library's.
    func find(_ name: SymbolName) -> [Symbol] {
        let own = find(name, in: library)
        return own.isEmpty ? find(name, in: standard) : own
    }

    /// Names of a type's members, with those of the protocols it conforms to.
    func members(of type: String) -> [Symbol] {
        let all = library
        let known = all.contains { $0.isType && $0.base == type } ? all : all + standard
        return closure(type, in: known).flatMap { owner in known.filter { $0.owner == owner } }
    }

    private func find(_ name: SymbolName, in symbols: [Symbol]) -> [Symbol] {
        guard let owner = name.owner else {
            let top = symbols.filter { $0.path.count == 1 && name.fits($0) }
            return top.isEmpty ? symbols.filter { $0.isType && name.fits($0) } : top
        }
        for type in closure(owner, in: symbols) {
            let found = symbols.filter { $0.owner == type && name.fits($0) }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// A type and what it conforms to or inherits from, nearest first.
    private func closure(_ type: String, in symbols: [Symbol]) -> [String] {
        var types = [type]
        var index = 0
        while index < types.count, types.count < 100 {
            for symbol in symbols where symbol.isType && symbol.base == types[index] {
                for next in symbol.conformances where !types.contains(next) { types.append(next) }
            }
            index += 1
        }
        return types
    }
}

/// A name as people ask for it: `mean`, `Tensor.mean`, `mean(axes:)`, `Tensor()`.
struct SymbolName {
    let owner: String?
    let base: String
    /// With labels, where they were given.
    let full: String?

    init?(_ text: String) {
        let text = text.filter { $0 != "`" && !$0.isWhitespace }
        let head = text.prefix { $0 != "(" }
        let labels = text.dropFirst(head.count)
        guard head.contains(where: { $0.isLetter || $0 == "_" }) else {
            // An operator.
            if text.isEmpty { return nil }
            (owner, base, full) = (nil, text, nil)
            return
        }
        let parts = head.split(separator: ".").map(String.init)
        guard let last = parts.last else { return nil }
        owner = parts.count > 1 ? parts[parts.count - 2] : nil
        base = last
        full = labels.contains(":") && labels.hasSuffix(")") ? last + labels : nil
    }

    func fits(_ symbol: Symbol) -> Bool { symbol.base == base && (full == nil || symbol.name == full) }
}
