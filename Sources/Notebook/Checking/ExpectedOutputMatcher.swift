/// Holds what a cell printed against what it was expected to print.
///
/// `...` within a line stands for any text of that line, a line of `...` alone for any number of lines. White space at the
/// end of lines and empty lines at the end do not count.
public struct ExpectedOutputMatcher: Sendable {
    /// How far numbers may be apart: |a − b| ≤ tolerance · max(1, |b|), b the expected one; nil where texts are compared as they are. Whole numbers
    /// (shapes, counts) have to be the same.
    public let tolerance: Double?

    public init(tolerance: Double? = nil) { self.tolerance = tolerance }

    public func matches(_ actual: String, _ expected: String) -> Bool {
        let actual = Self.lines(actual), expected = Self.lines(expected)
        return Self.wildcard(actual, expected, isAny: { $0.trimmed == "..." }, same: { line($0, $1) })
    }

    /// The two texts line by line, as `diff` shows them: ` ` both, `-` expected only, `+` printed only.
    public func difference(_ actual: String, _ expected: String) -> String {
        let actual = Self.lines(actual), expected = Self.lines(expected)
        // Longest common subsequence; cells print little, and what is longer than this is cut before.
        let a = Array(actual.prefix(400)), e = Array(expected.prefix(400))
        var length = Array(repeating: Array(repeating: 0, count: e.count + 1), count: a.count + 1)
        for i in a.indices.reversed() {
            for j in e.indices.reversed() {
                length[i][j] = line(a[i], e[j]) ? length[i + 1][j + 1] + 1 : max(length[i + 1][j], length[i][j + 1])
            }
        }
        var result: [String] = []
        var i = 0, j = 0
        while i < a.count || j < e.count {
            if i < a.count, j < e.count, line(a[i], e[j]) {
                result.append("  " + a[i])
                i += 1
                j += 1
            } else if j < e.count, i == a.count || length[i][j + 1] >= length[i + 1][j] {
                result.append("- " + e[j])
                j += 1
            } else {
                result.append("+ " + a[i])
                i += 1
            }
        }
        return result.joined(separator: "\n")
    }

    static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }).map { line in
            String(line.reversed().drop { $0.isWhitespace }.reversed())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    func line(_ actual: String, _ expected: String) -> Bool {
        guard let tolerance else {
            if !expected.contains("...") { return actual == expected }
            // The dots as one sign that no text holds.
            let pattern = Array(expected.replacing("...", with: "\u{0}"))
            return Self.wildcard(Array(actual), pattern, isAny: { $0 == "\u{0}" }, same: ==)
        }
        return Self.wildcard(
            TextPart.parts(of: actual), TextPart.parts(of: expected), isAny: { $0 == .anything },
            same: { $0.isNear($1, tolerance) })
    }

    /// Greedy matching with one point to come back to: linear for one wildcard, never exponential.
    private static func wildcard<T>(_ text: [T], _ pattern: [T], isAny: (T) -> Bool, same: (T, T) -> Bool) -> Bool {
        var t = 0, p = 0
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, isAny(pattern[p]) {
                star = (p, t)
                p += 1
            } else if p < pattern.count, same(text[t], pattern[p]) {
                t += 1
                p += 1
            } else if let (pattern, start) = star {
                star = (pattern, start + 1)
                p = pattern + 1
                t = start + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy(isAny)
    }
}
