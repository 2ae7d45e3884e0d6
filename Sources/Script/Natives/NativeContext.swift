/// What a native may ask of the session that calls it. Written as a parameter of the native, anywhere in the list; the cell
/// does not see it.
public final class NativeContext: ScriptConvertible, @unchecked Sendable {
    /// The session that runs the cell.
    public unowned let session: Session
    /// The running cell.
    public internal(set) var cell: CellIdentity
    /// Where the running cell called the native.
    public var place: Place { site?.place ?? Place(cell: cell, line: 1, column: 1) }
    var site: Site?
    /// The seed of the running cell's random stream: a function of the session's seed and the cell's id.
    public internal(set) var cellSeed: UInt64
    private var belongings: [String: Any] = [:]

    init(session: Session) {
        self.session = session
        cell = CellIdentity(id: "", file: "", firstLine: 1)
        cellSeed = 0
    }

    /// Throws when the user interrupted or the deadline passed: call it at each batch and step.
    public func poll() throws { try session.machine.poll() }

    /// Sends an event to the front end.
    public func emit(_ event: SessionEvent) {
        session.flush()
        session.onEvent(event)
    }

    /// Something that lives as long as the running cell, made when first asked for: the cell's random stream, for one.
    public func cellStorage<T>(_ key: String, _ make: (UInt64) -> T) -> T {
        if let found = belongings[key] as? T { return found }
        let made = make(cellSeed)
        belongings[key] = made
        return made
    }

    /// Puts back what ``cellStorage(_:_:)`` gave, after it was changed.
    public func setCellStorage<T>(_ key: String, _ value: T) { belongings[key] = value }

    func begin(_ cell: CellIdentity, seed: UInt64) {
        self.cell = cell
        site = nil
        cellSeed = seed
        belongings = [:]
    }

    public static var scriptType: ScriptType { .void }
    public static func fromScript(_ value: Value) -> NativeContext? { nil }
    public var scriptValue: Value { .void }
}
