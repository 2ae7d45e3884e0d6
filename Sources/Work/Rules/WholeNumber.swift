import Foundation

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

extension Failing {
    /// Ends the running cell where a number of things of some bytes is negative, or more than this machine's memory holds.
    ///
    /// An array of `Int.max` elements is not refused by the standard library: the bytes of its storage overflow, and it writes beyond them.
    package static func holdable(_ count: Int, bytes: Int = 8, _ what: @autoclosure () -> String) {
        let most = Int(clamping: ProcessInfo.processInfo.physicalMemory) / bytes
        unless(
            (0...most).contains(count), "\(what()): found \(count), expected at least 0, at most the \(most) that memory holds")
    }
}
