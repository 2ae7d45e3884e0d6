/// A correlation with a filter of time × 3 × 3 and stride one, its outputs cut into squares of 2×2: where each square reads and writes.
///
/// A column is a square through all of a clip's time; blocks of columns are threads' work. A square at an odd border has outputs that do
/// not exist; inputs beyond the border, in space and in time, are zero.
struct WinogradTiles {
    let batch: Int
    let source: Extent
    let sourceChannels: Int
    let target: Extent
    let targetChannels: Int
    let kernelTime: Int
    let padding: Extent
    /// Columns of one block.
    let blockLength: Int

    /// - Parameter squares: about how many a block is to have.
    init(
        batch: Int, source: Extent, sourceChannels: Int, target: Extent, targetChannels: Int, kernelTime: Int, padding: Extent,
        squares: Int
    ) {
        (self.batch, self.kernelTime, self.padding) = (batch, kernelTime, padding)
        (self.source, self.sourceChannels) = (source, sourceChannels)
        (self.target, self.targetChannels) = (target, targetChannels)
        blockLength = max(squares / target.time, 1)
    }

    private var high: Int { (target.height + 1) / 2 }
    private var wide: Int { (target.width + 1) / 2 }
    private var columns: Int { batch * high * wide }
    var blocks: Int { (columns + blockLength - 1) / blockLength }
    /// Frames of the source that a column sees, those of the padding among them.
    var frames: Int { target.time + kernelTime - 1 }
    /// Numbers summed into one product.
    var depth: Int { kernelTime * sourceChannels }

    func block(_ index: Int) -> Range<Int> { index * blockLength..<min((index + 1) * blockLength, columns) }

    /// Numbers between one of the 16 factors of a block and the next, and between one of its 16 products and the next.
    var factorStep: Int { blockLength * frames * sourceChannels }
    var productStep: Int { blockLength * target.time * targetChannels }

    /// Where a column begins in the output.
    private func place(_ column: Int) -> (clip: Int, row: Int, column: Int) {
        let (clip, inFrame) = (column / (high * wide), column % (high * wide))
        return (clip, 2 * (inFrame / wide), 2 * (inFrame % wide))
    }

    /// Writes the factors of a block, or of a part of its columns: `[16][frame][column][channel]`.
    func transformInputs<Element: StoredElement>(
        _ block: Range<Int>, _ part: Range<Int>? = nil, of input: UnsafePointer<Element>, zeros: UnsafePointer<Element>,
        into factors: UnsafeMutablePointer<Element>
    ) {
        withUnsafeTemporaryAllocation(of: UnsafePointer<Element>.self, capacity: 16) { pixels in
            for index in part ?? 0..<block.count {
                for frame in 0..<frames {
                    let line = factors + (frame * block.count + index) * sourceChannels
                    if findInputs(block.lowerBound + index, frame, of: input, zeros: zeros, into: pixels.baseAddress!) {
                        WinogradTransforms.input(
                            UnsafePointer(pixels.baseAddress!), channels: sourceChannels, into: line, step: factorStep)
                    } else {
                        for factor in 0..<16 { Element.clear(line + factor * factorStep, count: sourceChannels) }
                    }
                }
            }
        }
    }

    /// Where the sixteen inputs of a column lie in a frame; `false` where the frame is padding.
    func findInputs<Element>(
        _ column: Int, _ frame: Int, of input: UnsafePointer<Element>, zeros: UnsafePointer<Element>,
        into pixels: UnsafeMutablePointer<UnsafePointer<Element>>
    ) -> Bool {
        let place = place(column)
        let time = frame - padding.time
        guard (0..<source.time).contains(time) else { return false }
        let picture = input + (place.clip * source.time + time) * source.height * source.width * sourceChannels
        for y in 0..<4 {
            let row = place.row + y - padding.height
            for x in 0..<4 {
                let column = place.column + x - padding.width
                let isInside = (0..<source.height).contains(row) && (0..<source.width).contains(column)
                pixels[4 * y + x] = isInside ? picture + (row * source.width + column) * sourceChannels : zeros
            }
        }
        return true
    }

    /// Writes the outputs of a block from its products, `[16][time][column][channel]`.
    func transformOutputs<Element: StoredElement>(
        _ block: Range<Int>, from products: UnsafePointer<Float>, bias: UnsafePointer<Float>?, watch: borrowing FiniteWatch,
        into output: UnsafeMutablePointer<Element>
    ) {
        var trace = FiniteWatch.Trace()
        defer { watch.take(trace) }
        for (index, column) in block.enumerated() {
            let place = place(column)
            let (hasRight, hasBelow) = (place.column + 1 < target.width, place.row + 1 < target.height)
            for time in 0..<target.time {
                let first =
                    output
                    + (((place.clip * target.time + time) * target.height + place.row) * target.width + place.column)
                    * targetChannels
                let below = first + target.width * targetChannels
                WinogradTransforms.output(
                    products + (time * block.count + index) * targetChannels, step: productStep, channels: targetChannels,
                    bias: bias, trace: &trace,
                    into: (
                        first, hasRight ? first + targetChannels : nil, hasBelow ? below : nil,
                        hasRight && hasBelow ? below + targetChannels : nil
                    ))
            }
        }
    }

    /// Writes the derivatives by a block's products, or by those of a part of its columns, from those by its outputs,
    /// `[16][time][column][channel]`.
    func transformOutputGradients(
        _ block: Range<Int>, _ part: Range<Int>, of gradient: UnsafePointer<Float>, zeros: UnsafePointer<Float>,
        into products: UnsafeMutablePointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: 4) { pixels in
            for index in part {
                for time in 0..<target.time {
                    findOutputs(block.lowerBound + index, time, of: gradient, zeros: zeros, into: pixels.baseAddress!)
                    WinogradTransforms.outputGradient(
                        UnsafePointer(pixels.baseAddress!), channels: targetChannels,
                        into: products + (time * block.count + index) * targetChannels, step: productStep)
                }
            }
        }
    }

    /// Where the four outputs of a column lie at a time; those that are not there are zeros.
    func findOutputs<Element>(
        _ column: Int, _ time: Int, of gradient: UnsafePointer<Element>, zeros: UnsafePointer<Element>,
        into pixels: UnsafeMutablePointer<UnsafePointer<Element>>
    ) {
        let place = place(column)
        let frame = gradient + (place.clip * target.time + time) * target.height * target.width * targetChannels
        for y in 0..<2 {
            for x in 0..<2 {
                let (row, column) = (place.row + y, place.column + x)
                let isInside = row < target.height && column < target.width
                pixels[2 * y + x] = isInside ? frame + (row * target.width + column) * targetChannels : zeros
            }
        }
    }
}
