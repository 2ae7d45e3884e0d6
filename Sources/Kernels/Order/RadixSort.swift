/// Items in the order of their keys by three passes over eleven bits each, from the lowest: equal keys keep their order.
///
/// A pass counts the digits of each block of items, and moves every item to its place: the items of lower digits, those of the same digit in
/// earlier blocks, and those before it in its own. Where an item belongs does not depend on how the blocks were cut.
struct RadixSort<Item: SortItem & FixedWidthInteger> {
    private static var bits: UInt32 { 11 }
    private static var digits: Int { 1 << 11 }

    /// Items of one row.
    let count: Int
    /// Parts that are counted and moved at once.
    let blocks: Int

    /// Floats of scratch memory that a row needs beside its items.
    static func scratchCount(blocks: Int) -> Int { blocks * digits }

    /// Sorts `items` by means of `spare`, which is as long; says which of the two holds the result, or nil where the work was given up.
    func run(
        _ items: UnsafeMutablePointer<Item>, spare: UnsafeMutablePointer<Item>, counts: UnsafeMutablePointer<UInt32>
    ) -> UnsafeMutablePointer<Item>? {
        var (from, to) = (items, spare)
        for shift in [UInt32(0), Self.bits, 2 * Self.bits] {
            forEachBlock { block, range in
                let counts = counts + block &* Self.digits
                counts.update(repeating: 0, count: Self.digits)
                for i in range { counts[Int(from[i].key &>> shift) & (Self.digits - 1)] &+= 1 }
            }
            // Counts that are not whole would send items out of their memory.
            if Interruption.isAsked { return nil }
            guard makePlaces(counts) else { continue }  // all have one digit
            forEachBlock { block, range in
                let places = counts + block &* Self.digits
                for i in range {
                    let item = from[i]
                    let digit = Int(item.key &>> shift) & (Self.digits - 1)
                    to[Int(places[digit])] = item
                    places[digit] &+= 1
                }
            }
            if Interruption.isAsked { return nil }
            (from, to) = (to, from)
        }
        return from
    }

    /// Makes of the counts of each block's digits the places where they begin; false where there is nothing to move.
    private func makePlaces(_ counts: UnsafeMutablePointer<UInt32>) -> Bool {
        var place: UInt32 = 0
        for digit in 0..<Self.digits {
            let first = place
            for block in 0..<blocks {
                let found = counts[block &* Self.digits &+ digit]
                counts[block &* Self.digits &+ digit] = place
                place &+= found
            }
            if Int(place &- first) == count { return false }
        }
        return true
    }

    private func forEachBlock(_ body: (Int, Range<Int>) -> Void) {
        let length = (count + blocks - 1) / blocks
        if blocks == 1 { return body(0, 0..<count) }
        Threads.parallelBlocks(blocks) { block in
            body(block, min(block * length, count)..<min((block + 1) * length, count))
        }
    }
}
