import CMarkdown
import Synchronization

/// A text as cmark-gfm reads it: CommonMark with GitHub's tables, struck-out text, task lists and bare addresses, footnotes, and
/// formulas between dollars.
final class MarkdownTree {
    private let root: MarkdownNode

    init(_ text: String) {
        let text = MarkdownLimits.applied(to: DisplayFormulas.asFences(in: text))
        // The library keeps what characters its extensions begin with in one table of the process.
        let tree = Self.lock.withLock { _ in Tree(pointer: Self.parse(text)) }
        root = MarkdownNode(pointer: tree.pointer)
    }

    deinit { cmark_node_free(root.pointer) }

    private static let lock = Mutex(())

    /// Handed out of the lock to its one owner.
    private struct Tree: @unchecked Sendable { let pointer: OpaquePointer }

    private static func parse(_ text: String) -> OpaquePointer {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { preconditionFailure("cmark takes memory or ends") }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        let ours = [InlineFormulas.newExtension(), ReferenceMarks.newExtension()]
        for each in ours { cmark_parser_attach_syntax_extension(parser, each) }
        defer { for each in ours { cmark_syntax_extension_free(cmark_get_default_mem_allocator(), each) } }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { preconditionFailure("cmark gives a document for any text") }
        return root
    }

    /// Calls `body` at the beginning and the end of every node, in the order of the text; deep trees cost no stack.
    func walk(_ body: (_ node: MarkdownNode, _ isEntering: Bool) -> Void) {
        withExtendedLifetime(self) { root.walk(body) }
    }

    /// The words of the text.
    var plainText: String { withExtendedLifetime(self) { root.plainText } }
}

/// A node of a tree, which must outlive it.
struct MarkdownNode: Hashable {
    let pointer: OpaquePointer

    /// What it is, in the library's words: `paragraph`, `block_quote`, `table_cell`.
    var kind: String {
        // It has no words for these two.
        switch cmark_node_get_type(pointer) {
        case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
        case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
        default: String(cString: cmark_node_get_type_string(pointer))
        }
    }
    var parent: MarkdownNode? { cmark_node_parent(pointer).map(Self.init) }
    var next: MarkdownNode? { cmark_node_next(pointer).map(Self.init) }
    var firstChild: MarkdownNode? { cmark_node_first_child(pointer).map(Self.init) }

    /// The words of a text, the source of a code or of a piece of HTML, the number of a footnote.
    var literal: String { Self.text(cmark_node_get_literal(pointer)) }
    var url: String { Self.text(cmark_node_get_url(pointer)) }
    var title: String { Self.text(cmark_node_get_title(pointer)) }
    /// What stands behind the fence of a code block.
    var info: String { Self.text(cmark_node_get_fence_info(pointer)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
    var isOrdered: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
    var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }
    var listStart: Int { Int(cmark_node_get_list_start(pointer)) }
    var isChecked: Bool { cmark_gfm_extensions_get_tasklist_item_checked(pointer) }

    /// `l`, `c`, `r` or nil for each column of a table.
    var alignments: [Character?] {
        guard let marks = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
        return (0..<Int(cmark_gfm_extensions_get_table_columns(pointer))).map { column in
            marks[column] == 0 ? nil : Character(Unicode.Scalar(marks[column]))
        }
    }

    /// The source of a formula, and whether it stands by itself.
    var formula: (source: String, isDisplayed: Bool) {
        (Self.text(cmark_node_get_on_enter(pointer)), Self.text(cmark_node_get_on_exit(pointer)) == "$$")
    }

    /// The source of what refers to something; nil for any other node.
    var reference: String? {
        guard kind == "custom_inline", Self.text(cmark_node_get_on_exit(pointer)) == ReferenceMarks.kind else { return nil }
        return Self.text(cmark_node_get_on_enter(pointer))
    }

    func walk(_ body: (_ node: MarkdownNode, _ isEntering: Bool) -> Void) {
        let iterator = cmark_iter_new(pointer)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            body(MarkdownNode(pointer: node), event == CMARK_EVENT_ENTER)
        }
    }

    /// The words of the node and of all that is in it.
    var plainText: String {
        var result = ""
        walk { node, isEntering in
            guard isEntering else { return }
            switch node.kind {
            case "text", "code": result += node.literal
            case "softbreak", "linebreak": result += " "
            case "custom_inline":
                // The bracket before a list of keys is a text of its own.
                result += node.reference.map { $0.hasPrefix("[") ? String($0.dropFirst()) : $0 } ?? node.formula.source
            default: break
            }
        }
        return result
    }

    private static func text(_ bytes: UnsafePointer<CChar>?) -> String {
        MarkdownLimits.removed(from: bytes.map { String(cString: $0) } ?? "")
    }
}
