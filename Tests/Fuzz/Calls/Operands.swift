import SwiftSyntax

/// Expressions of a type: first an ordinary one, then ones at the ends of what the type holds.
struct Operands {
    /// Calls of functions that make an object of the library, by type: `s3()`.
    var objects: [String: [String]] = [:]
    let conformers: [String: [String]]

    private static let plain: [String: [String]] = [
        "Int": ["2", "0", "-1", "1", "3", "Int.max", "Int.min", "1_000_003", "100_000_000_007"],
        "Int32": ["2", "0", "-1", "Int32.max", "Int32.min"], "UInt8": ["2", "0", "255"], "UInt32": ["2", "0", "UInt32.max"],
        "UInt64": ["2", "0", "UInt64.max"], "Int64": ["2", "0", "-1", "Int64.max", "Int64.min"],
        "Double": [
            "0.5", "0", "-0.0", "-1", "1", "16000", "Double.nan", "Double.infinity", "-Double.infinity", "1e308", "5e-324",
        ],
        "Float": ["0.5", "0", "-0.0", "-1", "1", "Float.nan", "Float.infinity", "1e38", "1e-45"],
        "Bool": ["true", "false"], "Void": ["()"], "Any": ["2", "\"x\"", "Double.nan", "[Int]()", "Optional<Int>.none as Any"],
        "String": [
            "\"x\"", "\"\"", "\"../x\"", "\"/proc/no/such\"", "\"\\u{0}\"", "\"x.png\"", "\"👩‍👩‍👧é\\n\"",
            "String(repeating: \"é\", count: 10_000)",
        ],
        "Character": ["\"é\""], "URL": ["URL(fileURLWithPath: \"x\")", "URL(fileURLWithPath: \"/proc/no/such\")"],
        "Tensor": [
            "Tensor([0.5, -1.5, 2.5, 1, 0, 3], shape: [2, 3])", "Tensor([], shape: [0])", "Tensor([2], shape: [])",
            "Tensor([1, .nan, .infinity], shape: [3])", "Tensor.zeros([2, 0, 3])", "Tensor.zeros([1, 8, 8, 3])",
            "Tensor.zeros([1, 4, 8, 8, 2])", "Tensor.zeros([70_000])", "Tensor.full([4, 2], 1e38)",
            "Tensor.zeros([1, 1, 1, 1, 1, 1])",
        ],
        "Shape": [
            "[2, 3]", "[]", "[0]", "[-1]", "[3]", "[2, -1]", "[1, 8, 8, 3]", "[1_000_000_007, 1_000_000_007, 1_000_000_007]",
        ],
        "WindowSize": ["2", "0", "-1", "[2, 2]", "[]", "[0, 1, 2]", "WindowSize(integerLiteral: Int.max)"],
        "any TensorIndex": ["1", "0..<1", "-1", "Int.max", "0...", "...(-7)", "5..<5", "StridedPositions.stride(by: -2)"],
    ]

    /// Whether values of a type are to be looked for in the library.
    static func isOpen(_ name: String) -> Bool { plain[name] == nil || ["Tensor", "Shape"].contains(name) }

    /// nil where some part of the type is not known.
    func expressions(_ type: TypeSyntax) -> [String]? {
        if let optional = type.as(OptionalTypeSyntax.self) {
            return expressions(optional.wrappedType).map { $0 + ["nil"] } ?? ["nil"]
        }
        if let array = type.as(ArrayTypeSyntax.self) { return expressions(array.element).map(Self.arrays) }
        if let attributed = type.as(AttributedTypeSyntax.self) { return expressions(attributed.baseType) }
        if let function = type.as(FunctionTypeSyntax.self) { return closures(function) }
        if let tuple = type.as(TupleTypeSyntax.self) { return tuples(tuple) }
        if let any = type.as(SomeOrAnyTypeSyntax.self), any.someOrAnySpecifier.text == "some" {
            return expressions(TypeSyntax.read(Placeholders.type(any.constraint.trimmedDescription)))
        }
        if let dictionary = type.as(DictionaryTypeSyntax.self) {
            guard let keys = expressions(dictionary.key), let values = expressions(dictionary.value) else { return nil }
            return values.map { "[\(keys[0]): \($0)]" } + ["[:]"] + keys.dropFirst().prefix(4).map { "[\($0): \(values[0])]" }
        }
        return named(type.trimmedDescription)
    }

    /// What is given to a type of this name.
    func named(_ name: String) -> [String]? {
        if let known = Self.plain[name] { return known + (objects[name] ?? []) }
        let range = name.split(separator: "<")
        if range.count == 2, ["Range", "ClosedRange"].contains(range[0]) {
            let sign = range[0] == "Range" ? "..<" : "..."
            let ends =
                range[1] == "Int>" ? ["Int.min\(sign)Int.max", "-1\(sign)100_000"] : ["-1e308\(sign)1e308", "0.5\(sign)0.5"]
            return ["0\(sign)2", "0\(sign)0", "5\(sign)9"] + (range[1] == "Float>" ? ["-1e38\(sign)1e38"] : ends)
        }
        if name.hasPrefix("any ") {
            let makers = (conformers[String(name.dropFirst(4))] ?? []).compactMap { objects[$0]?.first }
            return makers.isEmpty ? nil : Array(makers.prefix(8))
        }
        return objects[name]
    }

    private static func arrays(of elements: [String]) -> [String] {
        let ordinary = elements[0]
        return ["[\(ordinary), \(ordinary)]", "[]"]
            + elements.dropFirst().flatMap { ["[\($0)]", "[\(ordinary), \($0)]"] }.prefix(16) + ["[\(ordinary)]"]
            + ["Array(repeating: \(ordinary), count: 1000)"]
    }

    private func tuples(_ tuple: TupleTypeSyntax) -> [String]? {
        var parts: [(label: String, values: [String])] = []
        for element in tuple.elements {
            guard let values = expressions(element.type) else { return nil }
            parts.append((element.firstName.map { "\($0.text): " } ?? "", values))
        }
        let most = parts.map(\.values.count).max() ?? 1
        return (0..<most).map { turn in
            "(" + parts.map { "\($0.label)\($0.values[turn % $0.values.count])" }.joined(separator: ", ") + ")"
        }
    }

    private func closures(_ function: FunctionTypeSyntax) -> [String]? {
        // Whoever asks whether to go on must hear the one who says that the time is up.
        if function.trimmedDescription == "() throws -> Void" { return ["Work.poller", "{ throw CancellationError() }"] }
        guard let results = expressions(function.returnClause.type) else { return nil }
        let head = function.parameters.isEmpty ? "" : function.parameters.map { _ in "_" }.joined(separator: ", ") + " in "
        let fails = function.effectSpecifiers?.throwsClause != nil ? ["{ \(head)throw CancellationError() }"] : []
        let mark = fails.isEmpty ? "try!" : "try"
        return results.prefix(6).map { "{ \(head)\($0.contains("s") ? mark : "") \($0) }" } + fails
    }
}
