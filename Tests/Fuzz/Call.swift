import Script

/// A call of an operation, written from its signature.
struct Call {
    private let operation: Operation
    /// The receiver and the arguments, each an ordinary expression, and its type.
    private let operands: [(label: String?, type: ScriptType, expression: String)]

    /// nil where an operand of some type cannot be written.
    init?(_ operation: Operation, _ samples: Samples) {
        self.operation = operation
        var operands: [(label: String?, type: ScriptType, expression: String)] = []
        if case .member(let type) = operation.scope {
            guard let receiver = samples.ordinary(type) else { return nil }
            operands.append((nil, type, receiver))
        }
        for parameter in operation.parameters ?? [] {
            var type = parameter.type
            if parameter.isVariadic, case .array(let element) = type { type = element }
            guard let argument = samples.ordinary(type) else { return nil }
            operands.append((parameter.label, type, argument))
        }
        self.operands = operands
    }

    /// The call with ordinary operands; parameters that have a default are left to it.
    var ordinary: String { written(operands.map(\.expression), defaults: true) }

    /// The calls in which one operand, or each of two, is out of the ordinary.
    func extremes(_ samples: Samples) -> [String] {
        var calls = [written(operands.map(\.expression), defaults: false)]
        for first in operands.indices {
            for odd in samples.extremes(operands[first].type) {
                var expressions = operands.map(\.expression)
                expressions[first] = odd
                calls.append(written(expressions, defaults: false))
            }
        }
        // All at once: the first extreme of each, the second, …
        for turn in 0..<5 {
            let expressions = operands.map { operand in
                let odd = samples.extremes(operand.type)
                return odd.isEmpty ? operand.expression : odd[turn % odd.count]
            }
            calls.append(written(expressions, defaults: false))
        }
        return calls
    }

    /// Cells that give a property what is out of the ordinary and then use its owner, called `object`.
    func settings(_ samples: Samples, use: String) -> [String] {
        guard operation.isSettable, let receiver = operands.first else { return [] }
        return samples.extremes(operation.result).map {
            "do { var object = \(receiver.expression); object.\(operation.name) = \($0); \(use) }"
        }
    }

    private func written(_ expressions: [String], defaults: Bool) -> String {
        var arguments: [String] = []
        var receiver = ""
        var rest = Array(zip(operands, expressions))[...]
        if case .member = operation.scope, let first = rest.popFirst() { receiver = "(\(first.1))" }
        for (parameter, operand) in zip(operation.parameters ?? [], rest) where !(defaults && parameter.defaultValue != nil) {
            arguments.append((operand.0.label.map { "\($0): " } ?? "") + operand.1)
        }
        let list = arguments.joined(separator: ", ")
        let call = operation.parameters == nil ? "" : "(\(list))"
        if operation.isMutating { return "do { var object = \(receiver); object.\(operation.name)\(call) }" }
        return switch operation.scope {
        case .global: operation.name + call
        case .member: operation.name == "subscript" ? "\(receiver)[\(list)]" : "\(receiver).\(operation.name)\(call)"
        case .type(let type): operation.name == "init" ? "\(type)\(call)" : "\(type).\(operation.name)\(call)"
        case .infix: arguments.map { "(\($0))" }.joined(separator: " \(operation.name) ")
        case .prefix: "\(operation.name)(\(list))"
        }
    }
}
