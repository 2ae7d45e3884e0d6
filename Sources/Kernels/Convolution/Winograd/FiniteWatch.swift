import Synchronization

/// Looks at what is computed for numbers that are not finite.
///
/// Transforms subtract inputs that the definition keeps apart: beside an infinite one, or one near the largest number, they leave NaN where
/// the definition has a number. What was spoiled is computed again by the definition.
struct FiniteWatch: ~Copyable {
    private let isFinite = Atomic<Bool>(true)

    /// Zeros as long as all that is added is finite, and their sums are: NaN then.
    struct Trace {
        private var zeros = Lanes.zero

        @inline(__always)
        mutating func add(_ sum: Lanes) { zeros.addProduct(sum, Lanes.zero) }

        var isFinite: Bool { !zeros.sum().isNaN }
    }

    /// Takes in what one block of the work found.
    func take(_ trace: Trace) {
        if !trace.isFinite { isFinite.store(false, ordering: .relaxed) }
    }

    /// Whether all was finite.
    var allWasFinite: Bool { isFinite.load(ordering: .relaxed) }
}
