import Work

// What Swift draws without `using:` comes from the system's generator, other numbers in every run. Here it comes from the running
// cell's: a declaration of a module goes before one of the standard library that has the same name and parameters.

/// The generator of the running cell behind `Int.random(in:)`, `shuffled()` and their like: SplitMix64 (Steele, Lea and Flood 2014).
package struct CellGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Ends the cell where no number can be drawn evenly between two ends.
    static func check<Number: BinaryFloatingPoint>(_ isEmpty: Bool, _ lower: Number, _ upper: Number) {
        Failing.unless(
            !isEmpty && (upper - lower).isFinite,
            "random: found a range from \(lower) to \(upper), expected one with numbers in it, of finite length")
    }

    /// That of the running cell.
    package static var current: CellGenerator {
        get { Work.current.withBelonging("generator", CellGenerator.init(seed:)) { $0 } }
        set { Work.current.withBelonging("generator", CellGenerator.init(seed:)) { $0 = newValue } }
    }
}

extension Int {
    /// A number of a range, from the running cell's generator.
    public static func random(in range: Range<Int>) -> Int {
        Failing.unless(!range.isEmpty, "random: found the empty range \(range), expected one with a number in it")
        return random(in: range, using: &CellGenerator.current)
    }
    /// A number of a range, from the running cell's generator.
    public static func random(in range: ClosedRange<Int>) -> Int { random(in: range, using: &CellGenerator.current) }
}

extension Double {
    /// A number of a range, from the running cell's generator.
    public static func random(in range: Range<Double>) -> Double {
        CellGenerator.check(range.isEmpty, range.lowerBound, range.upperBound)
        return random(in: range, using: &CellGenerator.current)
    }
    /// A number of a range, from the running cell's generator.
    public static func random(in range: ClosedRange<Double>) -> Double {
        CellGenerator.check(range.isEmpty, range.lowerBound, range.upperBound)
        return random(in: range, using: &CellGenerator.current)
    }
}

extension Float {
    /// A number of a range, from the running cell's generator.
    public static func random(in range: Range<Float>) -> Float {
        CellGenerator.check(range.isEmpty, range.lowerBound, range.upperBound)
        return random(in: range, using: &CellGenerator.current)
    }
    /// A number of a range, from the running cell's generator.
    public static func random(in range: ClosedRange<Float>) -> Float {
        CellGenerator.check(range.isEmpty, range.lowerBound, range.upperBound)
        return random(in: range, using: &CellGenerator.current)
    }
}

extension Bool {
    /// A truth, from the running cell's generator.
    public static func random() -> Bool { random(using: &CellGenerator.current) }
}

extension Sequence {
    /// The elements in an order drawn from the running cell's generator.
    public func shuffled() -> [Element] { shuffled(using: &CellGenerator.current) }
}

extension MutableCollection where Self: RandomAccessCollection {
    /// Puts the elements in an order drawn from the running cell's generator.
    public mutating func shuffle() { shuffle(using: &CellGenerator.current) }
}

extension Collection {
    /// An element drawn by the running cell's generator; none of an empty collection.
    public func randomElement() -> Element? { randomElement(using: &CellGenerator.current) }
}
