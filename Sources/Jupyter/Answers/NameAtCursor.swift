/// The name that a cursor stands in or behind, with the types that it is reached through: `Tensor.mean`.
enum NameAtCursor {
    /// - Parameter scalar: where the cursor is, in Unicode scalars.
    /// - Returns: nil where there is no name.
    static func find(_ source: String, scalar: Int) -> String? {
        let scalars = Array(source.unicodeScalars)
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        var end = min(max(scalar, 0), scalars.count)
        // Within the parentheses of a call it is the call that is meant.
        if end == scalars.count || !isPart(scalars[end]) {
            while end > 0, scalars[end - 1] == "(" || scalars[end - 1] == " " { end -= 1 }
        }
        while end < scalars.count, isPart(scalars[end]) { end += 1 }
        var start = end
        while start > 0, isPart(scalars[start - 1]) || scalars[start - 1] == "." { start -= 1 }
        while start < end, scalars[start] == "." { start += 1 }
        guard start < end else { return nil }
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }
}
