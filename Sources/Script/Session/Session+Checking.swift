import SwiftParser

extension Session {
    /// What is wrong with cells that would run one after another, without running them.
    ///
    /// Each cell knows the names of those before it. Where one of these is wrong, what reads its names is not judged: one
    /// mistake is told once.
    public func check(_ cells: [(source: String, cell: CellIdentity)]) -> [Diagnostic] {
        thread.run { [self] in
            let before = globals
            defer { globals = before }
            var found: [Diagnostic] = []
            var missing: Set<String> = []
            for (source, cell) in cells {
                let names = CellNames.find(in: Parser.parse(source: source))
                let start = globals
                switch Program.lower(source, SourceUnit(source, cell), self) {
                case .success(let program): found += program.warnings
                case .failure(let error):
                    globals = start
                    if names.reads.isDisjoint(with: missing) { found += error.diagnostics }
                    missing.formUnion(names.writes)
                }
            }
            return found
        }
    }
}
