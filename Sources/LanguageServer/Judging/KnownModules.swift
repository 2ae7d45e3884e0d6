import CellCompiler

/// The cell that each module was first made of. Later ones that declare the same take over the module, and so the places that it tells, which are
/// that first cell's.
@ServerActor
final class KnownModules {
    private var first: [String: CompiledCell] = [:]

    func add(_ cell: CompiledCell) { if first[cell.module] == nil { first[cell.module] = cell } }

    subscript(module: String) -> CompiledCell? { first[module] }
}
