extension Session {
    /// What running code threw, as the front ends see it.
    func scriptError(_ error: any Error, _ unit: SourceUnit) -> ScriptError {
        let failure = error as? ScriptFailure ?? machine.failure(error, Site(unit: unit, offset: 0))
        let kind: ScriptError.Kind
        var message = failure.message
        switch failure.reason {
        case .trap: kind = .runtime
        case .interrupted: kind = .interrupted
        case .deadline: kind = .deadline
        case .thrown(let value):
            kind = .thrown(value.typeName)
            message = "uncaught error: \(failure.message)"
        }
        let site = failure.site ?? context.site ?? Site(unit: unit, offset: 0)
        var trace = failure.trace.map { ScriptError.Frame(function: $0.function, place: $0.site.place) }
        if failure.omitted > 0 {
            trace.append(.init(function: "… \(failure.omitted) more calls", place: trace.last?.place ?? site.place))
        }
        return ScriptError(
            kind: kind, message: message, place: site.place, caret: site.caret, remedy: nil, trace: trace, diagnostics: [])
    }

    /// Text for standard output: gathered, so that a loop of `print` costs little, and sent before anything else is.
    func write(_ text: String) {
        output += text
        if output.utf8.count > 1 << 12 || !buffersOutput { flush() }
    }

    func flush() {
        if output.isEmpty { return }
        let text = output
        output = ""
        onEvent(.output(text))
    }
}
