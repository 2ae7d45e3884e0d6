/// Normal numbers from random bits.
///
/// G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", 1958.
package enum NormalKernel {
    /// Words that make as many numbers together.
    package static var group: Int { 32 }

    /// `target[i] = mean + deviation · z` with independent z. `words` holds `count` words rounded up to whole groups: the first
    /// half of a group's words give radii, the second half angles, so that both loops run along memory.
    package static func write(
        _ words: UnsafePointer<UInt32>, mean: Float, deviation: Float, to target: UnsafeMutablePointer<Float>, count: Int
    ) {
        let whole = count / group * group
        var place = 0
        while place < whole {
            writeGroup(words + place, mean, deviation, target + place)
            place += group
        }
        guard whole < count else { return }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: group) { last in
            writeGroup(words + whole, mean, deviation, last.baseAddress!)
            (target + whole).update(from: last.baseAddress!, count: count - whole)
        }
    }

    @inline(__always)
    private static func writeGroup(
        _ words: UnsafePointer<UInt32>, _ mean: Float, _ deviation: Float, _ target: UnsafeMutablePointer<Float>
    ) {
        let angles = words + 16
        let other = target + 16
        for i in 0..<16 {
            let (a, b) = pair(words[i], angles[i])
            target[i] = mean + deviation * a
            other[i] = mean + deviation * b
        }
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
        // Odd quarters exchange sine and cosine; signs are set by their bits, so that there is no branch.
        let odd = 0 &- (quarter & 1)
        let a = (sine.bitPattern & odd) | (cosine.bitPattern & ~odd)
        let b = (cosine.bitPattern & odd) | (sine.bitPattern & ~odd)
        return (
            clipped * Float(bitPattern: a ^ ((quarter &+ 1) & 2) &<< 30), clipped * Float(bitPattern: b ^ (quarter & 2) &<< 30)
        )
    }

    /// One normal number of two words.
    package static func single(_ first: UInt32, _ second: UInt32) -> Float { pair(first, second).0 }
}
