import Files
import SwiftSyntax

/// What was meant by what is not understood.
extension Lowerer {
    /// A hint at what an unknown name means: what it is to other libraries, else the nearest of the known ones.
    func meant(by name: String, among known: [String], dot: String = "") -> String? {
        if let here = session.natives.synonyms[name], known.contains(here) { return "did you mean '\(dot)\(here)'?" }
        return session.natives.remedies[name] ?? nearest(to: name, among: known).map { "did you mean '\(dot)\($0)'?" }
    }

    /// A hint for a member that is called as if it were a function: `softmax(x)`.
    func memberCalled(_ name: String) -> String? {
        for name in [name, session.natives.synonyms[name] ?? name] {
            if let row = session.natives.members(name).first, case .member(let owner) = row.scope {
                return "'\(owner)' has a member of this name: x.\(name)\(row.parameters == nil ? "" : "(…)")"
            }
            if let row = StandardLibrary.members(name).first, case .member = row.scope {
                return "it is a member: x.\(name)\(row.isProperty ? "" : "(…)")"
            }
        }
        return nil
    }

    /// What to write instead of a call that fits no overload: the first argument's own method of the name, or its numbers converted.
    func callHint(_ name: String, _ arguments: [Argument], _ candidates: [Candidate]) -> String {
        if let argument = arguments.first, let type = attempt({ try lower(argument.expression) })?.type {
            let text = argument.expression.trimmedDescription
            if arguments.count == 1, session.memberNames(of: type).contains(where: { $0.name == name && $0.isCallable }) {
                return "write \(text).\(name)()"
            }
            if case .array(let found) = type, found.isNumber,
                let wanted = candidates.lazy.compactMap({ $0.formals.first?.type.element }).first(where: {
                    $0.isNumber && $0 != found
                })
            {
                return "convert the numbers: \(text).map(\(wanted).init)"
            }
        }
        return "there are:\n    " + candidates.prefix(8).map(\.signature).joined(separator: "\n    ")
    }
}
