import Foundation

/// Tells lines from addresses, by the line tables that cells are compiled with.
public struct Symbolizer: Sendable {
    /// A line of a cell, and why the code there stopped.
    public struct Place: Sendable, Equatable {
        public var function: String
        public var file: String
        public var line: Int
        public var column: Int
    }

    /// The frames at one address, innermost first: those inlined there, then the function itself.
    public struct Frame: Sendable {
        public var places: [Place]
        /// What the compiler notes where it leaves a check without its message: `Index out of range`.
        public var failure: String?
    }

    private let tool: Tool
    public init(_ toolchain: Toolchain) { tool = toolchain.symbolizer }

    /// What lies at offsets of a library.
    public func frames(_ offsets: [UInt], in library: String) -> [Frame] {
        guard !offsets.isEmpty,
            let outcome = try? tool.run(
                ["--obj=\(library)", "--inlines", "--output-style=JSON"] + offsets.map { "0x" + String($0, radix: 16) })
        else { return [] }
        let entries = (try? JSONDecoder().decode([Entry].self, from: Data(outcome.text.utf8))) ?? []
        return entries.map { entry in
            let symbols = entry.Symbol ?? []
            let prefix = "Swift runtime failure: "
            let failure = symbols.first { $0.FunctionName.hasPrefix(prefix) }.map {
                String($0.FunctionName.dropFirst(prefix.count))
            }
            let places = symbols.filter { $0.Line > 0 }.map {
                Place(function: Self.name($0.FunctionName), file: $0.FileName, line: $0.Line, column: $0.Column)
            }
            return Frame(places: places, failure: failure)
        }
    }

    /// A function's name without its mangling.
    private static func name(_ symbol: String) -> String {
        guard symbol.hasPrefix("$s") else { return symbol }
        return Demangling.simple(symbol) ?? symbol
    }

    private struct Entry: Decodable {
        var Symbol: [Symbol]?
        struct Symbol: Decodable {
            var FunctionName: String
            var FileName: String
            var Line: Int
            var Column: Int
        }
    }
}

/// The runtime's demangler.
enum Demangling {
    /// `pick(_:)` for `$s5cell14pickyS2iF`.
    static func simple(_ symbol: String) -> String? {
        guard let text = full(symbol) else { return nil }
        // `cell1.pick(Swift.Int) -> Swift.Int`: the name is what stands before the parameters, after the module.
        let head = text.prefix { $0 != "(" && $0 != "<" }
        let words = head.split(separator: " ").last.map(String.init) ?? String(head)
        return words.split(separator: ".").dropFirst().joined(separator: ".").isEmpty
            ? words : words.split(separator: ".").dropFirst().joined(separator: ".")
    }

    /// `Tools.count : Swift.Int` for `$s5Tools5countSivp`; nil for what is no symbol of Swift's.
    static func full(_ symbol: String) -> String? {
        symbol.withCString { name in
            guard let text = demangle(name, UInt(strlen(name)), nil, nil, 0) else { return nil }
            defer { free(text) }
            return String(cString: text)
        }
    }
}

@_silgen_name("swift_demangle")
private func demangle(
    _ name: UnsafePointer<CChar>, _ length: UInt, _ buffer: UnsafeMutablePointer<CChar>?, _ size: UnsafeMutablePointer<UInt>?,
    _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
