import Work

/// A stream of random numbers that can be split by name: the same seed and names give the same numbers, on any machine.
///
/// Counter-based (Philox4x32-10), so that a stream is a few words of state, streams of different names are independent, and
/// any place of a stream is reached at once. Splitting depends on the seed and the name alone, not on how much was drawn.
///
///     var weights = RandomStream(seed: 1).split("weights")
///     let w = Tensor.normal([3, 3], using: &weights)
public struct RandomStream: RandomNumberGenerator, Hashable, Sendable, Codable {
    /// The key of the stream's Philox blocks.
    private let key: UInt64
    /// 32-bit words drawn so far; four to a block.
    private var position: UInt64 = 0

    /// The stream of a seed.
    public init(seed: UInt64) { key = seed }

    /// The stream called `name` below this one.
    public func split(_ name: String) -> RandomStream { child(StableHash.of(name), kind: 1) }

    /// The stream number `index` below this one: of an epoch, a step, an example.
    public func split(_ index: Int) -> RandomStream { child(UInt64(bitPattern: Int64(index)), kind: 2) }

    /// The child's key is a block of this stream at a counter that no draw reaches (its third word is not 0).
    private func child(_ label: UInt64, kind: UInt32) -> RandomStream {
        let block = Philox.block(SIMD4(label.low, label.high, kind, 0), key: SIMD2(key.low, key.high))
        return RandomStream(seed: UInt64(block.x) | UInt64(block.y) << 32)
    }

    /// The four words of a block of this stream.
    @inline(__always)
    func block(_ index: UInt64) -> SIMD4<UInt32> {
        Philox.block(SIMD4(index.low, index.high, 0, 0), key: SIMD2(key.low, key.high))
    }

    /// Draws 32 random bits.
    public mutating func nextWord() -> UInt32 {
        let word = block(position &>> 2)[Int(position & 3)]
        position &+= 1
        return word
    }

    /// Draws 64 random bits.
    public mutating func next() -> UInt64 {
        let low = nextWord()
        return UInt64(low) | UInt64(nextWord()) << 32
    }

    /// Writes the words of consecutive blocks, four each.
    func write(blocks: Range<UInt64>, to words: UnsafeMutablePointer<UInt32>) {
        let (k0, k1) = (key.low, key.high)
        for index in 0..<blocks.count {
            let counter = blocks.lowerBound &+ UInt64(truncatingIfNeeded: index)
            let (a, b, c, d) = Philox.words(counter.low, counter.high, 0, 0, key: k0, k1)
            let place = index &<< 2
            words[place] = a
            words[place &+ 1] = b
            words[place &+ 2] = c
            words[place &+ 3] = d
        }
    }

    /// Skips to the start of a block, and past `blocks` of them, whose first is returned: for draws by the thousand.
    mutating func take(blocks: Int) -> UInt64 {
        let first = (position &+ 3) &>> 2
        position = (first &+ UInt64(blocks)) &<< 2
        return first
    }
}

extension UInt64 {
    fileprivate var low: UInt32 { UInt32(truncatingIfNeeded: self) }
    fileprivate var high: UInt32 { UInt32(truncatingIfNeeded: self &>> 32) }
}
