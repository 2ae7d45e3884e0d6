/// A function while it is lowered: its slots, its scopes, what it captures.
final class FunctionContext {
    let parent: FunctionContext?
    let layout = FrameLayout()
    /// What `return` gives; nil where the type is to be found from the returns themselves.
    var resultType: ScriptType?
    /// The types of the returns seen, for closures without a declared result.
    var returned: [ScriptType] = []
    var isTopLevel = false
    var canThrow = false
    /// Whether a `do` with `catch`, or `try?`/`try!`, surrounds what is being lowered.
    var catchDepth = 0
    /// How many `try` cover what is being lowered; one around a closure does not reach into it.
    var tryDepth = 0
    /// Names that occur inside closures and nested functions: variables of these names are boxed.
    var sharedNames: Set<String> = []
    /// Innermost last.
    var scopes: [[String: Binding]] = [[:]]
    /// The loops and labelled statements around, innermost last.
    var targets: [(label: String?, id: Int, isLoop: Bool)] = []
    /// What the function takes from its surroundings: slots there and here.
    var captures: [(from: Lowered, to: Int)] = []
    /// By the outer variable, which stands beside the inner one: an address names an object only while something holds it.
    private var captured: [ObjectIdentifier: (outer: Variable, inner: Variable)] = [:]
    /// The type whose method this is.
    var selfVariable: Variable?
    var selfType: ScriptType?
    /// `$0`, `$1`… of a closure without a parameter list: their types, and the highest that occurs.
    var anonymous: [Variable] = []
    var code: FunctionCode?
    /// The slot that holds the running closure itself, when it calls itself.
    var selfSlot: Int?

    init(parent: FunctionContext?) { self.parent = parent }

    func slot(_ type: ScriptType) -> Int {
        let slot = layout.size
        layout.size += 1
        // A bare number needs no release, and no clean value before its first.
        switch type {
        case .int, .double, .bool: break
        default: layout.managed.append(slot)
        }
        return slot
    }

    /// The variable of an outer function as one of this function.
    func capture(_ variable: Variable) -> Variable {
        guard let owner = variable.owner, owner !== self else { return variable }
        if let known = captured[ObjectIdentifier(variable)] { return known.inner }
        guard let parent else { return variable }
        let outer = parent.capture(variable)
        let inner: Variable
        let to: Int
        switch outer.location {
        case .boxed(let from):
            to = slot(.any)
            inner = Variable(variable.name, variable.type, isConstant: variable.isConstant, .boxed(to), owner: self)
            captures.append((Lowered(.any) { $0[from] }, to))
        case .slot, .global:
            to = slot(variable.type)
            inner = Variable(variable.name, variable.type, isConstant: true, .slot(to), owner: self)
            captures.append((outer.read, to))
        }
        captured[ObjectIdentifier(variable)] = (variable, inner)
        return inner
    }

    func lookup(_ name: String) -> Binding? {
        for scope in scopes.reversed() {
            if let found = scope[name] { return found }
        }
        return nil
    }
}

/// The size of a frame and its slots that hold references; complete when the function is lowered, read when it runs.
final class FrameLayout {
    @exclusivity(unchecked) var size = 1
    var managed: [Int] = []
}

/// What a name stands for.
enum Binding {
    case variable(Variable)
    case functions([FunctionCode])
    /// A function inside a function: its code, and the variable that holds its closure.
    case localFunction(FunctionCode, Variable)
    case type(ScriptType)
}
