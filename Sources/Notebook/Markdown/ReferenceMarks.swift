import CMarkdown

/// `@key` and `[@key; @other]` as an extension of cmark: what they are is for the writer to say.
enum ReferenceMarks {
    static func newExtension() -> OpaquePointer? {
        let result = cmark_syntax_extension_new("references")
        let memory = cmark_get_default_mem_allocator()
        let sign = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "@")))
        cmark_syntax_extension_set_special_inline_chars(result, cmark_llist_append(memory, nil, sign))
        cmark_syntax_extension_set_match_inline_func(result) { _, _, _, character, parser in
            character == UInt8(ascii: "@") ? ReferenceMarks.match(parser) : nil
        }
        return result
    }

    /// What tells such a node from a formula.
    static let kind = "@"

    private static func match(_ parser: OpaquePointer?) -> OpaquePointer? {
        let start = cmark_inline_parser_get_offset(parser)
        func byte(_ index: Int32) -> UInt8 { index < 0 ? 0 : cmark_inline_parser_peek_at(parser, index) }
        // An address, or a name of something else.
        guard !isWord(byte(start - 1)), byte(start - 1) < 0x80, isWord(byte(start + 1)) else { return nil }
        var end = start + 1
        while isWord(byte(end))
            || [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(byte(end))
        {
            end += 1
        }
        while !isWord(byte(end - 1)) { end -= 1 }
        if byte(start - 1) == UInt8(ascii: "["), let close = bracket(from: start, byte) {
            let inner = text(start, close, byte)
            if let node = node("[\(inner)]") {
                cmark_inline_parser_set_offset(parser, close + 1)
                return node
            }
        }
        let made = node(text(start, end, byte))
        if made != nil { cmark_inline_parser_set_offset(parser, end) }
        return made
    }

    /// The bracket that closes a list of keys, unless it is a link's.
    private static func bracket(from start: Int32, _ byte: (Int32) -> UInt8) -> Int32? {
        var end = start
        while byte(end) != UInt8(ascii: "]") {
            if [0, UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "$")].contains(byte(end)) || end - start > 2000 {
                return nil
            }
            end += 1
        }
        return [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":")].contains(byte(end + 1)) ? nil : end
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func text(_ start: Int32, _ end: Int32, _ byte: (Int32) -> UInt8) -> String {
        String(decoding: (start..<end).map(byte), as: UTF8.self)
    }

    private static func node(_ source: String) -> OpaquePointer? {
        guard Citation(source) != nil else { return nil }
        let node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE)
        cmark_node_set_on_enter(node, source)
        cmark_node_set_on_exit(node, kind)
        return node
    }
}
