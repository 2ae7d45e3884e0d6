extension SwiftTokens {
    /// Words with a look of their own. Those that are common names as well (`open`, `left`, `each`) are none.
    static let keywords: Set<String> = [
        "let", "var", "func", "return", "if", "else", "guard", "switch", "case", "default", "for", "in", "where", "while",
        "repeat", "break", "continue", "defer", "do", "catch", "throw", "throws", "rethrows", "try", "async", "await", "struct",
        "enum", "extension", "init", "deinit", "self", "Self", "super", "static", "mutating", "nonmutating", "inout", "true",
        "false", "nil", "import", "is", "as", "fallthrough", "some", "any", "protocol", "class", "actor", "typealias",
        "associatedtype", "get", "set", "willSet", "didSet", "subscript", "private", "public", "fileprivate", "internal",
        "package",
        "final", "override", "lazy", "weak", "unowned", "indirect", "required", "convenience", "nonisolated", "borrowing",
        "consuming",
    ]
}
