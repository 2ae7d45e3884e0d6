import Kernels

extension Tensor {
    /// A tensor of independent uniform numbers of `range`.
    ///
    ///     var stream = RandomStream(seed: 1)
    ///     let noise = Tensor.uniform([2, 3], in: -1..<1, using: &stream)
    public static func uniform(
        _ shape: Shape, in range: Range<Float> = 0..<1, using stream: inout RandomStream
    ) -> Tensor {
        random(shape, using: &stream) { block in
            SIMD4(
                RandomStream.scaled(RandomStream.unit(block.x), to: range),
                RandomStream.scaled(RandomStream.unit(block.y), to: range),
                RandomStream.scaled(RandomStream.unit(block.z), to: range),
                RandomStream.scaled(RandomStream.unit(block.w), to: range))
        }
    }

    /// A tensor of independent normal numbers.
    public static func normal(
        _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1, using stream: inout RandomStream
    ) -> Tensor {
        random(shape, using: &stream) { block in
            let (a, b) = RandomStream.normals(block.x, block.y)
            let (c, d) = RandomStream.normals(block.z, block.w)
            return mean + standardDeviation * SIMD4(a, b, c, d)
        }
    }

    /// Four elements a block; which block an element comes from does not depend on the threads.
    @inline(__always)
    private static func random(
        _ shape: Shape, using stream: inout RandomStream, _ numbers: (SIMD4<UInt32>) -> SIMD4<Float>
    ) -> Tensor {
        let blocks = (shape.count + 3) / 4
        let first = stream.take(blocks: blocks)
        let source = stream
        return Tensor(shape: shape) { target in
            Threads.parallelFor(blocks, grain: 2_048) { range in
                for index in range {
                    let values = numbers(source.block(first &+ UInt64(index)))
                    for lane in 0..<Swift.min(4, target.count - 4 * index) { target[4 * index + lane] = values[lane] }
                }
            }
        }
    }
}
