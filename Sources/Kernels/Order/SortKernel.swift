/// Sorts rows of contiguous elements `[rows, width]`: ascending, equal elements in their order, NaN last.
///
/// The order of a row has one result, whoever works on it: so rows, and the parts of a long one, are cut as the threads are.
package enum SortKernel {
    /// Longest row whose places fit beside its keys.
    package static var widest: Int { Int(UInt32.max) }
    /// Rows from here on are sorted by their digits, shorter ones by comparison.
    private static var long: Int { 256 }
    /// Rows from here on are cut into parts.
    private static var huge: Int { 1 << 16 }

    /// `target[r, :]` holds the elements of `source[r, :]` in ascending order.
    package static func sort(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, into target: UnsafeMutablePointer<Float>
    ) {
        run(UInt32.self, source, rows, width, descending: false) { row, items in
            let line = target + row * width
            return { range in for i in range { line[i] = SortKey.value(items[i]) } }
        }
    }

    /// `places[r, i]` is where the i-th of the sorted elements of row r stands in it. In descending order NaN comes first.
    package static func places(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, descending: Bool, into places: UnsafeMutablePointer<Int>
    ) {
        run(UInt64.self, source, rows, width, descending: descending) { row, items in
            let line = places + row * width
            return { range in for i in range { line[i] = items[i].place } }
        }
    }

    /// Hands each sorted row to `write`, which says how a part of it is written.
    private static func run<Item: SortItem & FixedWidthInteger>(
        _ type: Item.Type, _ source: UnsafePointer<Float>, _ rows: Int, _ width: Int, descending: Bool,
        write: (_ row: Int, _ items: UnsafePointer<Item>) -> (Range<Int>) -> Void
    ) {
        guard rows > 0, width > 0 else { return }
        let flip: UInt32 = descending ? .max : 0
        if rows < 4, width >= huge {
            for row in 0..<rows {
                sort(source + row * width, width, flip, blocks: min(4 * Threads.count, 16)) { (items: UnsafePointer<Item>) in
                    Threads.parallelFor(width, grain: huge / 4, write(row, items))
                }
            }
        } else {
            Threads.parallelFor(rows, grain: max(1, 4_096 / width)) { range in
                for row in range {
                    sort(source + row * width, width, flip, blocks: 1) { (items: UnsafePointer<Item>) in
                        write(row, items)(0..<width)
                    }
                }
            }
        }
    }

    private static func sort<Item: SortItem & FixedWidthInteger>(
        _ row: UnsafePointer<Float>, _ width: Int, _ flip: UInt32, blocks: Int, _ body: (UnsafePointer<Item>) -> Void
    ) {
        let words = MemoryLayout<Item>.stride / 4
        let isLong = width >= long
        let counts = isLong ? RadixSort<Item>.scratchCount(blocks: blocks) : 0
        BufferPool.withScratch((isLong ? 2 : 1) * words * width + counts) { scratch in
            let raw = UnsafeMutableRawPointer(scratch)
            let items = raw.bindMemory(to: Item.self, capacity: width)
            let fill = { (range: Range<Int>) in
                for i in range { (items + i).initialize(to: Item(key: SortKey.key(row[i]) ^ flip, place: i)) }
            }
            if blocks > 1 { Threads.parallelFor(width, grain: huge / 4, fill) } else { fill(0..<width) }
            guard isLong else {
                var short = UnsafeMutableBufferPointer(start: items, count: width)
                short.sort()
                return body(items)
            }
            let spare = (raw + 4 * words * width).bindMemory(to: Item.self, capacity: width)
            let table = (raw + 8 * words * width).bindMemory(to: UInt32.self, capacity: counts)
            let sorted = RadixSort<Item>(count: width, blocks: blocks).run(items, spare: spare, counts: table)
            if let sorted { body(sorted) }
        }
    }
}
