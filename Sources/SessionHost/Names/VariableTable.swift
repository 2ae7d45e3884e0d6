import SessionProtocol

/// The variables that cells of this session have set.
///
/// The running cell's thread writes it, and the host's once no cell runs.
final class VariableTable {
    nonisolated(unsafe) static let shared = VariableTable()

    private var variables: [any Variable] = []
    private var firstOfCell = 0
    /// The statement of the top level that runs.
    var statement = 0
    /// Every statement of the cell has run.
    private var isComplete = false
    /// Bytes of the heap that were in use when the statement began.
    private var heapInUse: Int?

    func beginCell() {
        firstOfCell = variables.count
        statement = 0
        isComplete = false
    }

    func add(_ variable: any Variable) {
        // A cell that runs again sets the same variables again.
        variables.append(variable)
    }

    /// Names set by the running cell.
    var boundByCell: [String] { variables[firstOfCell...].map(\.name) }

    /// Variables that the running cell set.
    var ofCell: [any Variable] { Self.newest(of: variables[firstOfCell...]) }

    /// The newest of each name that earlier cells set.
    var beforeCell: [any Variable] { Self.newest(of: variables[..<firstOfCell]) }

    /// Sets a variable of a cell that does not run.
    func add<Value>(_ value: Value, as name: String, at place: UnsafeMutableRawPointer, isConstant: Bool) {
        let place = place.initializeMemory(as: Value.self, to: value)
        nonisolated(unsafe) let there = place
        add(isConstant ? Constant(name: name) { there.pointee } : StoredVariable(name: name, place: place))
    }

    /// Copies every variable: a retain each, for most types.
    func keep() {
        // All copies are made before one is let go of: that may run a `deinit`, and a `deinit` may trap.
        for variable in variables { variable.keep() }
        for variable in variables { variable.forgetOlder() }
        heapInUse = MemoryLimit.heapInUse
    }

    /// All has gone well: lets go of the copies, so that what they share can be changed in place again.
    func complete() {
        isComplete = true
        for variable in variables { variable.forget() }
    }

    /// Puts the copies back, over whatever is there.
    func restore() {
        if isComplete { return }
        for variable in variables { variable.restore() }
    }

    /// Bytes by which the heap has grown since the last statement began: once variables are put back, what the frames of the cell held,
    /// which nobody can let go of any more.
    func leak() -> Int {
        guard let before = heapInUse, let now = MemoryLimit.heapInUse else { return 0 }
        return max(0, now - before)
    }

    /// Whether a variable is, or holds, an object of a class: those are shared with the copies.
    var holdsObjects: Bool { variables.contains { $0.holdsObject } }

    /// The newest of each name, in the order they were declared.
    var newest: [any Variable] { Self.newest(of: variables[...]) }

    private static func newest(of variables: ArraySlice<any Variable>) -> [any Variable] {
        var seen = Set<String>()
        return variables.reversed().filter { seen.insert($0.name).inserted }.reversed()
    }
}
