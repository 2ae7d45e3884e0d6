/// Places in a cell as clients count them, in Unicode scalars, and as the compiler does, in UTF-8.
struct CursorPosition {
    private let scalars: String.UnicodeScalarView
    /// The byte at which the cursor stands, and the scalar.
    let byte: Int
    let scalar: Int

    /// - Parameter scalar: where the client's cursor is; its end for nil, and for what lies beyond it.
    init(_ source: String, scalar: Int?) {
        scalars = source.unicodeScalars
        let end = scalars.count
        self.scalar = min(max(scalar ?? end, 0), end)
        byte = scalars.prefix(self.scalar).reduce(0) { $0 + UTF8.width($1) }
    }

    /// The scalar that stands at a byte.
    func scalar(atByte byte: Int) -> Int {
        var (bytes, count) = (0, 0)
        for scalar in scalars {
            if bytes >= byte { break }
            bytes += UTF8.width(scalar)
            count += 1
        }
        return count
    }
}
