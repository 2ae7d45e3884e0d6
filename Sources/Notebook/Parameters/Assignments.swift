import Files

/// Where the values of parameters come from.
public enum Assignments {
    /// Splits `name=value` as `-p` takes it; the value may be empty and may hold further `=`.
    public static func parse(_ argument: String) throws(ParameterErrors) -> (name: String, text: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
            throw ParameterErrors(problems: [ParameterError("`\(argument)` should be name=value")])
        }
        return (String(argument[..<equals]).trimmed, String(argument[argument.index(after: equals)...]))
    }

    /// Gives paths among the values their beginning: where the person stands who wrote them.
    ///
    /// - Parameter folder: that of a file of parameters; nil for the command line's.
    public static func settlingPaths(
        _ assignments: [(name: String, text: String)], declared: [ParameterDeclaration], from folder: String? = nil
    ) -> [(name: String, text: String)] {
        let paths = Set(declared.filter { $0.kind == .path }.map(\.name))
        return assignments.map { name, text in
            (name, paths.contains(name) && !text.isEmpty ? PathText.absolute(text, from: folder) : text)
        }
    }

    /// Reads a parameters file: YAML or JSON, one mapping of names to plain values.
    public static func parse(file text: String, path: String) throws(ParameterErrors) -> [(name: String, text: String)] {
        var reader = YAMLReader(firstLine: 1, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        var result: [(name: String, text: String)] = []
        if let root = reader.compose(text), !root.isNull {
            for (key, value) in reader.entries(root, "a parameters file") {
                if value.isScalar {
                    result.append((key.text, value.text))
                } else if let items = value.items, items.allSatisfy(\.isScalar) {
                    result.append((key.text, ListText.written(items.map(\.text))))
                } else {
                    reader.report(value, "`\(key.text)` should be a plain value or a list of them", nil)
                }
            }
        }
        guard reader.issues.isEmpty else {
            throw ParameterErrors(problems: reader.issues.map { ParameterError($0.rendered(path: path)) })
        }
        return result
    }
}
