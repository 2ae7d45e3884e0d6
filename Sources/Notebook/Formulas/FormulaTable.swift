/// Rows and columns within a formula: matrices, cases, aligned equations.
enum FormulaTable {
    private static let brackets = [
        "bmatrix": ("[", "]"), "pmatrix": ("(", ")"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "Bmatrix": ("{", "}"),
        "cases": ("{", ""), "rcases": ("", "}"),
    ]

    /// - Parameter columns: those of `array`, as in `{l|cr}`.
    static func html(_ rows: [[String]], of name: String, columns: String) -> String {
        let isAligned = ["aligned", "align", "split", "eqnarray", "alignat", "alignedat"].contains(name)
        let sides = columns.filter { "lcr".contains($0) }.map { ["l": "left", "c": "center", "r": "right"][$0]! }
        func side(_ column: Int) -> String {
            if isAligned { return column % 2 == 0 ? "right" : "left" }
            if name.hasSuffix("cases") { return "left" }
            return column < sides.count ? sides[column] : "center"
        }
        let body = rows.map { row in
            "<mtr>" + row.enumerated().map { "<mtd class=\"\(side($0))\">\($1)</mtd>" }.joined() + "</mtr>"
        }.joined()
        let isDisplayed = isAligned || name == "gathered" || name == "gather"
        let table =
            "<mtable class=\"\(isAligned ? "aligned" : "grid")\"\(isDisplayed ? " displaystyle=\"true\"" : "")>\(body)</mtable>"
        guard let (open, close) = brackets[name] else { return table }
        return Formula.row([Formula.fence(open, "prefix"), table, Formula.fence(close, "postfix")].filter { !$0.isEmpty })
    }
}
