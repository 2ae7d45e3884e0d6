import Script

extension Document {
    /// What is wrong with the cells, without running them.
    ///
    /// Each cell is looked at on a session in which the cells before it have not run; what it says of names that such a cell
    /// would have declared is left out.
    public func lint(on session: Session, parameters: Parameters?) -> [Diagnostic] {
        if !frontMatter.parameters.isEmpty, let parameters {
            _ = try? session.evaluate(parameters.swiftSource, cell: CellIdentity(id: "params", file: path))
        }
        var found: [Diagnostic] = []
        for cell in cells where cell.attributes.raises == nil && !cell.attributes.allowsError {
            let identity = CellIdentity(id: cell.id, file: path, firstLine: cell.firstLine)
            found += session.check(cell.source, cell: identity)
        }
        return found
    }
}
