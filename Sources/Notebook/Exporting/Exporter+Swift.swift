extension Exporter {
    /// A Swift program: prose as comments, parameters as a struct, cells in order at the top level.
    var program: String {
        var text = "// \(document.title)\n// Exported from \(document.fileName) by avts-nb.\n\n"
        for room in ["Tensors", "Layers", "Optimizers", "Signals", "Media", "Plotting", "Datasets", "Training", "AVTS"] {
            text += "import \(room)\n"
        }
        text += "\n"
        let defaults = try? Parameters(
            declared: document.frontMatter.parameters.filter { $0.defaultValue != nil }, assignments: [])
        if let defaults, !defaults.values.isEmpty { text += defaults.swiftSource + "\n" }
        for block in document.blocks {
            switch block {
            case .prose(let prose):
                for line in prose.markdown.trimmingNewlines.trimmingLeadingNewlines.split(
                    separator: "\n", omittingEmptySubsequences: false)
                {
                    text += line.isEmpty ? "//\n" : "// \(line)\n"
                }
                text += "\n"
            case .cell(let cell):
                let name = cell.isNamed ? "// MARK: - \(cell.id)\n" : ""
                text += name + cell.source.trimmingNewlines + "\n\n"
            case .expected(let expected):
                for line in expected.text.trimmingNewlines.split(separator: "\n", omittingEmptySubsequences: false) {
                    text += "// → \(line)\n"
                }
                text += "\n"
            }
        }
        return text.trimmingNewlines + "\n"
    }
}
