import Files
import SwiftSyntax

/// One argument as it is written.
struct Argument {
    let label: String?
    let expression: ExprSyntax
    /// Whether it is the closure behind the parentheses, which needs no label.
    var isTrailing = false
}

/// One parameter of whatever is called.
struct Formal {
    let label: String?
    let type: ScriptType
    var isVariadic = false
    var isInout = false
    /// Gives the value when no argument does.
    var defaultValue: Lowered?
    var hasDefault: Bool { defaultValue != nil }
}

extension Lowerer {
    func arguments(of call: FunctionCallExprSyntax) -> [Argument] {
        var result = call.arguments.map { Argument(label: $0.label?.text, expression: $0.expression) }
        if let closure = call.trailingClosure {
            result.append(Argument(label: nil, expression: ExprSyntax(closure), isTrailing: true))
        }
        for more in call.additionalTrailingClosures {
            result.append(Argument(label: more.label.text, expression: ExprSyntax(more.closure)))
        }
        return result
    }

    /// Which arguments go to which parameter; nil when the labels do not fit.
    func match(_ arguments: [Argument], _ formals: [Formal]) -> [[Int]]? {
        var result: [[Int]] = []
        var next = 0
        for formal in formals {
            if formal.isVariadic {
                var taken: [Int] = []
                while next < arguments.count, !arguments[next].isTrailing,
                    taken.isEmpty ? arguments[next].label == formal.label : arguments[next].label == nil
                {
                    taken.append(next)
                    next += 1
                }
                result.append(taken)
            } else if next < arguments.count, !arguments[next].isTrailing, arguments[next].label == formal.label {
                result.append([next])
                next += 1
            } else if next < arguments.count, arguments[next].isTrailing, formal.type.acceptsClosure {
                result.append([next])
                next += 1
            } else if formal.hasDefault {
                result.append([])
            } else {
                return nil
            }
        }
        return next == arguments.count ? result : nil
    }

    /// The arguments of a call, lowered to their parameters' types; `bindings` learns the type variables on the way.
    func lowerArguments(
        _ arguments: [Argument], _ formals: [Formal], _ matched: [[Int]], _ bindings: inout [String: ScriptType]
    ) throws -> [Lowered] {
        var result = [Lowered?](repeating: nil, count: formals.count)
        // Closures come last: the other arguments settle what their parameters are.
        let order =
            formals.indices.filter { !formals[$0].type.isFunction } + formals.indices.filter { formals[$0].type.isFunction }
        for index in order {
            let formal = formals[index]
            if formal.isVariadic {
                guard case .array(let element) = formal.type else { continue }
                var parts: [Code] = []
                for position in matched[index] {
                    let wanted = element.replacing(bindings)
                    parts.append(try argument(arguments[position], wanted, &bindings).code)
                }
                let codes = parts
                result[index] = Lowered(formal.type) { base in .array(try codes.map { try $0(base) }) }
            } else if let position = matched[index].first {
                result[index] = try argument(arguments[position], formal.type.replacing(bindings), &bindings)
            } else {
                result[index] = formal.defaultValue
            }
        }
        return result.map { $0! }
    }

    private func argument(
        _ argument: Argument, _ wanted: ScriptType, _ bindings: inout [String: ScriptType]
    ) throws -> Lowered {
        if !wanted.hasVariables {
            return try lower(argument.expression, as: wanted, for: "expected argument type")
        }
        let lowered = try lower(argument.expression, expecting: wanted)
        if lowered.adapts, case .variable(let name) = wanted, bindings[name] == nil {
            bindings[name] = lowered.type
            return lowered
        }
        guard unify(wanted, lowered.type, &bindings) else {
            throw fail(
                "cannot convert value of type '\(lowered.type)' to expected argument type '\(wanted.replacing(bindings))'",
                argument.expression)
        }
        return lowered
    }

    /// Says why a call's labels fit no candidate.
    func wrongLabels(
        _ name: String, _ arguments: [Argument], _ candidates: [(signature: String, formals: [Formal])],
        _ node: some SyntaxProtocol
    ) -> Diagnostic {
        let signatures = candidates.prefix(6).map(\.signature).joined(separator: "\n    ")
        let remedy = candidates.count == 1 ? "it is \(signatures)" : "there are:\n    \(signatures)"
        guard candidates.count == 1, let formals = candidates.first?.formals else {
            return fail("no exact matches in call to '\(name)'", node, remedy: remedy)
        }
        let given = arguments.filter { !$0.isTrailing }
        if formals.isEmpty, let extra = arguments.first {
            return fail("argument passed to call of '\(name)' that takes no arguments", extra.expression, remedy: remedy)
        }
        let wanted = formals.map(\.label)
        let have = given.map(\.label)
        let required = formals.filter { !$0.hasDefault && !$0.isVariadic }
        let missing = required.filter { formal in formal.label != nil && !have.contains(formal.label) }
        if given.count < required.count - (arguments.count - given.count), let first = missing.first ?? required.last {
            let what = first.label.map { "'\($0)'" } ?? "#\(given.count + 1)"
            return fail("missing argument for parameter \(what) in call to '\(name)'", node, remedy: remedy)
        }
        if arguments.count > formals.count, !formals.contains(where: \.isVariadic) {
            return fail("extra argument in call to '\(name)'", arguments[formals.count].expression, remedy: remedy)
        }
        for (index, label) in have.enumerated() where !wanted.contains(label) {
            if let label {
                let hint = nearest(to: label, among: wanted.compactMap { $0 }).map { ", did you mean '\($0):'?" } ?? ""
                let argument = given[index].expression.parent?.as(LabeledExprSyntax.self).map { Syntax($0) }
                return fail(
                    "'\(name)' has no parameter '\(label):'\(hint)", argument ?? Syntax(given[index].expression), remedy: remedy)
            }
        }
        func list(_ labels: [String?]) -> String { labels.map { ($0 ?? "_") + ":" }.joined() }
        return fail(
            "incorrect argument labels in call to '\(name)' (have '\(list(have))', expected '\(list(wanted))')", node,
            remedy: remedy)
    }
}

extension ScriptType {
    var isFunction: Bool {
        if case .function = unwrapped { return true }
        return false
    }

    var acceptsClosure: Bool {
        switch unwrapped {
        case .function, .any, .variable: true
        case .native(let native): native.metatype.accepts(.function([], .void))
        default: false
        }
    }
}
