/// The pool's size classes: four to each doubling, so a block wastes at most a quarter of itself.
struct SizeClass {
    /// Position in the pool's table of free lists.
    let index: Int
    /// Bytes of every block of this class, a multiple of 64.
    let bytes: Int

    /// Enough classes for every size an `Int` can name.
    static let limit = 256

    /// The smallest class that holds `bytes` bytes.
    init(holding bytes: Int) {
        let lines = max((bytes + 63) >> 6, 1)  // cache lines of 64 bytes
        guard lines > 4 else {
            index = lines - 1
            self.bytes = lines << 6
            return
        }
        let exponent = Int.bitWidth - 1 - (lines - 1).leadingZeroBitCount  // 2^e < lines ≤ 2^(e+1)
        let step = exponent - 2
        let quarters = (lines - 1) >> step + 1  // 5…8 quarters of 2^e
        index = 4 * (exponent - 1) + quarters - 5
        self.bytes = (quarters << step) << 6
    }
}
