import CellCompiler

/// Names without the compiler's service: what cells declared, the library's own, and the language's words.
struct PlainNames {
    /// What cells declared, for a place where a value may stand.
    static func declared(_ compiler: Compiler, _ place: CursorPlace) -> [(rank: Int, completion: Completion)] {
        compiler.declared.values.compactMap { declaration in
            guard declaration.name.hasPrefix(place.prefix), let first = declaration.name.first,
                first.isLetter || first == "_" && !place.prefix.isEmpty
            else { return nil }
            switch declaration.kind {
            case .variable(let isConstant, _):
                return (1, .init(text: declaration.name, start: place.start, kind: .variable, detail: isConstant ? "let" : "var"))
            case .guarded: return (1, .init(text: declaration.name, start: place.start, kind: .variable, detail: "let"))
            case .function(let signature):
                return (
                    1,
                    .init(
                        text: declaration.name + (signature.isEmpty ? "()" : "("), start: place.start, kind: .function,
                        detail: "\(declaration.name)(\(signature))")
                )
            case .type(let keyword):
                return (1, .init(text: declaration.name, start: place.start, kind: .type, detail: keyword))
            }
        }
    }

    /// All that can be said where the service cannot be had; after a dot, members of any type of the library.
    static func completions(_ compiler: Compiler, _ symbols: SymbolIndex, _ place: CursorPlace) -> [Completion] {
        var entries: [(rank: Int, completion: Completion)] = place.isMember ? [] : declared(compiler, place)
        for symbol in symbols.library where (symbol.path.count == 1) != place.isMember && symbol.base.hasPrefix(place.prefix) {
            guard symbol.base.first?.isLetter == true, !place.prefix.isEmpty else { continue }
            let text = symbol.base + (symbol.isCallable ? (symbol.name.hasSuffix("()") ? "()" : "(") : "")
            let kind: Completion.Kind =
                symbol.isType ? .type : place.isMember ? .member : symbol.isCallable ? .function : .variable
            entries.append((2, .init(text: text, start: place.start, kind: kind, detail: symbol.signature)))
        }
        if !place.isMember, !place.prefix.isEmpty {
            for word in keywords where word.hasPrefix(place.prefix) {
                entries.append((3, .init(text: word, start: place.start, kind: .keyword, detail: "keyword")))
            }
        }
        return CompletionReading.ranked(entries)
    }

    private static let keywords = [
        "async", "await", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
        "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "is", "let", "mutating", "nil",
        "override", "private", "protocol", "public", "repeat", "return", "self", "some", "static", "struct", "super", "switch",
        "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}
