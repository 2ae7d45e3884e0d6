import Tensors

/// Bands of time and of frequency that are blotted out of filter banks, so that no network leans on one of them (Park et al. 2019).
///
/// As torchaudio's `TimeMasking` and `FrequencyMasking`: a mask's width is drawn evenly from 0 to its largest, its beginning evenly from where it
/// fits. Each example has masks of its own.
///
/// ```swift
/// let augment = SpecAugment(timeMasks: 2, timeWidth: 20, bandMasks: 2, bandWidth: 8)
/// let seen = augment(banks, using: &random)           // [N, T, F, 1] or [N, T, F]
/// ```
public struct SpecAugment: Sendable {
    /// Masks over time, and the most rows that one hides.
    public let timeMasks: Int, timeWidth: Int
    /// Masks over bands, and the most bands that one hides.
    public let bandMasks: Int, bandWidth: Int
    /// The most of an example's rows that one mask over time hides, 0…1.
    public let timeShare: Double
    /// What stands where a mask is.
    public let value: Float

    /// - Parameters:
    ///   - timeMasks: how many over time, 0…1000.
    ///   - timeWidth: the most rows that one hides, ≥ 0.
    ///   - bandMasks: how many over bands, 0…1000.
    ///   - bandWidth: the most bands that one hides, ≥ 0.
    ///   - timeShare: the most of an example's rows that one mask over time hides, 0…1.
    ///   - value: what stands where a mask is; 0 is the mean of normalised banks.
    public init(
        timeMasks: Int = 2, timeWidth: Int = 20, bandMasks: Int = 2, bandWidth: Int = 8, timeShare: Double = 1, value: Float = 0
    ) {
        require(
            (0...1000).contains(timeMasks) && (0...1000).contains(bandMasks) && timeWidth >= 0 && bandWidth >= 0,
            "SpecAugment: found \(timeMasks) masks of \(timeWidth) rows and \(bandMasks) of \(bandWidth) bands, expected 0 to 1000 masks, of none or more"
        )
        require((0...1).contains(timeShare), "SpecAugment: found a share of \(timeShare), expected 0 to 1")
        (self.timeMasks, self.timeWidth, self.bandMasks, self.bandWidth) = (timeMasks, timeWidth, bandMasks, bandWidth)
        (self.timeShare, self.value) = (timeShare, value)
    }

    /// The banks with masks drawn from a stream: `[N, T, F]` or `[N, T, F, 1]`.
    public func callAsFunction(_ banks: Tensor, using random: inout RandomStream) -> Tensor {
        require(
            banks.rank == 3 || banks.rank == 4 && banks.shape[3] == 1,
            "SpecAugment: found \(banks.shape), expected [N, T, F] or [N, T, F, 1]")
        let (examples, rows, bands) = (banks.shape[0], banks.shape[1], banks.shape[2])
        var seen = [Float](repeating: 1, count: examples * rows * bands)
        for example in 0..<examples {
            let first = example * rows * bands
            for _ in 0..<timeMasks {
                let most = min(timeWidth, Int(timeShare * Double(rows)))
                for row in Self.span(of: rows, most, &random) {
                    for band in 0..<bands { seen[first + row * bands + band] = 0 }
                }
            }
            for _ in 0..<bandMasks {
                for band in Self.span(of: bands, bandWidth, &random) {
                    for row in 0..<rows { seen[first + row * bands + band] = 0 }
                }
            }
        }
        return .select(Tensor(seen, shape: banks.shape), banks, Tensor(value))
    }

    private static func span(of count: Int, _ most: Int, _ random: inout RandomStream) -> Range<Int> {
        let most = min(most, count)
        let width = min(Int(random.uniform() * Float(most + 1)), most)
        let first = min(Int(random.uniform() * Float(count - width + 1)), count - width)
        return first..<first + width
    }
}
