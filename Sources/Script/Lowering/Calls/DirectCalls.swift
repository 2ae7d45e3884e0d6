extension Lowerer {
    /// A call of a function known here, arguments by value, `self` (if any) first.
    func callFunction(_ code: FunctionCode, _ arguments: [Lowered], _ site: Site) -> Lowered {
        let (machine, layout) = (machine, function.layout)
        let call: Code
        switch arguments.count {
        case 0:
            call = { base in
                let frame = base + layout.size
                try machine.enter(frame, site)
                defer { machine.depth -= 1 }
                do { return try code.run(frame) } catch { throw traced(error, code, site) }
            }
        case 1 where arguments[0].type == .int && code.result == .int:
            let first = arguments[0].int
            // From number to number: the shape of most recursion, without a tag on the way in or out.
            return Lowered(int: { base in
                let number = try first(base)
                let frame = base + layout.size
                try machine.enter(frame, site)
                (frame + 1).initialize(to: .int(number))
                defer { machine.depth -= 1 }
                do { return try code.runInt(frame) } catch { throw traced(error, code, site) }
            })
        case 1:
            let first = arguments[0].code
            call = { base in
                let a = try first(base)
                let frame = base + layout.size
                try machine.enter(frame, site)
                (frame + 1).initialize(to: a)
                defer { machine.depth -= 1 }
                do { return try code.run(frame) } catch { throw traced(error, code, site) }
            }
        case 2:
            let first = arguments[0].code
            let second = arguments[1].code
            call = { base in
                let a = try first(base)
                let b = try second(base)
                let frame = base + layout.size
                try machine.enter(frame, site)
                (frame + 1).initialize(to: a)
                (frame + 2).initialize(to: b)
                defer { machine.depth -= 1 }
                do { return try code.run(frame) } catch { throw traced(error, code, site) }
            }
        case 3:
            let first = arguments[0].code
            let second = arguments[1].code
            let third = arguments[2].code
            call = { base in
                let a = try first(base)
                let b = try second(base)
                let c = try third(base)
                let frame = base + layout.size
                try machine.enter(frame, site)
                (frame + 1).initialize(to: a)
                (frame + 2).initialize(to: b)
                (frame + 3).initialize(to: c)
                defer { machine.depth -= 1 }
                do { return try code.run(frame) } catch { throw traced(error, code, site) }
            }
        default:
            let codes = arguments.map(\.code)
            call = { base in
                let values = try codes.map { try $0(base) }
                let frame = base + layout.size
                try machine.enter(frame, site)
                for index in values.indices { (frame + 1 + index).initialize(to: values[index]) }
                defer { machine.depth -= 1 }
                do { return try code.run(frame) } catch { throw traced(error, code, site) }
            }
        }
        return Lowered(code.result, call)
    }

    /// A call of a function some of whose parameters are `inout`, or of a mutating method: `places` are moved into the frame and
    /// back. `places[i]` belongs to argument `i`; the others come from `values`.
    func callInout(
        _ code: FunctionCode, _ values: [Lowered?], _ places: [PlaceExpression?], _ site: Site
    ) -> Lowered {
        let (machine, layout) = (machine, function.layout)
        let codes = values.map { $0?.code }
        let modifiers = places.enumerated().compactMap { index, place in place.map { (index, $0.modify) } }
        let count = values.count
        return Lowered(code.result) { base in
            var arguments = [Value](repeating: .uninitialized, count: count)
            for index in 0..<count {
                if let code = codes[index] { arguments[index] = try code(base) }
            }
            var result = Value.none
            var pointers: [(Int, Base)] = []
            func step(_ position: Int) throws {
                if position < modifiers.count {
                    let (index, modify) = modifiers[position]
                    try modify(base) { pointer in
                        if case .uninitialized = pointer.pointee {
                            throw trap("overlapping accesses to a variable, or a variable without a value", site)
                        }
                        pointers.append((index, pointer))
                        arguments[index] = pointer.move()
                        pointer.initialize(to: .uninitialized)
                        try step(position + 1)
                    }
                    return
                }
                let frame = base + layout.size
                do {
                    try machine.enter(frame, site)
                } catch {
                    for (index, pointer) in pointers { pointer.pointee = arguments[index] }
                    throw error
                }
                for index in 0..<count { (frame + 1 + index).initialize(to: arguments[index]) }
                arguments = []
                defer { machine.depth -= 1 }
                do {
                    result = try code.run(frame) { frame in
                        for (index, pointer) in pointers { pointer.pointee = frame[1 + index] }
                    }
                } catch { throw traced(error, code, site) }
            }
            try step(0)
            return result
        }
    }

    /// A call of a closure value.
    func callValue(_ callee: Lowered, _ arguments: [Lowered], _ result: ScriptType, _ site: Site) -> Lowered {
        let (machine, layout) = (machine, function.layout)
        let code = callee.code
        let codes = arguments.map(\.code)
        func run(_ callable: Callable, _ values: [Value], _ base: Base) throws -> Value {
            let frame = base + layout.size
            if let closure = callable as? Closure {
                guard closure.code.parameters.count == values.count else {
                    throw trap("this closure takes \(closure.code.parameters.count) arguments, not \(values.count)", site)
                }
                try machine.enter(frame, site)
                for index in values.indices { (frame + 1 + index).initialize(to: values[index]) }
                defer { machine.depth -= 1 }
                do { return try closure.run(frame) } catch { throw traced(error, closure.code, site) }
            }
            machine.top = frame
            do { return try callable.call(values) } catch { throw machine.failure(error, site) }
        }
        if codes.count == 1 {
            let argument = arguments[0].code
            return Lowered(result) { base in
                guard case .function(let callable) = try code(base) else { throw trap("this value cannot be called", site) }
                let value = try argument(base)
                if let closure = callable as? Closure, closure.code.parameters.count == 1 {
                    let frame = base + layout.size
                    try machine.enter(frame, site)
                    (frame + 1).initialize(to: value)
                    defer { machine.depth -= 1 }
                    do { return try closure.run(frame) } catch { throw traced(error, closure.code, site) }
                }
                return try run(callable, [value], base)
            }
        }
        return Lowered(result) { base in
            guard case .function(let callable) = try code(base) else { throw trap("this value cannot be called", site) }
            return try run(callable, codes.map { try $0(base) }, base)
        }
    }
}

@inline(never)
func traced(_ error: any Error, _ code: FunctionCode, _ site: Site) -> any Error {
    (error as? ScriptFailure)?.adding(code.fullName, site) ?? error
}
