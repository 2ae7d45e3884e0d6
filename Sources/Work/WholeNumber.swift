extension Failing {
    /// A number without its fraction, as an `Int`; one that is no number, or beyond any count, ends the running cell.
    ///
    /// Numbers that a caller gave are divided and multiplied before they count something: what comes of that may be anything.
    package static func whole(_ value: Double, _ what: @autoclosure () -> String) -> Int {
        // Below 2⁵³ a Double counts exactly, and sums and small products of such counts fit an Int.
        unless(abs(value) < 0x1p53, "\(what()): found \(value), expected a finite number below 2^53")
        return Int(value)
    }
}
