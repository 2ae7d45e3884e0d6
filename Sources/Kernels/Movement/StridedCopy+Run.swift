import Work

extension StridedCopy {
    /// Copies from `source` to `target` (the addresses of the block's first elements), both of one type; they must not overlap.
    package func run(from source: Elements, to target: MutableElements) {
        Failing.unless(source.type == target.type, "copy: found \(source.type) and \(target.type), expected one type")
        func run<Bits>(_ bits: Bits.Type) {
            self.run(from: source.address.assumingMemoryBound(to: bits), to: target.address.assumingMemoryBound(to: bits))
        }
        switch source.type.size {
        case 1: run(UInt8.self)
        case 2: run(UInt16.self)
        default: run(UInt32.self)
        }
    }

    /// The same of floats.
    package func run(from source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
        run(from: Elements(source), to: MutableElements(target))
    }

    @inline(__always)
    private func run<Bits>(from source: UnsafePointer<Bits>, to target: UnsafeMutablePointer<Bits>) {
        guard !isEmpty else { return }
        let rank = sizes.count
        if from[rank - 1] == 1 && to[rank - 1] == 1 || rank == 1 {
            copyRows(source, target)
        } else if let axis = (0..<rank - 1).last(where: { from[$0] == 1 }), to[rank - 1] == 1 {
            transposeTiles(source, target, across: axis)
        } else {
            copyRows(source, target)
        }
    }

    /// Offsets of row `index` when the axes in `axes` are walked, the last fastest.
    @inline(__always)
    private func offsets(of index: Int, over axes: [Int]) -> (source: Int, target: Int) {
        var (rest, source, target) = (index, 0, 0)
        for axis in axes.reversed() {
            let (quotient, position) = rest.quotientAndRemainder(dividingBy: sizes[axis])
            source += position * from[axis]
            target += position * to[axis]
            rest = quotient
        }
        return (source, target)
    }

    private func copyRows<Bits>(_ source: UnsafePointer<Bits>, _ target: UnsafeMutablePointer<Bits>) {
        let axes = Array(0..<sizes.count - 1)
        let rows = axes.reduce(1) { $0 * sizes[$1] }
        let length = sizes[sizes.count - 1]
        let (fromStep, toStep) = (from[sizes.count - 1], to[sizes.count - 1])
        if rows == 1 {
            return Threads.parallelFor(length, grain: 32_768) { range in
                let place = range.lowerBound
                copyRow(source + place * fromStep, fromStep, target + place * toStep, toStep, range.count)
            }
        }
        Threads.parallelFor(rows, grain: max(1, 32_768 / length)) { range in
            for index in range {
                let offset = offsets(of: index, over: axes)
                copyRow(source + offset.source, fromStep, target + offset.target, toStep, length)
            }
        }
    }

    @inline(__always)
    private func copyRow<Bits>(
        _ source: UnsafePointer<Bits>, _ fromStep: Int, _ target: UnsafeMutablePointer<Bits>, _ toStep: Int, _ length: Int
    ) {
        if toStep == 1 && fromStep == 1 {
            target.update(from: source, count: length)
        } else if toStep == 1 && fromStep == 0 {
            target.update(repeating: source[0], count: length)
        } else {
            for i in 0..<length { target[i &* toStep] = source[i &* fromStep] }
        }
    }

    /// The target's fastest axis is the last, the source's is `axis`: tiles of 16 × 16 keep both in cache lines.
    private func transposeTiles<Bits>(_ source: UnsafePointer<Bits>, _ target: UnsafeMutablePointer<Bits>, across axis: Int) {
        let last = sizes.count - 1
        let axes = (0..<last).filter { $0 != axis }
        let planes = axes.reduce(1) { $0 * sizes[$1] }
        let (columns, rows) = (sizes[last], sizes[axis])
        let (columnStep, rowStep) = (from[last], to[axis])
        let tile = 16
        let bands = (rows + tile - 1) / tile
        Threads.parallelFor(planes * bands, grain: max(1, 16_384 / (columns * tile))) { range in
            for index in range {
                let (plane, band) = index.quotientAndRemainder(dividingBy: bands)
                let offset = offsets(of: plane, over: axes)
                let rowRange = band * tile..<min(rows, (band + 1) * tile)
                var column = 0
                while column < columns {
                    let end = min(columns, column + tile)
                    for row in rowRange {
                        let a = source + offset.source + row
                        let b = target + offset.target + row * rowStep
                        for c in column..<end { b[c] = a[c * columnStep] }
                    }
                    column = end
                }
            }
        }
    }
}
