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

    func beginCell() {
        firstOfCell = variables.count
        statement = 0
    }

    func add(_ variable: any Variable) {
        // A cell that runs again sets the same variables again.
        variables.append(variable)
    }

    /// Names set by the running cell.
    var boundByCell: [String] { variables[firstOfCell...].map(\.name) }

    /// Copies every variable: a retain each, for most types.
    func keep() {
        for variable in variables { variable.keep() }
    }

    /// Lets go of the copies, so that what they share can be changed in place again.
    func forget() {
        for variable in variables { variable.forget() }
    }

    /// Puts the copies back, over whatever is there.
    func restore() {
        for variable in variables { variable.restore() }
    }

    /// The newest of each name, in the order they were declared.
    func summaries() -> [VariableSummary] {
        var seen = Set<String>()
        return variables.reversed().filter { seen.insert($0.name).inserted }.reversed().map { $0.summary() }
    }
}

protocol Variable: AnyObject {
    var name: String { get }
    func keep()
    func forget()
    func restore()
    func summary() -> VariableSummary
}

/// A variable that has a place in memory for as long as the process lives.
final class StoredVariable<Value>: Variable {
    let name: String
    private let place: UnsafeMutablePointer<Value>
    private var kept: Value?

    init(name: String, place: UnsafeMutablePointer<Value>) {
        self.name = name
        self.place = place
    }

    func keep() { kept = place.pointee }
    func forget() { kept = nil }

    func restore() {
        guard let value = kept.take() else { return }
        // Without destroying what is there: it may be half of a value.
        place.initialize(to: value)
    }

    func summary() -> VariableSummary {
        VariableSummary(name: name, type: "\(Value.self)", value: oneLine(place.pointee), isConstant: false)
    }
}

/// Something that cannot change, or whose changes cannot be undone.
final class Constant<Value>: Variable {
    let name: String
    private let value: () -> Value

    init(name: String, value: @escaping () -> Value) {
        self.name = name
        self.value = value
    }

    func keep() {}
    func forget() {}
    func restore() {}

    func summary() -> VariableSummary {
        VariableSummary(name: name, type: "\(Value.self)", value: oneLine(value()), isConstant: true)
    }
}

/// The beginning of a value's text.
private func oneLine(_ value: some Any) -> String {
    let text = String(describing: value)
    let line = text.prefix { !$0.isNewline }
    let short = line.prefix(120)
    return short.count < text.count ? short + "…" : String(short)
}
