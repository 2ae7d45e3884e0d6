/// A formula in TeX's notation as MathML, which browsers set themselves: fractions, roots, matrices, growing brackets.
///
/// What is not known keeps its name, so that nothing is lost.
enum Formula {
    static func html(_ source: String, isDisplayed: Bool) -> String {
        var reader = FormulaReader(source)
        let math = "<math display=\"\(isDisplayed ? "block" : "inline")\">\(reader.whole())</math>"
        // Browsers break no formula: one that is wider than a phone is in a frame that scrolls.
        if isDisplayed { return "<span class=\"formula\">\(math)</span>" }
        return source.utf8.count > longestInline ? "<span class=\"formula-in-line\">\(math)</span>" : math
    }

    private static let longestInline = 40

    /// Something written, and whether what stands over and under it in a displayed formula are its limits.
    struct Atom {
        var xml: String
        var takesLimits = false
    }

    static func identifier(_ text: String) -> String { "<mi>\(HTML.escape(text))</mi>" }
    static func upright(_ text: String) -> String { "<mi mathvariant=\"normal\">\(HTML.escape(text))</mi>" }
    static func words(_ text: String) -> String { "<mtext>\(HTML.escape(text))</mtext>" }
    static func row(_ items: [String]) -> String { items.count == 1 ? items[0] : "<mrow>\(items.joined())</mrow>" }

    /// An operator; brackets keep their size unless they are to grow.
    static func sign(_ text: String, _ attributes: String = "") -> String {
        let isBracket = ["(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "/"].contains(text)
        let fixed = isBracket && attributes.isEmpty ? " stretchy=\"false\"" : attributes
        return "<mo\(fixed)>\(HTML.escape(text))</mo>"
    }

    /// A bracket as high as what it stands beside; none for `.`.
    static func fence(_ text: String, _ form: String) -> String {
        text.isEmpty ? "" : "<mo fence=\"true\" form=\"\(form)\" stretchy=\"true\" symmetric=\"true\">\(HTML.escape(text))</mo>"
    }
}
