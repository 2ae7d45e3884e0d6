import Kernels
import Work

extension RandomStream {
    /// A number of [0, 1): a multiple of 2⁻²⁴, all equally likely.
    public mutating func uniform() -> Float { Self.unit(nextWord()) }

    /// A number of `range`: its upper bound is never drawn.
    public mutating func uniform(in range: Range<Float>) -> Float { Self.scaled(uniform(), to: range) }

    /// A number of `range`, 53 bits of it random: its upper bound is never drawn.
    public mutating func uniform(in range: Range<Double>) -> Double {
        let value = range.lowerBound + Double(next() >> 11) * 0x1p-53 * (range.upperBound - range.lowerBound)
        return value < range.upperBound ? value : range.upperBound.nextDown
    }

    /// A number of the normal distribution (Box and Muller 1958).
    public mutating func normal(mean: Float = 0, standardDeviation: Float = 1) -> Float {
        let first = nextWord()
        return mean + standardDeviation * NormalKernel.single(first, nextWord())
    }

    /// A whole number of `range`, all equally likely (Lemire 2019); an empty range traps.
    public mutating func integer(in range: Range<Int>) -> Int {
        require(!range.isEmpty, "integer(in:): found an empty range, expected one with numbers")
        let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        var product = next().multipliedFullWidth(by: width)
        if product.low < width {
            let threshold = (0 &- width) % width
            while product.low < threshold { product = next().multipliedFullWidth(by: width) }
        }
        return range.lowerBound &+ Int(truncatingIfNeeded: product.high)
    }

    /// Whether an event of the given probability (0…1) happens.
    public mutating func bernoulli(_ probability: Double) -> Bool { uniform(in: 0.0..<1.0) < probability }

    /// Puts the elements in random order, all orders equally likely (Fisher and Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, integer(in: 0..<last + 1))
        }
    }

    /// 0…count − 1 in random order.
    public mutating func permutation(_ count: Int) -> [Int] {
        Failing.holdable(count, "permutation")
        var order = Array(0..<count)
        shuffle(&order)
        return order
    }

    /// A random element; none of an empty collection.
    public mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: integer(in: 0..<elements.count))]
    }

    @inline(__always)
    static func unit(_ word: UInt32) -> Float { Float(word &>> 8) * 0x1p-24 }

    @inline(__always)
    static func scaled(_ unit: Float, to range: Range<Float>) -> Float {
        let value = range.lowerBound + unit * (range.upperBound - range.lowerBound)
        return value < range.upperBound ? value : range.upperBound.nextDown
    }
}
