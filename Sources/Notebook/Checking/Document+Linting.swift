extension Document {
    /// What is wrong with the cells, without running them. Cells that are expected to fail are taken as they are.
    public func lint(on evaluator: any CellEvaluator, parameters: Parameters?) -> [CellDiagnostic] {
        if !frontMatter.parameters.isEmpty, let parameters { try? evaluator.define(parameters) }
        let judged = cells.filter { $0.attributes.raises == nil && !$0.attributes.allowsError }
        return evaluator.diagnose(judged.map { ($0.source, CellPlace(id: $0.id, file: path, firstLine: $0.firstLine)) })
    }
}
