/// How different two pictures look: 0 for the same, 1 for nothing in common.
///
/// Both are seen in grey and at half their size, where smoothed edges count for little, in squares of 16 pixels: the difference is that of the square
/// that differs most, (1 − SSIM) / 2 after Wang et al. 2004. So a line that moved counts as much in a large picture as in a small one.
public enum PictureDifference {
    /// How different two pictures may look unless a notebook says otherwise.
    public static let limit = 0.1

    /// - Returns: nil where one of the two is no PNG picture.
    public static func between(_ one: [UInt8], _ other: [UInt8]) -> Double? {
        guard let one = Grey(png: one), let other = Grey(png: other) else { return nil }
        guard one.width == other.width, one.height == other.height else { return 1 }
        let (a, b) = (one.halved, other.halved)
        var worst = 0.0
        for top in stride(from: 0, to: a.height, by: side) {
            for left in stride(from: 0, to: a.width, by: side) { worst = max(worst, dissimilarity(a, b, top, left)) }
        }
        return worst
    }

    private static let side = 16

    private static func dissimilarity(_ a: Grey, _ b: Grey, _ top: Int, _ left: Int) -> Double {
        var (count, sumA, sumB, squareA, squareB, product) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for row in top..<min(top + side, a.height) {
            for column in left..<min(left + side, a.width) {
                let (x, y) = (Double(a.pixels[row * a.width + column]), Double(b.pixels[row * b.width + column]))
                count += 1
                sumA += x
                sumB += y
                squareA += x * x
                squareB += y * y
                product += x * y
            }
        }
        let (meanA, meanB) = (sumA / count, sumB / count)
        let varianceA = max(0, squareA / count - meanA * meanA)
        let varianceB = max(0, squareB / count - meanB * meanB)
        let covariance = product / count - meanA * meanB
        // The constants of the source, for values of 0…1.
        let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
        let similarity =
            (2 * meanA * meanB + c1) * (2 * covariance + c2)
            / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2))
        return (1 - similarity) / 2
    }
}

/// A picture in grey, 0…1, on white.
private struct Grey {
    let width: Int
    let height: Int
    let pixels: [Float]

    init(width: Int, height: Int, pixels: [Float]) { (self.width, self.height, self.pixels) = (width, height, pixels) }

    init?(png bytes: [UInt8]) {
        guard let read = PNGPixels(png: bytes, as: .grey) else { return nil }
        self.init(width: read.width, height: read.height, pixels: read.bytes.map { Float($0) / 255 })
    }

    /// Half as wide and high, each pixel the mean of four.
    var halved: Grey {
        let (w, h) = (max(width / 2, 1), max(height / 2, 1))
        let pixels = (0..<h * w).map { place -> Float in
            let (row, column) = (place / w * 2, place % w * 2)
            let (below, right) = (min(row + 1, height - 1), min(column + 1, width - 1))
            return
                (self.pixels[row * width + column] + self.pixels[row * width + right] + self.pixels[below * width + column]
                + self.pixels[below * width + right]) / 4
        }
        return Grey(width: w, height: h, pixels: pixels)
    }
}
