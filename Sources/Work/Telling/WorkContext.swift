import Foundation
import Synchronization

/// What surrounds a running piece of code: a cell, or a whole program.
public final class WorkContext: Sendable {
    /// The cell's name; empty in a program.
    public let cell: String
    /// Where random streams begin: a function of the run's seed and the cell's name.
    public let streamSeed: UInt64
    /// The folder of the code's own files; nil where none are kept. It need not exist.
    public let files: String?
    /// Values of the run's parameters, as they were written.
    public let parameters: [String: String]
    private let listener: @Sendable (ReportEvent) -> Void
    private let asked: @Sendable () -> (any Error)?
    private let belongings = Mutex<[String: any Sendable]>([:])

    /// - Parameters:
    ///   - seed: the run's.
    ///   - interruption: why the work should stop; asked often and from several threads, so it should be quick.
    ///   - hear: hears what happens, on the thread it happens on.
    public init(
        seed: UInt64 = 0, cell: String = "", files: String? = nil, parameters: [String: String] = [:],
        interruption: @escaping @Sendable () -> (any Error)? = { nil }, hear: @escaping @Sendable (ReportEvent) -> Void
    ) {
        self.cell = cell
        streamSeed = CellSeed.of(seed, cell)
        self.files = files
        self.parameters = parameters
        listener = hear
        asked = interruption
    }

    /// Tells whoever watches.
    public func hear(_ event: ReportEvent) { listener(event) }

    /// Throws why the work should stop, if it should: call it at each batch and step.
    public func poll() throws {
        if let reason = asked() ?? Alarm.current { throw reason }
    }

    /// Lends something that lives as long as this context and is made when first asked for: the cell's random stream, for one.
    package func withBelonging<Value: Sendable, Result>(
        _ name: String, _ make: (UInt64) -> Value, _ body: (inout Value) throws -> Result
    ) rethrows -> Result {
        // Taken out while it is lent, so that `body` may ask for others.
        var value = belongings.withLock { $0.removeValue(forKey: name) } as? Value ?? make(streamSeed)
        defer { belongings.withLock { $0[name] = value } }
        return try body(&value)
    }
}

/// The context of the running code.
public enum Work {
    @TaskLocal private static var inner: WorkContext?
    /// That of a program that keeps records of its own.
    private static let program = Mutex<WorkContext?>(nil)
    static let printing = WorkContext { event in
        switch event {
        case .output(let text): FileHandle.standardOutput.write(Data(text.utf8))
        case .display(let forms), .value(let forms):
            if case .text(let text)? = forms.first { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
        case .check(false, let message, _): FileHandle.standardError.write(Data("check did not hold: \(message)\n".utf8))
        case .redisplay, .clear, .check, .record, .progress, .reused, .restored, .data, .metrics, .spent, .layers: break
        }
    }

    /// That of the innermost ``within(_:_:)`` around the caller, else the program's, which writes to standard output.
    public static var current: WorkContext { inner ?? program.withLock { $0 } ?? printing }

    /// Gives code outside of every ``within(_:_:)`` a context.
    package static func become(_ context: WorkContext) { program.withLock { $0 = context } }

    /// Runs `body` in a context, with all it calls on this thread and in tasks that it begins.
    public static func within<Result>(_ context: WorkContext, _ body: () throws -> Result) rethrows -> Result {
        try $inner.withValue(context, operation: body)
    }

    /// Throws why the running work should stop, if it should.
    public static func poll() throws { try current.poll() }

    /// The same, and then asks whoever else wants to be asked: one who never stops anything does not keep the work from stopping.
    package static func poll(_ other: () throws -> Void) throws {
        try poll()
        try other()
    }
}
