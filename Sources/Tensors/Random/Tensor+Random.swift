import Kernels

extension Tensor {
    /// A tensor of independent uniform numbers of `range`.
    ///
    ///     var stream = RandomStream(seed: 1)
    ///     let noise = Tensor.uniform([2, 3], in: -1..<1, using: &stream)
    public static func uniform(
        _ shape: Shape, in range: Range<Float> = 0..<1, using stream: inout RandomStream
    ) -> Tensor {
        random(shape, using: &stream) { words, target, count in
            for i in 0..<count { target[i] = RandomStream.scaled(RandomStream.unit(words[i]), to: range) }
        }
    }

    /// A tensor of independent normal numbers.
    public static func normal(
        _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1, using stream: inout RandomStream
    ) -> Tensor {
        random(shape, using: &stream) { words, target, count in
            NormalKernel.write(words, mean: mean, deviation: standardDeviation, to: target, count: count)
        }
    }

    /// An element's words are found by its place, so that it does not depend on the threads; `numbers` makes `count` elements
    /// from as many words (rounded up to whole groups).
    private static func random(
        _ shape: Shape, using stream: inout RandomStream,
        _ numbers: (_ words: UnsafePointer<UInt32>, _ target: UnsafeMutablePointer<Float>, _ count: Int) -> Void
    ) -> Tensor {
        let piece = 1_024
        let blocks = (shape.count + NormalKernel.group - 1) / NormalKernel.group * (NormalKernel.group / 4)
        let first = stream.take(blocks: blocks)
        let source = stream
        return Tensor(shape: shape) { target in
            let start = target.baseAddress!
            Threads.parallelFor((target.count + piece - 1) / piece, grain: 8) { pieces in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: piece) { words in
                    for index in pieces {
                        let count = Swift.min(piece, target.count - index * piece)
                        let block = first &+ UInt64(index * piece / 4)
                        let end = Swift.min(block &+ UInt64(piece / 4), first &+ UInt64(blocks))
                        source.write(blocks: block..<end, to: words.baseAddress!)
                        numbers(words.baseAddress!, start + index * piece, count)
                    }
                }
            }
        }
    }
}
