/// Maps over elements of any type: a block at a time becomes 32-bit floats, is computed with, and is kept as what is wanted, all within the
/// first cache. Memory is read and written in the elements' own type, and every operation has them all.
extension ElementwiseKernel {
    /// Floats of a block: three of them lie in the first cache.
    private static var block: Int { 2_048 }

    /// `target[i] = operation(source[i])`.
    package static func unary(_ operation: UnaryOperation, _ source: Elements, into target: MutableElements, count: Int) {
        if source.type == .float32, target.type == .float32 {
            return unary(operation, source.floats, into: target.floats, count: count)
        }
        forEachBlock(count) { place, length, x, y, _ in
            ConversionKernel.block(source + place, to: MutableElements(x), count: length)
            unary(operation, x, into: y, count: length)
            ConversionKernel.block(Elements(y), to: target + place, count: length)
        }
    }

    /// `target = operation(left, right)` over the plan's result, which is dense.
    package static func binary(
        _ operation: BinaryOperation, plan: BroadcastPlan, _ left: Elements, leftCount: Int, _ right: Elements,
        rightCount: Int, into target: MutableElements
    ) {
        if left.type == .float32, right.type == .float32, target.type == .float32 {
            return binary(operation, plan: plan, left.floats, right.floats, into: target.floats)
        }
        guard plan.sizes.count == 1 else {
            // Rows that repeat are few beside the result, or the operands are small.
            return ConversionKernel.withFloats(left, count: leftCount) { left in
                ConversionKernel.withFloats(right, count: rightCount) { right in
                    ConversionKernel.withFloats(for: target, count: plan.sizes.reduce(1, *)) {
                        binary(operation, plan: plan, left, right, into: $0)
                    }
                }
            }
        }
        let (leftStep, rightStep) = (plan.left[0], plan.right[0])
        func part(_ length: Int) -> BroadcastPlan {
            BroadcastPlan(shape: [length], left: [leftStep == 0 ? 1 : length], right: [rightStep == 0 ? 1 : length])
        }
        let whole = part(block)
        forEachBlock(plan.sizes[0]) { place, length, x, y, z in
            ConversionKernel.block(left + place * leftStep, to: MutableElements(x), count: leftStep == 0 ? 1 : length)
            ConversionKernel.block(right + place * rightStep, to: MutableElements(y), count: rightStep == 0 ? 1 : length)
            binary(operation, plan: length == block ? whole : part(length), x, y, into: z)
            ConversionKernel.block(Elements(z), to: target + place, count: length)
        }
    }

    /// `target[i] += scale · source[i]`; the sum is rounded to the target's type once.
    package static func accumulate(
        _ source: Elements, scaledBy scale: Float = 1, into target: MutableElements, count: Int
    ) {
        if source.type == .float32, target.type == .float32 {
            return accumulate(source.floats, scaledBy: scale, into: target.floats, count: count)
        }
        forEachBlock(count) { place, length, x, y, _ in
            ConversionKernel.block(source + place, to: MutableElements(x), count: length)
            ConversionKernel.block(target.readable + place, to: MutableElements(y), count: length)
            accumulate(x, scaledBy: scale, into: y, count: length)
            ConversionKernel.block(Elements(y), to: target + place, count: length)
        }
    }

    /// Calls `body` with the place and the length of each block, and room for three blocks of floats: a loop that wrote where it reads would not
    /// become vectors.
    private static func forEachBlock(
        _ count: Int,
        _ body: (
            _ place: Int, _ length: Int, _ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
            _ z: UnsafeMutablePointer<Float>
        ) -> Void
    ) {
        Threads.parallelFor(count, grain: grain) { range in
            withUnsafeTemporaryAllocation(byteCount: 3 * block * MemoryLayout<Float>.stride, alignment: 64) { bytes in
                let floats = bytes.bindMemory(to: Float.self).baseAddress!
                var place = range.lowerBound
                while place < range.upperBound {
                    let length = min(block, range.upperBound - place)
                    body(place, length, floats, floats + block, floats + 2 * block)
                    place += length
                }
            }
        }
    }
}
