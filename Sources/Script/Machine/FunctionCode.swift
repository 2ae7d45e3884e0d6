final class FunctionBody {
    let code: Code
    /// The same without a tag on the result, where that is an `Int`.
    let int: IntCode

    init(_ body: Lowered) {
        code = body.code
        int = body.int
    }
}

/// A function of a cell, lowered.
final class FunctionCode {
    struct Parameter {
        let label: String?
        let name: String
        let type: ScriptType
        var isInout = false
        var isVariadic = false
        /// Evaluated in a frame of its own.
        var defaultValue: Code?
    }

    let name: String
    var parameters: [Parameter]
    var result: ScriptType
    var canThrow = false
    var isMutating = false
    var isStatic = false
    /// Whether slot 1 holds `self`.
    var hasSelf = false
    var documentation = ""
    var layout = FrameLayout()
    /// Slots that closures made of this code fill from what they captured.
    @exclusivity(unchecked) var captureSlots: [Int] = []
    @exclusivity(unchecked) var selfSlot: Int?
    /// The body, in an object of its own that calls need not retain.
    @exclusivity(unchecked) private var box = Unmanaged.passRetained(FunctionBody(Lowered(.void) { _ in .void }))
    var body: Code { box.takeUnretainedValue().code }
    @exclusivity(unchecked) private var locals: UnsafeMutableBufferPointer<Int> = .init(start: nil, count: 0)
    @exclusivity(unchecked) private var managed: UnsafeMutableBufferPointer<Int> = .init(start: nil, count: 0)

    init(_ name: String, _ parameters: [Parameter], _ result: ScriptType) {
        self.name = name
        self.parameters = parameters
        self.result = result
    }

    func setBody(_ body: Lowered) {
        let old = box
        box = Unmanaged.passRetained(FunctionBody(body))
        old.release()
    }

    deinit {
        box.release()
        locals.deallocate()
        managed.deallocate()
    }

    var isInout: Bool { parameters.contains { $0.isInout } }

    var fullName: String { name + "(" + parameters.map { ($0.label ?? "_") + ":" }.joined() + ")" }

    var type: ScriptType { .function(parameters.map(\.type), result) }

    /// The declaration, for errors and help.
    var signature: String {
        let list = parameters.map { parameter in
            let label = parameter.label == parameter.name ? parameter.name : "\(parameter.label ?? "_") \(parameter.name)"
            let type =
                (parameter.isInout ? "inout " : "")
                + (parameter.isVariadic ? elementName(parameter.type) + "..." : "\(parameter.type)")
            return "\(label): \(type)" + (parameter.defaultValue == nil ? "" : " = …")
        }
        return "\(name)(\(list.joined(separator: ", ")))" + (canThrow ? " throws" : "")
            + (result == .void ? "" : " -> \(result)")
    }

    private func elementName(_ type: ScriptType) -> String {
        if case .array(let element) = type { return "\(element)" }
        return "\(type)"
    }

    /// Fixes the frame once the body is lowered.
    func finish(_ layout: FrameLayout) {
        self.layout = layout
        let arguments = parameters.count + (hasSelf ? 1 : 0)
        let filled = Set(captureSlots + (selfSlot.map { [$0] } ?? []))
        locals = copy(layout.managed.filter { $0 > arguments && !filled.contains($0) })
        managed = copy(layout.managed)
        isPlain = locals.isEmpty && managed.isEmpty
    }

    private func copy(_ slots: [Int]) -> UnsafeMutableBufferPointer<Int> {
        let buffer = UnsafeMutableBufferPointer<Int>.allocate(capacity: slots.count)
        _ = buffer.initialize(from: slots)
        return buffer
    }

    /// Whether the frame holds nothing that must be made ready or cleared.
    @exclusivity(unchecked) private var isPlain = false

    /// Runs the body in a frame whose arguments and captures are in place, and clears the frame.
    @inline(__always)
    func run(_ frame: Base) throws -> Value {
        if isPlain { return try box._withUnsafeGuaranteedRef { try $0.code(frame) } }
        for slot in locals { (frame + slot).initialize(to: .uninitialized) }
        defer { for slot in managed { (frame + slot).deinitialize(count: 1) } }
        return try box._withUnsafeGuaranteedRef { try $0.code(frame) }
    }

    /// The same for a body that gives an `Int`.
    @inline(__always)
    func runInt(_ frame: Base) throws -> Int {
        if isPlain { return try box._withUnsafeGuaranteedRef { try $0.int(frame) } }
        for slot in locals { (frame + slot).initialize(to: .uninitialized) }
        defer { for slot in managed { (frame + slot).deinitialize(count: 1) } }
        return try box._withUnsafeGuaranteedRef { try $0.int(frame) }
    }

    /// Runs the body, hands the argument slots to `take` before they are cleared.
    func run(_ frame: Base, take: (Base) -> Void) throws -> Value {
        for slot in locals { (frame + slot).initialize(to: .uninitialized) }
        defer {
            take(frame)
            for slot in managed { (frame + slot).deinitialize(count: 1) }
        }
        return try box._withUnsafeGuaranteedRef { try $0.code(frame) }
    }
}

/// A function of a cell with what it captured.
final class Closure: Callable, @unchecked Sendable {
    let code: FunctionCode
    let captured: [Value]
    unowned let machine: Machine
    let site: Site

    init(_ code: FunctionCode, _ captured: [Value], _ machine: Machine, _ site: Site) {
        self.code = code
        self.captured = captured
        self.machine = machine
        self.site = site
        super.init(parameterCount: code.parameters.count, type: code.type)
    }

    override func call(_ arguments: [Value]) throws -> Value {
        guard arguments.count == code.parameters.count else {
            throw trap("\(code.name) takes \(code.parameters.count) arguments, not \(arguments.count)", site)
        }
        let frame = machine.top
        try machine.enter(frame, site)
        for index in arguments.indices { (frame + 1 + index).initialize(to: arguments[index]) }
        return try finish(frame)
    }

    func call(_ argument: Value) throws -> Value {
        let frame = machine.top
        try machine.enter(frame, site)
        (frame + 1).initialize(to: argument)
        return try finish(frame)
    }

    func call(_ first: Value, _ second: Value) throws -> Value {
        let frame = machine.top
        try machine.enter(frame, site)
        (frame + 1).initialize(to: first)
        (frame + 2).initialize(to: second)
        return try finish(frame)
    }

    @inline(__always)
    private func finish(_ frame: Base) throws -> Value {
        defer {
            machine.depth -= 1
            machine.top = frame
        }
        return try run(frame)
    }

    /// Fills in the captures and runs; the arguments are in place.
    @inline(__always)
    func run(_ frame: Base) throws -> Value {
        let slots = code.captureSlots
        for index in slots.indices { (frame + slots[index]).initialize(to: captured[index]) }
        if let slot = code.selfSlot { (frame + slot).initialize(to: .function(self)) }
        return try code.run(frame)
    }
}

extension Callable {
    @inline(__always)
    func invoke(_ argument: Value) throws -> Value {
        if let closure = self as? Closure, closure.code.parameters.count == 1 { return try closure.call(argument) }
        return try call([argument])
    }

    @inline(__always)
    func invoke(_ first: Value, _ second: Value) throws -> Value {
        if let closure = self as? Closure, closure.code.parameters.count == 2 { return try closure.call(first, second) }
        return try call([first, second])
    }
}
