import Foundation

/// The one core beneath the notebook runner, the REPL, tests and kernels: it evaluates cells, keeps their names, completes,
/// explains and shows.
public final class Session: @unchecked Sendable {
    public let natives: NativeRegistry
    /// Hears what cells print, show, record and check. Called on the session's own thread.
    public var onEvent: (SessionEvent) -> Void
    /// From it and the cell's id comes each cell's own random stream.
    public var seed: UInt64 = 0
    /// When a running cell is to be stopped; nil for never. Read when an evaluation begins.
    public var deadline: ContinuousClock.Instant?
    /// The folder that cells' own files go into; nil where a run keeps none. It need not exist.
    public var filesFolder: String?
    /// The context natives see.
    public private(set) lazy var context = NativeContext(session: self)

    let machine = Machine()
    let thread = SessionThread()
    var globals = GlobalScope()
    var isEvaluating = false
    /// What `print` wrote and nobody has heard yet.
    var output = ""
    /// Whether output is gathered into larger pieces.
    public var buffersOutput = true
    /// The static type of the last value.
    var lastType: ScriptType = .void

    public init(natives: NativeRegistry = NativeRegistry()) {
        self.natives = natives
        onEvent = { event in
            if case .output(let text) = event { FileHandle.standardOutput.write(Data(text.utf8)) }
        }
    }

    /// Stops the running cell at its next poll. May be called from a signal handler.
    public func interrupt() { machine.signal.store(1, ordering: .relaxed) }

    deinit { thread.end() }

    /// Forgets every name that cells declared.
    public func reset() {
        // On the session's thread: what goes may be nested deeply, and is freed by recursion.
        thread.run { [self] in globals = GlobalScope() }
    }
}
