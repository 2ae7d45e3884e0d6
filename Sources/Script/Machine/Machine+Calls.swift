extension Machine {
    /// Calls a method with `self` as inout and the other arguments by value.
    func call(
        _ code: FunctionCode, _ frame: Base, _ owner: inout Value, _ arguments: [Value], _ site: Site
    ) throws -> Value {
        try enter(frame, site)
        (frame + 1).initialize(to: owner)
        owner = .uninitialized
        for index in arguments.indices { (frame + 2 + index).initialize(to: arguments[index]) }
        defer { depth -= 1 }
        do {
            return try code.run(frame) { frame in owner = frame[1] }
        } catch let failure as ScriptFailure { throw failure.adding(code.fullName, site) }
    }

    /// Calls a function with arguments by value.
    func call(_ code: FunctionCode, _ frame: Base, _ arguments: [Value], _ site: Site) throws -> Value {
        try enter(frame, site)
        for index in arguments.indices { (frame + 1 + index).initialize(to: arguments[index]) }
        defer { depth -= 1 }
        do { return try code.run(frame) } catch let failure as ScriptFailure { throw failure.adding(code.fullName, site) }
    }
}
