extension Machine {
    /// The most elements an array or the characters a string made by one call may have.
    static let maximumElements = 1 << 26

    @inline(never)
    func tooManyElements(_ count: Int, _ site: Site) -> ScriptFailure {
        trap("\(count) elements are more than a collection may hold (\(Self.maximumElements))", site)
    }

    func checkCount(_ count: Int, _ site: Site) throws {
        if count > Self.maximumElements { throw tooManyElements(count, site) }
    }

    /// What a Swift error of a native is to running code: something a cell can catch.
    func failure(_ error: any Error, _ site: Site) -> ScriptFailure {
        if let failure = error as? ScriptFailure {
            if failure.site == nil { failure.site = site }
            return failure
        }
        let name = error is NativeError ? "NativeError" : String(describing: Swift.type(of: error))
        let object = NativeObject(error, type: NativeType(name, NativeErrorValue.self))
        return ScriptFailure(.thrown(.native(object)), "\(error)", site)
    }

    /// The elements of any finite sequence.
    func elements(of value: Value, _ site: Site) throws -> [Value] {
        switch value {
        case .array(let elements): return elements
        case .set(let table): return table.orderedKeys
        case .dictionary(let table):
            return table.pairs.map { .tuple(TupleObject(labels: ["key", "value"], elements: [$0.0, $0.1])) }
        case .string(let text): return text.map { .character($0) }
        case .range(let range):
            guard case .int(let lower)? = range.lower, let end = range.integerEnd else {
                throw trap("a range of type \(value.typeName) has no elements to walk over", site)
            }
            try checkCount(range.integerCount, site)
            return (lower..<end).map { .int($0) }
        default: throw trap("a value of type \(value.typeName) is no sequence", site)
        }
    }
}

extension RangeObject {
    /// One past the last integer of a finite range.
    var integerEnd: Int? {
        guard case .int(let upper)? = upper else { return nil }
        if kind == .closed || kind == .through { return upper == Int.max ? upper : upper + 1 }
        return upper
    }

    /// How many integers a range has; one without an end, or wider than an `Int`, counts as the largest.
    var integerCount: Int {
        guard case .int(let lower)? = lower, let end = integerEnd else { return .max }
        let (count, overflow) = end.subtractingReportingOverflow(lower)
        return overflow ? .max : count
    }
}

/// The errors of natives, once a cell has caught them.
struct NativeErrorValue: NativeValue {
    static var scriptName: String { "Error" }
}

extension Session {
    /// Calls a row: sets the place its context tells, and turns its Swift errors into failures of the cell.
    func invoke(_ row: NativeRow, _ arguments: [Value], _ site: Site) throws -> Value {
        try call(row.body, row, arguments, site)
    }

    func call(_ body: NativeRow.Body, _ row: NativeRow, _ arguments: [Value], _ site: Site) throws -> Value {
        try machine.poll()
        context.site = site
        let top = machine.top
        defer { machine.top = top }
        do { return try body(context, arguments) } catch { throw machine.failure(error, site) }
    }
}
