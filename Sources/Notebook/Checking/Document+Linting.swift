extension Document {
    /// What is wrong with the cells, without running them. Cells that are expected to fail are taken as they are.
    public func lint(on evaluator: any CellEvaluator, parameters: Parameters?) -> [CellDiagnostic] {
        if !frontMatter.parameters.isEmpty, let parameters { try? evaluator.define(parameters) }
        let phrases = Dictionary(grouping: phrases) { cell(before: $0) ?? -1 }
        func asked(after index: Int) -> [(source: String, place: CellPlace)] {
            (phrases[index] ?? []).map { CellPlace(id: $0.id, file: path, firstLine: $0.line).asking(for: $0.expression) }
        }
        var judged = asked(after: -1)
        for (index, cell) in cells.enumerated() where cell.attributes.raises == nil && !cell.attributes.allowsError {
            judged.append((cell.source, CellPlace(id: cell.id, file: cell.file(in: self), firstLine: cell.firstLine)))
            judged += asked(after: index)
        }
        return evaluator.diagnose(judged)
    }
}
