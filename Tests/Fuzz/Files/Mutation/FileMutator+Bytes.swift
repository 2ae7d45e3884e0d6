extension FileMutator {
    /// A mutant of bytes, whatever they mean.
    ///
    /// - Parameter most: where to change something most of the time: within so many bytes at the beginning.
    mutating func bytes(_ original: [UInt8], most head: Int = .max) -> [UInt8] {
        var result = original
        for _ in 0..<changes() {
            guard !result.isEmpty else { return [UInt8](repeating: 0, count: random.below(64)) }
            let end = random.below(8) == 0 ? result.count : min(result.count, head)
            change(&result, at: random.below(end))
        }
        return result
    }

    private mutating func change(_ bytes: inout [UInt8], at place: Int) {
        let end = min(bytes.count, place + 1 + random.below(random.below(4) == 0 ? 1000 : 24))
        switch random.below(14) {
        case 0, 1: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2: bytes[place] = UInt8(random.below(256))
        case 3: bytes[place] = random.element(of: [0, 1, 0x7F, 0x80, 0xFF])
        case 4: bytes[place] = bytes[place] &+ (random.below(2) == 0 ? 1 : 255)
        case 5, 6, 7: number(&bytes, at: place)
        case 8: bytes.removeSubrange(place..<end)
        case 9: bytes.insert(contentsOf: Array(bytes[place..<end]), at: random.below(bytes.count + 1))
        case 10: bytes.replaceSubrange(place..<end, with: repeatElement(random.element(of: [0, 0xFF, 0x20]), count: end - place))
        case 11: bytes.removeSubrange((random.below(2) == 0 ? place : random.below(bytes.count))...)
        case 12: splice(&bytes, place..<end)
        default:
            let other = random.below(bytes.count)
            for offset in 0..<min(end - place, bytes.count - other) { bytes.swapAt(place + offset, other + offset) }
        }
    }

    /// A number of 2, 4 or 8 bytes at an extreme of its type, at a size that the file cannot have, or beside what it was.
    private mutating func number(_ bytes: inout [UInt8], at place: Int) {
        let width = min(random.element(of: [2, 4, 4, 8]), bytes.count - place)
        let isBig = random.below(2) == 0
        func index(_ digit: Int) -> Int { place + (isBig ? width - 1 - digit : digit) }
        var old: UInt64 = 0
        for digit in 0..<width { old |= UInt64(bytes[index(digit)]) << UInt64(8 * digit) }
        let top = UInt64(1) << UInt64(8 * width - 1)
        let size = UInt64(bytes.count)
        let values: [UInt64] = [
            0, 1, top, top &- 1, .max, .max &- 1, top >> 1, 1 << UInt64(random.below(64)), old &+ 1, old &- 1, old << 1, old >> 1,
            0 &- old, size, size &- UInt64(place), size << 10, 1 << 28, 1 << 30, 0x7FF0 << 48,
        ]
        let value = random.element(of: values)
        for digit in 0..<width { bytes[index(digit)] = UInt8(truncatingIfNeeded: value >> UInt64(8 * digit)) }
    }

    /// A piece of another sample in the place of one of this.
    private mutating func splice(_ bytes: inout [UInt8], _ range: Range<Int>) {
        let other = random.element(of: samples).bytes
        guard !other.isEmpty else { return }
        let start = random.below(2) == 0 ? min(range.lowerBound, other.count - 1) : random.below(other.count)
        bytes.replaceSubrange(range, with: other[start..<min(other.count, start + random.below(2 * range.count + 1))])
    }
}
