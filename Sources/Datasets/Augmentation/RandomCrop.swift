import Foundation
import Tensors

/// Random parts of frames, of random size and shape, scaled to one size, as torchvision's `RandomResizedCrop`; half of them mirrored where
/// that is asked for. Each clip has its own, and all frames of a clip the same.
///
/// ```swift
/// let crop = RandomResizedCrop(height: 112, width: 112, area: 0.2...1, flip: 0.5)
/// let seen = crop(clips, using: &random)              // [N, T, 112, 112, 3]
/// ```
public struct RandomResizedCrop: Hashable, Sendable {
    /// Of the result, pixels.
    public let height: Int, width: Int
    /// Share of the frame's area that is seen.
    public let area: ClosedRange<Double>
    /// Width of the part by its height.
    public let aspect: ClosedRange<Double>
    /// How likely left and right are exchanged.
    public let flip: Double

    /// - Parameters:
    ///   - height, width: of the result, pixels, ≥ 1.
    ///   - area: share of the frame's area that is seen, within 0…1, drawn evenly.
    ///   - aspect: width of the part by its height, > 0; its logarithm is drawn evenly.
    ///   - flip: how likely left and right are exchanged, 0…1.
    public init(
        height: Int, width: Int, area: ClosedRange<Double> = 0.08...1, aspect: ClosedRange<Double> = 0.75...4.0 / 3,
        flip: Double = 0
    ) {
        require(height >= 1 && width >= 1, "RandomResizedCrop: found \(height)×\(width) pixels, expected at least 1×1")
        require(
            area.lowerBound > 0 && area.upperBound <= 1,
            "RandomResizedCrop: found an area of \(area.lowerBound)…\(area.upperBound), expected a share above 0, at most 1")
        require(
            aspect.lowerBound > 0 && aspect.upperBound.isFinite,
            "RandomResizedCrop: found an aspect of \(aspect.lowerBound)…\(aspect.upperBound), expected more than 0")
        require((0...1).contains(flip), "RandomResizedCrop: found a probability of \(flip), expected 0…1")
        (self.height, self.width, self.area, self.aspect, self.flip) = (height, width, area, aspect, flip)
    }

    /// A part of a frame, and whether it is mirrored.
    struct Part: Hashable { var (y, x, height, width, isMirrored) = (0, 0, 0, 0, false) }

    /// Draws the part of a frame of `rows`×`columns` pixels. Where none of ten of the shapes drawn fits, the middle is taken, in the nearest
    /// shape that does.
    func draw(rows: Int, columns: Int, using random: inout RandomStream) -> Part {
        let isMirrored = flip > 0 && random.bernoulli(flip)
        for _ in 0..<10 {
            let seen = Double(rows * columns) * drawn(area, &random)
            let shape = exp(drawn(log(aspect.lowerBound)...log(aspect.upperBound), &random))
            let (w, h) = (Int((seen * shape).squareRoot().rounded()), Int((seen / shape).squareRoot().rounded()))
            guard (1...columns).contains(w), (1...rows).contains(h) else { continue }
            return Part(
                y: random.integer(in: 0..<rows - h + 1), x: random.integer(in: 0..<columns - w + 1), height: h, width: w,
                isMirrored: isMirrored)
        }
        let (whole, shape) = ((columns, rows), Double(columns) / Double(rows))
        let (w, h) =
            shape < aspect.lowerBound
            ? (columns, Int((Double(columns) / aspect.lowerBound).rounded()))
            : shape > aspect.upperBound ? (Int((Double(rows) * aspect.upperBound).rounded()), rows) : whole
        let (width, height) = (min(max(w, 1), columns), min(max(h, 1), rows))
        return Part(
            y: (rows - height) / 2, x: (columns - width) / 2, height: height, width: width, isMirrored: isMirrored)
    }

    private func drawn(_ range: ClosedRange<Double>, _ random: inout RandomStream) -> Double {
        range.lowerBound < range.upperBound ? random.uniform(in: range.lowerBound..<range.upperBound) : range.lowerBound
    }

    /// The frames' parts, drawn from a stream.
    ///
    /// - Parameter frames: a picture `[H, W, C]`, a clip `[T, H, W, C]` or clips `[N, T, H, W, C]` of at least a pixel.
    public func callAsFunction(_ frames: Tensor, using random: inout RandomStream) -> Tensor {
        Pictures.eachClip(frames, "RandomResizedCrop") { clip in
            let (rows, columns) = (clip.shape[clip.rank - 3], clip.shape[clip.rank - 2])
            require(rows >= 1 && columns >= 1, "RandomResizedCrop: found frames of \(rows)×\(columns), expected at least 1×1")
            let part = draw(rows: rows, columns: columns, using: &random)
            let seen = clip.cut(y: part.y, x: part.x, height: part.height, width: part.width)
                .resized(height: height, width: width)
            return part.isMirrored ? seen.flipped(axis: seen.rank - 2) : seen
        }
    }
}
