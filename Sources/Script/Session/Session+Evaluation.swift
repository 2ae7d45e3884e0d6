import Foundation
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

extension Session {
    /// Runs a cell; gives the value of its last expression, or nil when it ends with something else.
    ///
    /// The names it declares at its top level stay. Nothing of it runs when it does not parse or its types do not fit.
    @discardableResult
    public func evaluate(
        _ source: String, cell: CellIdentity = CellIdentity(id: "input", file: "<input>")
    ) throws(ScriptError) -> Value? {
        let result: Result<Value?, ScriptError> = thread.run { [self] in
            if machine.depth > 0 || isEvaluating { return nested(source, cell) }
            isEvaluating = true
            defer { isEvaluating = false }
            return guarded { self.run(source, cell) }
        }
        return try result.get()
    }

    /// A cell evaluated from within a native that a cell called.
    private func nested(_ source: String, _ cell: CellIdentity) -> Result<Value?, ScriptError> {
        let top = machine.top
        defer { machine.top = top }
        return run(source, cell)
    }

    /// Sets the machine up for a run, arms the deadline, and clears up behind.
    private func guarded(_ body: () -> Result<Value?, ScriptError>) -> Result<Value?, ScriptError> {
        machine.begin()
        var timer: (any DispatchSourceTimer)?
        if let deadline {
            let left = deadline - ContinuousClock.now
            let seconds = Double(left.components.seconds) + Double(left.components.attoseconds) * 1e-18
            if seconds <= 0 {
                machine.signal.store(2, ordering: .relaxed)
            } else {
                let source = DispatchSource.makeTimerSource(queue: .global())
                let machine = machine
                source.schedule(deadline: .now() + seconds)
                source.setEventHandler { machine.signal.store(2, ordering: .relaxed) }
                source.resume()
                timer = source
            }
        }
        defer {
            timer?.cancel()
            machine.signal.store(0, ordering: .relaxed)
        }
        let result = body()
        flush()
        return result
    }

    private func run(_ source: String, _ cell: CellIdentity) -> Result<Value?, ScriptError> {
        let before = globals
        let unit = SourceUnit(source, cell)
        let program: Program
        switch Program.lower(source, unit, self) {
        case .failure(let error):
            globals = before
            return .failure(error)
        case .success(let lowered): program = lowered
        }
        let seed = SeededGenerator.seed(seed, cell.id)
        machine.random = SeededGenerator(seed: seed)
        context.begin(cell, seed: seed)
        lastType = program.type
        let frame = machine.top
        do {
            let value = try machine.runTop(program, frame)
            return .success(program.hasValue ? .some(value) : Optional<Value>.none)
        } catch {
            forget(program.declared, before)
            return .failure(scriptError(error, unit))
        }
    }

    /// Takes back the names whose declarations were not reached.
    private func forget(_ names: [String], _ before: GlobalScope) {
        for name in names {
            guard case .variable(let variable)? = globals.bindings[name], case .global(let capture) = variable.location,
                case .uninitialized = capture.storage.pointee
            else { continue }
            if let old = before.bindings[name] { globals.bindings[name] = old } else { globals.remove(name) }
        }
    }

    /// What is wrong with a cell, without running it.
    public func check(_ source: String, cell: CellIdentity = CellIdentity(id: "input", file: "<input>")) -> [Diagnostic] {
        thread.run { [self] in
            let before = globals
            defer { globals = before }
            switch Program.lower(source, SourceUnit(source, cell), self) {
            case .success(let program): return program.warnings
            case .failure(let error): return error.diagnostics
            }
        }
    }

    /// The static type of an expression, without running it.
    public func type(of source: String) throws(ScriptError) -> String {
        let result: Result<String, ScriptError> = thread.run { [self] in
            let before = globals
            defer { globals = before }
            let unit = SourceUnit(source, CellIdentity(id: "input", file: "<input>"))
            return Program.lower(source, unit, self).map { $0.hasValue ? $0.type.description : "()" }
        }
        return try result.get()
    }

    /// Whether the source could be run as it stands, or wants more lines.
    public func isComplete(_ source: String) -> Completeness {
        thread.run {
            let tree = Parser.parse(source: source)
            guard tree.hasError else { return .complete }
            let end = source.utf8.count - (source.utf8.reversed().firstIndex { !" \n\t\r".utf8.contains($0) } ?? 0)
            let errors = ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }
            guard let first = errors.map({ $0.position.utf8Offset }).min() else { return .complete }
            // What is missing only behind the last character may still be written.
            let atEnd = errors.allSatisfy {
                $0.position.utf8Offset >= end || $0.message.contains("to end string literal")
                    || $0.message.contains("unterminated")
            }
            return atEnd || first >= end ? .incomplete : .invalid
        }
    }

    /// The names a cell reads from outside itself and those it writes.
    public func names(in source: String) -> (reads: Set<String>, writes: Set<String>) {
        thread.run { CellNames.find(in: Parser.parse(source: source)) }
    }

    /// Whether `name` is displayed as an optional, for the front ends: the static type of the last value.
    public var lastValueType: String { lastType.description }
}
