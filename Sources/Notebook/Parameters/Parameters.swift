/// The parameters of one run, all of them known, typed and within range.
public struct Parameters: Sendable, Equatable {
    /// Name and value, in the order of the front matter.
    public let values: [(name: String, value: ParameterValue)]
    /// Those that were given, rather than left at their default.
    public let given: Set<String>

    public subscript(name: String) -> ParameterValue? { values.first { $0.name == name }?.value }

    public static func == (a: Parameters, b: Parameters) -> Bool {
        a.given == b.given && a.values.elementsEqual(b.values) { $0 == $1 }
    }

    /// Settles every declared parameter.
    ///
    /// - Parameters:
    ///   - assignments: name and text in the order given; a later one goes before an earlier one.
    /// - Throws: ``ParameterErrors`` with every unknown name, wrong type, value out of range and missing value.
    public init(declared: [ParameterDeclaration], assignments: [(name: String, text: String)]) throws(ParameterErrors) {
        var problems: [ParameterError] = []
        var found: [String: ParameterValue] = [:]
        for (name, text) in assignments {
            guard let declaration = declared.first(where: { $0.name == name }) else {
                let names = declared.map(\.name)
                let remedy =
                    NearestName.suggestion(for: name, among: names)
                    ?? (names.isEmpty ? "the notebook declares none" : "it has \(names.joined(separator: ", "))")
                problems.append(ParameterError("no parameter is called `\(name)`; \(remedy)"))
                continue
            }
            do {
                found[name] = try declaration.value(from: text)
            } catch {
                problems.append(error)
            }
        }
        for declaration in declared
        where declaration.defaultValue == nil && !assignments.contains(where: { $0.name == declaration.name }) {
            problems.append(
                ParameterError(
                    "`\(declaration.name)` has no default and must be given: -p \(declaration.name)=… (\(declaration.expectation))"
                ))
        }
        guard problems.isEmpty else { throw ParameterErrors(problems: problems) }
        values = declared.compactMap { declaration in
            (found[declaration.name] ?? declaration.defaultValue).map { (declaration.name, $0) }
        }
        given = Set(found.keys)
    }

    /// Parameters for cells that are compiled and not run: defaults, and something of its type for what has none.
    public init(placeholdersFor declared: [ParameterDeclaration]) {
        values = declared.map { ($0.name, $0.placeholder) }
        given = []
    }

    /// The texts that must be written nowhere.
    public var secrets: [String] { values.compactMap { if case .secret(let text) = $0.value { text } else { nil } } }

    /// The parameters as a cell: their values come with each run, so that the cell is compiled once for all of them.
    public var program: String {
        let fields = values.map { name, value in
            "    let \(name): \(value.swiftType.name) = parameter(\"\(name)\", \(value.swiftType.none))\n"
        }
        return "struct Parameters {\n\(fields.joined())}\nlet params = Parameters()\n"
    }

    /// The parameters as Swift source: what gives cells `params.scale`, and what heads an exported program.
    public var swiftSource: String {
        guard !values.isEmpty else { return "struct Parameters {}\nlet params = Parameters()\n" }
        let fields = values.map { name, value in "    let \(name): \(value.swiftType.name) = \(value.swiftLiteral)\n" }
        return "struct Parameters {\n\(fields.joined())}\nlet params = Parameters()\n"
    }
}

/// Everything that is wrong with the parameters of a run.
public struct ParameterErrors: Error, CustomStringConvertible {
    public let problems: [ParameterError]
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
