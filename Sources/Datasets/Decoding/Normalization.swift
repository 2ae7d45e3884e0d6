/// Means and deviations that z-normalise frames and filter banks; taken from a training set, used with every set.
public struct Normalization: Codable, Hashable, Sendable {
    /// Of red, green and blue, in units of full scale (0…1).
    public var frameMean: [Float]
    /// Standard deviations of red, green and blue, in units of full scale.
    public var frameDeviation: [Float]
    /// Of each band of the log filter bank.
    public var bankMean: [Float]
    /// Standard deviation of each band of the log filter bank.
    public var bankDeviation: [Float]

    /// Lowest value of a normalised bank: digital silence lies at the logarithm of nothing, 20 and more deviations down.
    public static let floor: Float = -4

    /// Means and deviations, as many of the one as of the other.
    ///
    /// - Parameters:
    ///   - frameMean: three, of red, green and blue (0…1).
    ///   - frameDeviation: three.
    ///   - bankMean: one a band.
    ///   - bankDeviation: one a band.
    public init(frameMean: [Float], frameDeviation: [Float], bankMean: [Float], bankDeviation: [Float]) {
        require(frameMean.count == frameDeviation.count && bankMean.count == bankDeviation.count, "one deviation a mean")
        self.frameMean = frameMean
        self.frameDeviation = frameDeviation
        self.bankMean = bankMean
        self.bankDeviation = bankDeviation
    }
}

/// Sums towards a mean and a deviation by column.
struct ColumnMoments {
    private var count = 0
    private var sums: [Double]
    private var squares: [Double]

    init(columns: Int) {
        sums = [Double](repeating: 0, count: columns)
        squares = sums
    }

    /// Adds rows of `columns` values each.
    mutating func add(_ values: Span<Float>) {
        let columns = sums.count
        for row in stride(from: 0, to: values.count, by: columns) {
            for column in 0..<columns {
                let value = Double(values[row + column])
                sums[column] += value
                squares[column] += value * value
            }
        }
        count += values.count / max(columns, 1)
    }

    /// Adds rows of bytes, as fractions of 255.
    mutating func add(_ values: Span<UInt8>) {
        let columns = sums.count
        var (totals, totalSquares) = ([Int](repeating: 0, count: columns), [Int](repeating: 0, count: columns))
        for row in stride(from: 0, to: values.count, by: columns) {
            for column in 0..<columns {
                let value = Int(values[row + column])
                totals[column] += value
                totalSquares[column] += value * value
            }
        }
        for column in 0..<columns {
            sums[column] += Double(totals[column]) / 255
            squares[column] += Double(totalSquares[column]) / (255 * 255)
        }
        count += values.count / max(columns, 1)
    }

    var means: [Float] { sums.map { Float($0 / Double(max(count, 1))) } }
    /// Never below 10⁻³, so that a constant column stays finite.
    var deviations: [Float] {
        zip(sums, squares).map { sum, square in
            let mean = sum / Double(max(count, 1))
            return Float(max((square / Double(max(count, 1)) - mean * mean), 1e-6).squareRoot())
        }
    }
}
