/// Rows of `channels` floats seen as wider rows that fill whole registers: so many rows side by side that their length is a multiple of 16.
///
/// Eight channels become 16 lanes of two rows; three become 48 of sixteen. The last few rows may remain over.
struct ChannelRows {
    let rows: Int
    let channels: Int
    /// Rows in a wide row.
    let tile: Int

    init(rows: Int, channels: Int) {
        self.rows = rows
        self.channels = channels
        var (a, b) = (channels, Lanes.count)
        while b != 0 { (a, b) = (b, a % b) }
        tile = Lanes.count / max(a, 1)
    }

    /// Floats of a wide row.
    var width: Int { channels * tile }
    var wideRows: Int { rows / tile }
    /// Rows after the last wide one.
    var rest: Range<Int> { wideRows * tile..<rows }

    /// Wide rows of one block: 16 KiB, so that a second look finds them in the first-level cache.
    var blockLength: Int { max(4096 / max(width, 1), 1) }
    var blocks: Int { (wideRows + blockLength - 1) / blockLength }

    /// The wide rows of a block.
    func block(_ index: Int) -> Range<Int> { index * blockLength..<min((index + 1) * blockLength, wideRows) }

    /// Repeats a number per channel over a wide row.
    func widen(_ values: UnsafePointer<Float>, into wide: UnsafeMutablePointer<Float>) {
        for copy in 0..<tile { (wide + copy * channels).update(from: values, count: channels) }
    }

    /// Calls `body` for every register of every row: its offset in the data, its offset in a wide row, and its floats (16, or fewer at
    /// the very end). Runs on several threads.
    @inline(__always)
    func forEachRegister(_ body: (_ offset: Int, _ lane: Int, _ count: Int) -> Void) {
        let width = self.width
        Threads.parallelFor(blocks, grain: 4) { range in
            for row in range.lowerBound * blockLength..<min(range.upperBound * blockLength, wideRows) {
                var lane = 0
                while lane < width {
                    body(row &* width &+ lane, lane, Lanes.count)
                    lane &+= Lanes.count
                }
            }
        }
        let end = rest.count * channels
        for lane in stride(from: 0, to: end, by: Lanes.count) {
            body(wideRows * width + lane, lane, min(Lanes.count, end - lane))
        }
    }

    /// Sums two terms for each channel over all rows, block by block in a fixed order, the blocks in double precision.
    @inline(__always)
    func sums(
        _ term: (_ offset: Int, _ lane: Int, _ count: Int) -> (Lanes, Lanes)
    ) -> (first: [Float], second: [Float]) {
        let width = self.width
        var (first, second) = ([Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels))
        BufferPool.withScratch((blocks + 1) * 2 * width) { partial in
            Threads.parallelFor(blocks, grain: 4) { range in
                for index in range {
                    let (rows, result) = (block(index), partial + index * 2 * width)
                    for lane in stride(from: 0, to: width, by: Lanes.count) {
                        // Two rows at a time: one alone would wait for each addition.
                        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
                        var row = rows.lowerBound
                        while row &+ 2 <= rows.upperBound {
                            let (x, y) = term(row &* width &+ lane, lane, Lanes.count)
                            let (z, w) = term((row &+ 1) &* width &+ lane, lane, Lanes.count)
                            (a, b, c, d) = (a + x, b + y, c + z, d + w)
                            row &+= 2
                        }
                        if row < rows.upperBound {
                            let (x, y) = term(row &* width &+ lane, lane, Lanes.count)
                            (a, b) = (a + x, b + y)
                        }
                        (a + c).store(to: result + lane)
                        (b + d).store(to: result + width + lane)
                    }
                }
            }
            let last = partial + blocks * 2 * width
            last.update(repeating: 0, count: 2 * width)
            let end = rest.count * channels
            for lane in stride(from: 0, to: end, by: Lanes.count) {
                let (x, y) = term(wideRows * width + lane, lane, min(Lanes.count, end - lane))
                x.store(to: last + lane)
                y.store(to: last + width + lane)
            }
            for index in 0...blocks {
                let result = partial + index * 2 * width
                for copy in 0..<tile {
                    for channel in 0..<channels {
                        first[channel] += Double(result[copy * channels + channel])
                        second[channel] += Double(result[width + copy * channels + channel])
                    }
                }
            }
        }
        return (first.map { Float($0) }, second.map { Float($0) })
    }
}
