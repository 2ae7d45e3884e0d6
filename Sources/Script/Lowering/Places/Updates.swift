/// A change of a value where it stands, by an operand: `+=` and its like.
///
/// A type and not a closure, so that each is compiled into the code of every kind of place.
protocol PlaceUpdate {
    associatedtype Operand
    /// What the place is changed by; evaluated before the place is touched.
    func operand(_ base: Base) throws -> Operand
    func apply(_ place: Base, _ operand: Operand) throws
}

extension PlaceExpression {
    /// The code that changes the place.
    func updating<U: PlaceUpdate>(_ update: U) -> Action0 {
        switch location {
        case .slot(let slot)?: return Self.update(SlotAddress(slot: slot), update)
        case .global(let capture)?: return Self.update(GlobalAddress(capture: capture), update)
        case .boxed(let slot)?: return Self.update(BoxAddress(slot: slot), update)
        case nil:
            let modify = modify
            return { base in
                let value = try update.operand(base)
                try modify(base) { try update.apply($0, value) }
            }
        }
    }

    @inline(__always)
    private static func update<A: Address, U: PlaceUpdate>(_ address: A, _ update: U) -> Action0 {
        { base in
            let value = try update.operand(base)
            try update.apply(address.pointer(base), value)
        }
    }
}
