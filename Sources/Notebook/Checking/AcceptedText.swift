extension ExpectedOutputMatcher {
    /// What takes the place of an expected text that does not match: what was printed, and of the expected lines those that still match, with
    /// their wildcards and their numbers.
    func accepting(_ actual: String, in expected: String) -> String {
        let actual = Self.lines(actual), expected = Self.lines(expected)
        // Long texts are taken as they are: what is compared grows with the product of the lines.
        guard actual.count * expected.count <= 4_000_000, expected.contains(where: { $0.contains("...") }) || tolerance != nil
        else {
            return actual.joined(separator: "\n")
        }
        let isAny = expected.map { $0.trimmed == "..." }
        // The fewest lines that change, from each place on.
        var cost = Array(repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
        func steps(_ e: Int, _ a: Int) -> [(cost: Int, step: Step)] {
            var steps: [(Int, Step)] = []
            let (hasLine, hasPattern) = (a < actual.count, e < expected.count)
            if hasLine, hasPattern, !isAny[e], line(actual[a], expected[e]) { steps.append((cost[e + 1][a + 1], .keep)) }
            if hasLine, hasPattern, !isAny[e] { steps.append((cost[e + 1][a + 1] + 1, .replace)) }
            if hasPattern, isAny[e] { steps.append((cost[e + 1][a], .keepAny)) }
            if hasLine, hasPattern, isAny[e] { steps.append((cost[e][a + 1], .pass)) }
            if hasPattern, !isAny[e] { steps.append((cost[e + 1][a] + 1, .drop)) }
            if hasLine { steps.append((cost[e][a + 1] + 1, .insert)) }
            return steps
        }
        for e in (0...expected.count).reversed() {
            for a in (0...actual.count).reversed() where e < expected.count || a < actual.count {
                cost[e][a] = steps(e, a).map(\.cost).min() ?? 0
            }
        }
        var (e, a) = (0, 0)
        var result: [String] = []
        while e < expected.count || a < actual.count {
            guard let step = steps(e, a).first(where: { $0.cost == cost[e][a] })?.step else { break }
            switch step {
            case .keep: result.append(expected[e])
            case .keepAny: result.append(expected[e])
            case .replace, .insert: result.append(actual[a])
            case .pass, .drop: break
            }
            if step != .insert && step != .pass { e += 1 }
            if step != .keepAny && step != .drop { a += 1 }
        }
        return result.joined(separator: "\n")
    }

    private enum Step { case keep, replace, keepAny, pass, drop, insert }
}
