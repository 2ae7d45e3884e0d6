import Files

/// What to write here, for people who come from elsewhere.
///
/// It never changes what is run: it reads the compiler's message and the line, and offers a name that is there.
public enum Hints {
    /// What to write in place of what the compiler refused; nil where nothing comes to mind.
    ///
    /// - Parameters:
    ///   - message: the compiler's, such as `cannot find 'np' in scope`.
    ///   - source: the line that it speaks of.
    ///   - column: where in the line, in characters from 1, if it is known.
    ///   - names: names that are there, for the nearest; members of the type in question when the message speaks of one.
    public static func remedy(
        for message: String, source: String, column: Int? = nil, names: @autoclosure () -> [String] = []
    ) -> String? {
        // The compiler names the nearest itself where it has seen one.
        func near(_ name: String) -> String? { message.contains("did you mean") ? nil : nearest(to: name, among: names()) }
        switch Complaint(message) {
        case .unknownName(let name):
            let call = ForeignNames.calls.first { $0.key.hasPrefix(name + ".") && source.contains($0.key + "(") }
            return call?.value ?? ForeignNames.remedies[name] ?? ForeignNames.functions[name].map(write) ?? ForeignSyntax.remedy(
                ofForm: source)
                ?? ForeignSyntax.remedy(for: name) ?? near(name).map(suggestion)
        case .unknownMember(let name, let type):
            if ForeignNames.tensorTypes.contains(type), let here = ForeignNames.members[name] { return write("." + here) }
            if type == "Tensor", let here = ForeignNames.staticMembers[name] { return write("Tensor." + here) }
            return ForeignNames.memberRemedies[name] ?? near(name).map { suggestion("." + $0) }
        case .unknownModule(let name):
            return ForeignNames.remedies[name]
                ?? "the library and Foundation are there already; `-I FOLDER` finds modules of your own"
        case .unknownOperator(let sign): return ForeignSyntax.operators[sign] ?? ForeignSyntax.remedy(ofForm: source)
        case .unknownLabel(let label): return near(label).map { suggestion($0 + ":") }
        case .numbers(let given, let wanted):
            return "numbers are not converted by themselves: write \(wanted)(…) around the \(given)"
        case .numberForTensor: return "a part of a tensor is set to a tensor: write Tensor(…) around the number"
        case .textAndValue: return "a text holds values as \\(x): \"n = \\(n)\""
        case .quotes: return "a text stands in double quotes"
        case .syntax: return ForeignSyntax.remedy(ofForm: source) ?? ForeignSyntax.remedy(in: source, column)
        case .other: return nil
        }
    }

    private static func write(_ name: String) -> String { "here it is `\(name)`" }
    private static func suggestion(_ name: String) -> String { "did you mean `\(name)`?" }
}
