import CellCompiler

extension Assistant {
    /// What to write in place of what the compiler refused, with the nearest name that is there; nil where nothing comes to mind.
    ///
    /// - Parameters:
    ///   - message: the compiler's.
    ///   - source: the line that it speaks of.
    ///   - column: where in the line, in characters from 1.
    public func remedy(for message: String, source: String, column: Int? = nil) -> String? {
        Hints.remedy(for: message, source: source, column: column, names: names(for: Complaint(message)))
    }

    private func names(for complaint: Complaint) -> [String] {
        let own = CellSymbols.all(compiler)
        switch complaint {
        case .unknownName:
            let known = (own + symbols.library + symbols.standard).filter { $0.path.count == 1 }.map(\.base)
            return known + compiler.declared.keys
        case .unknownMember(_, let type):
            return own.filter { $0.owner == type }.map(\.base) + symbols.members(of: type).map(\.base)
        default: return []
        }
    }
}
