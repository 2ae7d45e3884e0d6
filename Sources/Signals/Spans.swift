import Work

/// Sums and products over memory that is lent, eight numbers at a time and wherever they begin. Each looks once at whether its places are there.
extension Span<Float> {
    /// Σ self[place + i] · other[start + i] for i in `0..<count`.
    @inline(__always)
    func product(at place: Int, with other: Span<Float>, at start: Int, count: Int) -> Float {
        let (a, b) = (extracting(place..<place + count), other.extracting(start..<start + count))
        var sums = SIMD8<Float>.zero
        var index = 0
        while index &+ 8 <= count {
            sums.addProduct(a.eight(index), b.eight(index))
            index &+= 8
        }
        var sum = sums.sum()
        while index < count {
            sum += a[unchecked: index] * b[unchecked: index]
            index &+= 1
        }
        return sum
    }

    /// Σ self[i] for i in `0..<count`.
    @inline(__always)
    func sum(count: Int) -> Float {
        let numbers = extracting(first: count)
        var sums = SIMD8<Float>.zero
        let whole = numbers.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) { sums += numbers.eight(start) }
        return (whole..<numbers.count).reduce(sums.sum()) { $0 + numbers[$1] }
    }

    /// Eight numbers from a place on that the caller knows to be there.
    @inline(__always)
    func eight(_ place: Int) -> SIMD8<Float> {
        bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 4 &* place, as: SIMD8<Float>.self)
    }

    /// Sixteen numbers from a place on that the caller knows to be there.
    @inline(__always)
    func sixteen(_ place: Int) -> SIMD16<Float> {
        bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 4 &* place, as: SIMD16<Float>.self)
    }
}

extension MutableSpan<Float> {
    /// Writes `count` numbers from `place` on: `eight` gives eight of them, `one` those that are left.
    @inline(__always)
    mutating func write(_ count: Int, at place: Int, eight: (Int) -> SIMD8<Float>, one: (Int) -> Float) {
        hold(place, count)
        let whole = count / 8 * 8
        var bytes = mutableBytes, index = 0
        while index < whole {
            bytes.storeBytes(of: eight(index), toUncheckedByteOffset: 4 &* (place &+ index), as: SIMD8<Float>.self)
            index &+= 8
        }
        while index < count {
            self[unchecked: place &+ index] = one(index)
            index &+= 1
        }
    }

    /// self[place + i] *= weights[i].
    @inline(__always)
    mutating func scale(at place: Int, by weights: Span<Float>) {
        hold(place, weights.count)
        let whole = weights.count / 8 * 8
        var bytes = mutableBytes, index = 0
        while index < whole {
            let at = 4 &* (place &+ index)
            let numbers = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: SIMD8<Float>.self) * weights.eight(index)
            bytes.storeBytes(of: numbers, toUncheckedByteOffset: at, as: SIMD8<Float>.self)
            index &+= 8
        }
        while index < weights.count {
            self[unchecked: place &+ index] *= weights[unchecked: index]
            index &+= 1
        }
    }

    /// Makes a range of places `value`.
    @inline(__always)
    mutating func fill(_ places: Range<Int>, with value: Float) {
        write(places.count, at: places.lowerBound, eight: { _ in SIMD8(repeating: value) }, one: { _ in value })
    }

    /// Puts `value` in the place of smaller numbers; NaN stays.
    mutating func raise(to value: Float) { for place in indices where self[place] < value { self[place] = value } }

    @inline(__always)
    private func hold(_ place: Int, _ needed: Int) {
        Failing.unless(
            place >= 0 && needed >= 0 && needed <= count &- place, "found \(count) places, expected \(needed) from \(place) on")
    }
}
