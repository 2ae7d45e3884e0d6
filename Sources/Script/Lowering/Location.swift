/// Where a variable lives.
enum Location {
    /// In the frame.
    case slot(Int)
    /// In a box whose reference is in the frame: a variable that a closure shares.
    case boxed(Int)
    /// In a box of the session: a name of the top level.
    case global(Capture)
}

/// The three locations behind one face, so that generic code is specialised for each.
protocol Address {
    func pointer(_ base: Base) -> Base
}

struct SlotAddress: Address {
    let slot: Int
    @inline(__always) func pointer(_ base: Base) -> Base { base + slot }
}

struct BoxAddress: Address {
    let slot: Int
    @inline(__always) func pointer(_ base: Base) -> Base {
        guard case .capture(let capture) = base[slot] else { return base + slot }
        return capture.storage
    }
}

struct GlobalAddress: Address {
    let capture: Capture
    @inline(__always) func pointer(_ base: Base) -> Base { capture.storage }
}

/// A variable as the lowering knows it.
final class Variable {
    let name: String
    var type: ScriptType
    /// Whether it was declared with `let` (and has its value).
    let isConstant: Bool
    let location: Location
    /// The function in whose frame it lives; nil for names of the top level.
    let owner: FunctionContext?
    /// What a name of the top level was made by, for `:vars` and staleness.
    var isParameter = false

    init(_ name: String, _ type: ScriptType, isConstant: Bool, _ location: Location, owner: FunctionContext?) {
        self.name = name
        self.type = type
        self.isConstant = isConstant
        self.location = location
        self.owner = owner
    }

    /// An expression that reads the variable.
    var read: Lowered {
        switch location {
        case .slot(let slot):
            var lowered = readCode(SlotAddress(slot: slot))
            lowered.location = location
            return lowered
        case .boxed(let slot): return readCode(BoxAddress(slot: slot))
        case .global(let capture):
            var lowered = readCode(GlobalAddress(capture: capture))
            lowered.location = location
            return lowered
        }
    }

    @inline(__always)
    private func readCode<A: Address>(_ address: A) -> Lowered {
        switch type {
        case .int:
            return Lowered(int: { base in
                if case .int(let number) = address.pointer(base).pointee { return number }
                throw missing(.int)
            })
        case .double:
            return Lowered(double: { base in
                if case .double(let number) = address.pointer(base).pointee { return number }
                throw missing(.double)
            })
        case .bool:
            return Lowered(bool: { base in
                if case .bool(let truth) = address.pointer(base).pointee { return truth }
                throw missing(.bool)
            })
        default:
            let (name, type) = (name, type)
            return Lowered(type) { base in
                let value = address.pointer(base).pointee
                if case .uninitialized = value {
                    throw trap("'\(name)' is used before it has a value, or while it is being modified", nil)
                }
                return value
            }
        }
    }

    /// Gives the variable a value, whatever it held before.
    func assign(_ value: Lowered) -> (Base) throws -> Void {
        switch location {
        case .slot(let slot): assignCode(SlotAddress(slot: slot), value, initializing: false)
        case .boxed(let slot): assignCode(BoxAddress(slot: slot), value, initializing: false)
        case .global(let capture): assignCode(GlobalAddress(capture: capture), value, initializing: false)
        }
    }

    /// The first value: a shared variable gets a box of its own, each time its declaration is passed.
    func initialize(_ value: Lowered) -> (Base) throws -> Void {
        guard case .boxed(let slot) = location else { return assign(value) }
        let code = value.code
        return { base in
            let value = try code(base)
            base[slot] = .capture(Capture(value))
        }
    }

    /// Stores a first value that is at hand.
    var store: (Base, Value) -> Void {
        switch location {
        case .slot(let slot):
            switch type {
            case .int, .double, .bool: { base, value in (base + slot).initialize(to: value) }
            default: { base, value in base[slot] = value }
            }
        case .boxed(let slot): { base, value in base[slot] = .capture(Capture(value)) }
        case .global(let capture): { _, value in capture.storage.pointee = value }
        }
    }

    @inline(__always)
    private func assignCode<A: Address>(
        _ address: A, _ value: Lowered, initializing: Bool
    ) -> (Base) throws -> Void {
        switch type {
        case .int where value.type == .int:
            let code = value.int
            return { base in
                let number = try code(base)
                address.pointer(base).initialize(to: .int(number))
            }
        case .double where value.type == .double:
            let code = value.double
            return { base in
                let number = try code(base)
                address.pointer(base).initialize(to: .double(number))
            }
        case .bool where value.type == .bool:
            let code = value.bool
            return { base in
                let truth = try code(base)
                address.pointer(base).initialize(to: .bool(truth))
            }
        default:
            let code = value.code
            return { base in
                let value = try code(base)
                address.pointer(base).pointee = value
            }
        }
    }

    /// Lets a body change the variable where it stands.
    var modifier: Modifier {
        switch location {
        case .slot(let slot): { base, body in try body(base + slot) }
        case .boxed(let slot): { base, body in try body(BoxAddress(slot: slot).pointer(base)) }
        case .global(let capture): { _, body in try body(capture.storage) }
        }
    }
}

/// Gives a body the place of a value, to change it there.
typealias Modifier = (Base, (Base) throws -> Void) throws -> Void
