import Foundation
import Tensors

extension Tensor {
    /// Frames blurred by a Gaussian, as torchvision's `gaussian_blur`: at the edges the frame goes on as its mirror image.
    ///
    ///     let soft = clips.blurred(sigma: 1.5)
    ///
    /// - Parameters:
    ///   - sigma: pixels, > 0.
    ///   - size: of the kernel, pixels, odd; nil for one that holds 3 sigma to each side. Twice the frame's side or more ends the cell.
    /// - Returns: the shape of the frames, `[…, height, width, channels]`. Derivatives go through.
    public func blurred(sigma: Double, size: Int? = nil) -> Tensor {
        require(rank >= 3, "blurred: found \(shape), expected […, height, width, channels]")
        require(sigma > 0 && sigma.isFinite, "blurred: found a sigma of \(sigma), expected more than 0")
        let (h, w) = (shape[rank - 3], shape[rank - 2])
        require(h >= 1 && w >= 1, "blurred: found frames of \(h)×\(w) pixels, expected at least 1×1")
        for side in [h, w] { Pictures.hold([side, side], "blurred") }
        let shorter = Swift.min(h, w)
        let reach = size.map { $0 / 2 } ?? Swift.min(Int((3 * Swift.min(sigma, 1e6)).rounded(.up)), shorter - 1)
        require(
            size.map { $0 >= 1 && $0 % 2 == 1 } ?? true && reach < shorter,
            "blurred: found a kernel of \(size ?? 0), expected an odd one of 1…\(2 * shorter - 1) for frames of \(h)×\(w)")
        return filtered(
            rows: GaussianWeights.matrix(h, sigma: sigma, reach: reach),
            columns: GaussianWeights.matrix(w, sigma: sigma, reach: reach))
    }
}

/// The weights of a blur along one axis.
private enum GaussianWeights {
    /// `[count, count]`: a Gaussian around each pixel, folded back at the ends; each row's sum is 1.
    static func matrix(_ count: Int, sigma: Double, reach: Int) -> Tensor {
        let weights = (0...2 * reach).map { exp(-0.5 * pow(Double($0 - reach) / sigma, 2)) }
        let sum = weights.reduce(0, +)
        var matrix = [Float](repeating: 0, count: count * count)
        for row in 0..<count {
            for (index, weight) in weights.enumerated() {
                let place = abs(row + index - reach)
                let column = place < count ? place : 2 * (count - 1) - place
                matrix[row * count + column] += Float(weight / sum)
            }
        }
        return Tensor(matrix, shape: [count, count])
    }
}
