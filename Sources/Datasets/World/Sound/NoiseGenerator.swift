/// Bulk noise for sound and picture: millions of draws a video, so quicker than the splittable stream it is seeded from.
///
/// xorshift64* (Vigna 2016); the sum of four 16-bit uniforms stands for a Gaussian, whose tails nobody hears.
struct NoiseGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_f491_4f6c_dd1d
    }

    /// A draw of mean 0 and standard deviation 1, within ±3.5.
    mutating func gaussian() -> Float {
        let bits = next()
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)
        return (Float(sum) - 131070) * 2.642_9e-5
    }
}
