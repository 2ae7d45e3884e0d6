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

    /// Wide rows of one block: 16 KiB, so that a second look finds them in the first-level cache, but enough of them to be worth a start.
    var blockLength: Int { max(4096 / max(width, 1), 32) }
    var blocks: Int { (wideRows + blockLength - 1) / blockLength }

    /// The wide rows of a block.
    func block(_ index: Int) -> Range<Int> { index * blockLength..<min((index + 1) * blockLength, wideRows) }

    /// Repeats a number per channel over a wide row.
    func widen(_ values: UnsafePointer<Float>, into wide: UnsafeMutablePointer<Float>) {
        for copy in 0..<tile { (wide + copy * channels).update(from: values, count: channels) }
    }

    /// Runs a pass over every register of every row, on several threads.
    ///
    /// A block is walked column by column, so that the constants stay in registers.
    func run(_ pass: some RegisterPass) {
        let width = self.width
        Threads.parallelFor(blocks, grain: 4) { range in
            for index in range {
                let rows = block(index)
                for lane in stride(from: 0, to: width, by: Lanes.count) {
                    let values = pass.constants(lane)
                    var offset = rows.lowerBound &* width &+ lane
                    let end = rows.upperBound &* width
                    while offset < end {
                        pass.apply(values, offset, Lanes.count)
                        offset &+= width
                    }
                }
            }
        }
        let end = rest.count * channels
        for lane in stride(from: 0, to: end, by: Lanes.count) {
            pass.apply(pass.constants(lane), wideRows * width + lane, min(Lanes.count, end - lane))
        }
    }

    /// Sums two terms for each channel over all rows, block by block in a fixed order, the blocks in double precision.
    func sums(_ pass: some RegisterSums) -> (first: [Float], second: [Float]) {
        let width = self.width
        var (first, second) = ([Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels))
        BufferPool.withScratch((blocks + 1) * 2 * width) { partial in
            Threads.parallelFor(blocks, grain: 4) { range in
                for index in range {
                    let (rows, result) = (block(index), partial + index * 2 * width)
                    for lane in stride(from: 0, to: width, by: Lanes.count) {
                        // Two rows at a time: one alone would wait for each addition.
                        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
                        let values = pass.constants(lane)
                        var offset = rows.lowerBound &* width &+ lane
                        let end = rows.upperBound &* width
                        while offset &+ width < end {
                            let (x, y) = pass.terms(values, offset, Lanes.count)
                            let (z, w) = pass.terms(values, offset &+ width, Lanes.count)
                            (a, b, c, d) = (a + x, b + y, c + z, d + w)
                            offset &+= 2 &* width
                        }
                        if offset < end {
                            let (x, y) = pass.terms(values, offset, Lanes.count)
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
                let (x, y) = pass.terms(pass.constants(lane), wideRows * width + lane, min(Lanes.count, end - lane))
                x.store(to: last + lane)
                y.store(to: last + width + lane)
            }
            // Blocks in order, then the rows side by side: all in double precision.
            let lanes = total(partial, count: blocks + 1)
            for copy in 0..<tile {
                for channel in 0..<channels {
                    first[channel] += lanes[copy * channels + channel]
                    second[channel] += lanes[width + copy * channels + channel]
                }
            }
        }
        return (first.map { Float($0) }, second.map { Float($0) })
    }
}

extension ChannelRows {
    /// The sum of `count` pairs of wide rows that lie one after another.
    private func total(_ partial: UnsafePointer<Float>, count: Int) -> [Double] {
        let length = 2 * width
        return [Double](unsafeUninitializedCapacity: length) { sums, used in
            used = length
            guard let sums = sums.baseAddress else { return }
            sums.update(repeating: 0, count: length)
            for index in 0..<count {
                let pair = partial + index * length
                for lane in stride(from: 0, to: length, by: 8) {
                    let place = UnsafeMutableRawPointer(sums + lane)
                    let sum = place.loadUnaligned(as: SIMD8<Double>.self) + SIMD8<Double>(SIMD8<Float>(at: pair + lane))
                    place.storeBytes(of: sum, as: SIMD8<Double>.self)
                }
            }
        }
    }
}

/// A pass over registers of rows as a type, so that its loop is specialised: a closure here was called once for every register.
protocol RegisterPass {
    /// Numbers for each channel, held in registers.
    associatedtype Constants

    /// Those of the channels at this offset in a wide row.
    func constants(_ lane: Int) -> Constants

    /// Works on `count` floats (16, or fewer at the very end) at this offset in the data.
    func apply(_ constants: Constants, _ offset: Int, _ count: Int)
}

/// Two terms to sum over rows, likewise.
protocol RegisterSums {
    associatedtype Constants

    func constants(_ lane: Int) -> Constants

    /// The terms of `count` floats at this offset; lanes beyond them zero.
    func terms(_ constants: Constants, _ offset: Int, _ count: Int) -> (Lanes, Lanes)
}
