/// The name of a formula on lines of its own: `$$ … $$ {#eq-loss}`.
enum FormulaLabel {
    /// A line that ends a formula and gives it a name, as both; nil for any other.
    static func parted(_ line: some StringProtocol) -> (formula: String, label: String)? {
        let text = line.trimmed
        guard text.hasSuffix("}"), let open = text.ranges(of: "{#").last else { return nil }
        let label = String(text[open.upperBound...].dropLast())
        let formula = text[..<open.lowerBound].trimmed
        guard formula.hasSuffix("$$"), isLabel(label) else { return nil }
        return (formula, label)
    }

    /// The name in what stands behind a fence.
    static func of(_ info: String) -> String? {
        guard let open = info.firstRange(of: "{#"), info.hasSuffix("}") else { return nil }
        let label = String(info[open.upperBound...].dropLast())
        return isLabel(label) ? label : nil
    }

    private static func isLabel(_ text: String) -> Bool {
        text.hasPrefix("eq-") && text.count > 3 && CellIdentities.isValid(text)
    }
}
