/// Normal numbers from random bits.
///
/// G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", 1958.
package enum NormalKernel {
    /// `target[i] = mean + deviation · z`, two independent z from each two words; an odd count wastes the last.
    package static func write(
        _ words: UnsafePointer<UInt32>, mean: Float, deviation: Float, to target: UnsafeMutablePointer<Float>, count: Int
    ) {
        for pair in 0..<count / 2 {
            let (a, b) = self.pair(words[2 * pair], words[2 * pair + 1])
            target[2 * pair] = mean + deviation * a
            target[2 * pair + 1] = mean + deviation * b
        }
        if count % 2 == 1 { target[count - 1] = mean + deviation * pair(words[count - 1], words[count]).0 }
    }

    /// Two normal numbers of two words. All 32 bits of the first reach the tail, to 6.7 deviations.
    @inline(__always)
    static func pair(_ first: UInt32, _ second: UInt32) -> (Float, Float) {
        let radius = (-2 * VectorMath.logarithm((Float(first) + 0.5) * 0x1p-32)).squareRoot()
        let clipped = radius > 0 ? radius : 0
        // The angle, 2π · second / 2³², reduced to a quarter turn by integer arithmetic, which loses nothing.
        let quarter = (second &+ 0x2000_0000) &>> 30
        let x = Float(Int32(bitPattern: second &- quarter &<< 30)) * 1.462_918_1e-9  // within ±π/4
        let z = x * x
        var s: Float = -1.951_529_6e-4
        s = Float(8.332_161e-3).addingProduct(s, z)
        s = Float(-1.666_665_5e-1).addingProduct(s, z)
        let sine = x.addingProduct(s * z, x)
        var c: Float = 2.443_315_7e-5
        c = Float(-1.388_731_6e-3).addingProduct(c, z)
        c = Float(4.166_664_6e-2).addingProduct(c, z)
        let cosine = (1 - 0.5 * z).addingProduct(c * z, z)
        let swaps = quarter & 1 == 1
        let (a, b) = (swaps ? sine : cosine, swaps ? cosine : sine)
        return (
            clipped * (quarter == 1 || quarter == 2 ? -a : a), clipped * (quarter == 2 || quarter == 3 ? -b : b)
        )
    }

    /// One normal number of two words.
    package static func single(_ first: UInt32, _ second: UInt32) -> Float { pair(first, second).0 }
}
