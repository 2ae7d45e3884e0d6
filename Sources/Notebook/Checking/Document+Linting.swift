import Script

extension Document {
    /// What is wrong with the cells, without running them. Cells that are expected to fail are taken as they are.
    public func lint(on session: Session, parameters: Parameters?) -> [Diagnostic] {
        if !frontMatter.parameters.isEmpty, let parameters {
            _ = try? session.evaluate(parameters.swiftSource, cell: CellIdentity(id: "params", file: path))
        }
        let judged = cells.filter { $0.attributes.raises == nil && !$0.attributes.allowsError }
        return session.check(
            judged.map { ($0.source, CellIdentity(id: $0.id, file: path, firstLine: $0.firstLine)) })
    }
}
