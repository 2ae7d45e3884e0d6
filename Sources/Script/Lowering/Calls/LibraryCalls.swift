extension Lowerer {
    /// A call of a row of the library.
    func callRow(_ row: NativeRow, _ arguments: [Code], _ site: Site) -> Lowered {
        let (session, machine, layout) = (session, machine, function.layout)
        return Lowered(row.result) { base in
            let values = try arguments.map { try $0(base) }
            machine.top = base + layout.size
            return try session.invoke(row, values, site)
        }
    }

    func callStandard(
        _ row: StandardRow, _ arguments: [Lowered], _ type: ScriptType, _ site: Site
    ) -> Lowered {
        let (machine, layout) = (machine, function.layout)
        let body = row.body
        if let real = row.real, arguments.count == 1, arguments[0].type == .double {
            let code = arguments[0].double
            return Lowered(double: { real.body(try code($0)) })
        }
        let codes = arguments.map(\.code)
        if codes.count == 1 {
            let first = arguments[0].code
            return Lowered(type) { base in
                let value = try first(base)
                machine.top = base + layout.size
                return try body(Invocation(machine, site, only: value))
            }
        }
        return Lowered(type) { base in
            let values = try codes.map { try $0(base) }
            machine.top = base + layout.size
            return try body(Invocation(machine, site, values))
        }
    }

    func callMutating(
        _ row: StandardRow, _ place: PlaceExpression, _ arguments: [Lowered], _ type: ScriptType, _ site: Site
    ) -> Lowered {
        let (machine, layout) = (machine, function.layout)
        let body = row.body
        let modify = place.modify
        let codes = arguments.map(\.code)
        if row.name == "append", codes.count == 1, place.type == .string {
            let code = arguments[0].code
            return Lowered(.void) { base in
                let value = try code(base)
                try modify(base) { pointer in
                    guard case .string(var text) = pointer.move() else {
                        pointer.initialize(to: .uninitialized)
                        throw missing(.string)
                    }
                    pointer.initialize(to: .void)
                    switch value {
                    case .string(let more): text += more
                    case .character(let more): text.append(more)
                    default: break
                    }
                    pointer.initialize(to: .string(text))
                }
                return .void
            }
        }
        if row.name == "append", codes.count == 1, case .array = place.type, row.parameters[0].label == nil {
            let code = arguments[0].code
            return Lowered(.void) { base in
                let value = try code(base)
                try modify(base) { pointer in
                    guard case .array(var elements) = pointer.move() else {
                        pointer.initialize(to: .uninitialized)
                        throw missing(place.type)
                    }
                    pointer.initialize(to: .void)
                    elements.append(value)
                    let tooMany = elements.count > Machine.maximumElements
                    pointer.initialize(to: .array(elements))
                    if tooMany { throw machine.tooManyElements(elements.count, site) }
                }
                return .void
            }
        }
        return Lowered(type) { base in
            let values = try codes.map { try $0(base) }
            machine.top = base + layout.size
            var result = Value.none
            try modify(base) { pointer in
                if case .uninitialized = pointer.pointee { throw missing(place.type) }
                result = try body(Invocation(machine, site, values, place: pointer))
            }
            return result
        }
    }
}
