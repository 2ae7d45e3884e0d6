import CMarkdown

/// `$…$` and `$$…$$` within a line, as an extension of cmark: what is between the dollars is no Markdown.
///
/// Pandoc's rule, so that prices stay prices: nothing blank next to the dollars on the inside, and no digit after the second.
enum InlineFormulas {
    static func newExtension() -> OpaquePointer? {
        let result = cmark_syntax_extension_new("formulas")
        let memory = cmark_get_default_mem_allocator()
        let dollar = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "$")))
        cmark_syntax_extension_set_special_inline_chars(result, cmark_llist_append(memory, nil, dollar))
        cmark_syntax_extension_set_match_inline_func(result) { _, _, _, character, parser in
            // It is asked at the characters of all extensions.
            character == UInt8(ascii: "$") ? InlineFormulas.match(parser) : nil
        }
        return result
    }

    private static func match(_ parser: OpaquePointer?) -> OpaquePointer? {
        let start = cmark_inline_parser_get_offset(parser)
        func byte(_ index: Int32) -> UInt8 { cmark_inline_parser_peek_at(parser, index) }
        func isBlank(_ byte: UInt8) -> Bool { [0, 9, 10, 13, 32].contains(byte) }
        let dollar = UInt8(ascii: "$")
        let isDouble = byte(start + 1) == dollar
        let open = start + (isDouble ? 2 : 1)
        guard !isBlank(byte(open)) || isDouble else { return nil }
        // The next dollar decides, so that each is looked for once.
        var end = open
        while byte(end) != dollar {
            // A backtick belongs to a code that a dollar before it does not see.
            if byte(end) == 0 || byte(end) == UInt8(ascii: "`") { return nil }
            end += byte(end) == UInt8(ascii: "\\") && byte(end + 1) != 0 ? 2 : 1
        }
        let after = end + (isDouble ? 2 : 1)
        guard end > open, isDouble ? byte(end + 1) == dollar : !isBlank(byte(end - 1)),
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(after))
        else { return nil }
        let source = String(decoding: (open..<end).map(byte), as: UTF8.self)
        let node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE)
        cmark_node_set_on_enter(node, source)
        cmark_node_set_on_exit(node, isDouble ? "$$" : "$")
        cmark_inline_parser_set_offset(parser, after)
        return node
    }
}
