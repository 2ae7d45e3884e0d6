import Work

/// The runs that `-p margin=0.5,1,2 -p seed=0..4` asks for: every combination of the values.
public struct ParameterGrid: Sendable {
    /// One run.
    public struct Point: Sendable, Equatable {
        /// Name and text of each parameter that differs from point to point; `seed` for the run's own seed, where no parameter is called so.
        public let values: [(name: String, text: String)]

        public static func == (a: Point, b: Point) -> Bool { a.words == b.words }

        /// `margin=0.5 seed=0`
        public var words: String { values.map { "\($0.name)=\($0.text)" }.joined(separator: " ") }
    }

    /// What varies, and its values as they were written.
    public let axes: [(name: String, values: [String])]
    /// What was given one value.
    public let fixed: [String]

    /// More would rather be a mistake.
    private static let most = 10_000

    /// - Parameter assignments: `name=value` each, as `-p` takes them. Several values stand with commas between them, whole numbers also as `0..4`;
    ///   of texts, paths and lists, in which a comma means itself, as `{a,b}`.
    /// - Throws: ``ParameterErrors`` where there are too many, or a value twice.
    public init(_ assignments: [String], declared: [ParameterDeclaration]) throws(ParameterErrors) {
        var axes: [(name: String, values: [String])] = []
        var fixed: [String] = []
        for assignment in assignments {
            let (name, text) = try Assignments.parse(assignment)
            let declaration = declared.first { $0.name == name }
            let values = Self.values(of: text, name, declaration)
            axes.removeAll { $0.name == name }
            if values.count == 1, declaration != nil || name != "seed" {
                fixed.append("\(name)=\(values[0])")
                continue
            }
            guard Set(values).count == values.count else {
                throw ParameterErrors(problems: [ParameterError("`\(assignment)` has a value twice")])
            }
            axes.append((name, values))
        }
        let count = axes.reduce(1.0) { $0 * Double($1.values.count) }
        guard count <= Double(Self.most) else {
            throw ParameterErrors(problems: [
                ParameterError("these values make \(Int(count)) runs, and a grid has at most \(Self.most)")
            ])
        }
        (self.axes, self.fixed) = (axes, fixed)
    }

    /// Whether there is more than one run.
    public var isGrid: Bool { axes.contains { $0.values.count > 1 } }

    /// All of them, the last axis changing fastest.
    public var points: [Point] {
        var rows: [[(name: String, text: String)]] = [[]]
        for axis in axes { rows = rows.flatMap { row in axis.values.map { row + [(axis.name, $0)] } } }
        return rows.map(Point.init)
    }

    private static func values(of text: String, _ name: String, _ declaration: ParameterDeclaration?) -> [String] {
        if text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2 {
            return text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        }
        let isSeed = declaration == nil && name == "seed"
        guard isSeed || [.int, .float, .bool, .choice].contains(declaration?.kind) else { return [text] }
        if declaration?.kind == .choice, declaration?.choices.contains(text) == true { return [text] }
        let isWhole = isSeed || declaration?.kind == .int
        return text.split(separator: ",", omittingEmptySubsequences: false).flatMap { part -> [String] in
            let part = part.trimmed
            let ends = part.components(separatedBy: "..")
            guard isWhole, ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first <= last,
                last.subtractingReportingOverflow(first).partialValue < most, !last.subtractingReportingOverflow(first).overflow
            else { return [part] }
            return (first...last).map { "\($0)" }
        }
    }
}
