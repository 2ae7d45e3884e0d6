/// The few largest (or smallest) elements of rows, in order: without sorting the rest.
package enum LargestKernel {
    /// `places[r, :]` are the places in row r of its `count` largest elements, the largest first, equal ones in their order; NaN is larger
    /// than every number. Of the smallest (`smallest`) the smallest is first, and NaN is last.
    package static func places(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, count: Int, smallest: Bool, into places: UnsafeMutablePointer<Int>
    ) {
        guard rows > 0, count > 0 else { return }
        let flip: UInt32 = smallest ? 0 : .max
        Threads.parallelFor(rows, grain: max(1, 16_384 / width)) { range in
            BufferPool.withScratch(2 * count) { scratch in
                let heap = Heap(
                    items: UnsafeMutableRawPointer(scratch).bindMemory(to: UInt64.self, capacity: count), count: count)
                for row in range {
                    let line = source + row * width
                    for i in 0..<count { heap.items[i] = UInt64(key: SortKey.key(line[i]) ^ flip, place: i) }
                    heap.make()
                    for i in count..<width {
                        let key = SortKey.key(line[i]) ^ flip
                        // Of equal ones the earlier stays.
                        if key < heap.items[0].key { heap.replaceLast(by: UInt64(key: key, place: i)) }
                    }
                    var ordered = UnsafeMutableBufferPointer(start: heap.items, count: count)
                    ordered.sort()
                    for i in 0..<count { places[row * count + i] = heap.items[i].place }
                }
            }
        }
    }

    /// The first of all items so far, the last of them on top.
    private struct Heap {
        let items: UnsafeMutablePointer<UInt64>
        let count: Int

        func make() { for i in stride(from: count / 2 - 1, through: 0, by: -1) { sink(i) } }

        func replaceLast(by item: UInt64) {
            items[0] = item
            sink(0)
        }

        private func sink(_ start: Int) {
            let item = items[start]
            var place = start
            while 2 * place + 1 < count {
                var child = 2 * place + 1
                if child + 1 < count, items[child + 1] > items[child] { child += 1 }
                if items[child] <= item { break }
                items[place] = items[child]
                place = child
            }
            items[place] = item
        }
    }
}
