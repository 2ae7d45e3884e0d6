import Tensors

extension Tensor {
    /// Frames in another size, bilinear, as torchvision's `resize` with its `antialias`: where they shrink, a pixel is made of all that it covers.
    ///
    ///     let small = clips.resized(height: 112, width: 112)       // [N, T, 112, 112, 3]
    ///
    /// - Parameters:
    ///   - height, width: of the result, pixels, ≥ 1; 0 pixels of the frame itself end the cell.
    /// - Returns: `[…, height, width, channels]` of `[…, H, W, channels]`. Derivatives go through.
    public func resized(height: Int, width: Int) -> Tensor {
        require(rank >= 3, "resized: found \(shape), expected […, height, width, channels]")
        require(height >= 1 && width >= 1, "resized: found \(height)×\(width) pixels, expected at least 1×1")
        let (h, w) = (shape[rank - 3], shape[rank - 2])
        require(h >= 1 && w >= 1, "resized: found frames of \(h)×\(w) pixels, expected at least 1×1")
        let outer = Array(shape.dimensions.dropLast(3)), channels = shape[rank - 1]
        for sizes in [outer + [h, width, channels], outer + [height, width, channels], [height, h], [width, w]] {
            Pictures.hold(sizes, "resized")
        }
        return filtered(
            rows: h == height ? nil : BilinearWeights.matrix(from: h, to: height),
            columns: w == width ? nil : BilinearWeights.matrix(from: w, to: width))
    }

    /// The middle of frames, as torchvision's `center_crop`.
    ///
    /// - Parameters:
    ///   - height, width: of the result, pixels; more than the frame has end the cell.
    public func centreCropped(height: Int, width: Int) -> Tensor {
        require(rank >= 3, "centreCropped: found \(shape), expected […, height, width, channels]")
        let (h, w) = (shape[rank - 3], shape[rank - 2])
        require(
            height >= 1 && width >= 1 && height <= h && width <= w,
            "centreCropped: found \(height)×\(width), expected at least 1×1 and at most the frame's \(h)×\(w)")
        func first(_ all: Int, _ part: Int) -> Int { Int((Double(all - part) / 2).rounded(.toNearestOrEven)) }
        return cut(y: first(h, height), x: first(w, width), height: height, width: width)
    }

    /// A part of frames, which lies within them.
    func cut(y: Int, x: Int, height: Int, width: Int) -> Tensor {
        slice(axis: rank - 3, y..<y + height).slice(axis: rank - 2, x..<x + width)
    }

    /// Frames whose rows and columns are mixed: `rows` is `[new height, height]`, `columns` `[new width, width]`; nil leaves them.
    func filtered(rows: Tensor?, columns: Tensor?) -> Tensor {
        let (h, w, channels) = (shape[rank - 3], shape[rank - 2], shape[rank - 1])
        let outer = Array(shape.dimensions.dropLast(3))
        let count = outer.reduce(1, *)
        var (frames, width) = (self, w)
        if let columns {
            width = columns.shape[0]
            frames = einsum("xw,nwc->nxc", columns, frames.reshaped(to: [count * h, w, channels]))
        }
        guard let rows else { return frames.reshaped(to: Shape(outer + [h, width, channels])) }
        frames = einsum("yh,nhk->nyk", rows, frames.reshaped(to: [count, h, width * channels]))
        return frames.reshaped(to: Shape(outer + [rows.shape[0], width, channels]))
    }
}

/// The weights of bilinear resizing along one axis: a triangle around each new pixel's middle, as wide as it covers old ones.
enum BilinearWeights {
    /// `[to, from]`; each row's sum is 1.
    static func matrix(from: Int, to: Int) -> Tensor {
        var weights = [Float](repeating: 0, count: to * from)
        let scale = Double(from) / Double(to)
        let support = max(scale, 1)
        for new in 0..<to {
            let centre = (Double(new) + 0.5) * scale
            let first = max(Int(centre - support + 0.5), 0)
            let end = min(Int(centre + support + 0.5), from)
            let row = (first..<end).map { max(0, 1 - abs((Double($0) + 0.5 - centre) / support)) }
            let sum = row.reduce(0, +)
            for (index, weight) in row.enumerated() { weights[new * from + first + index] = Float(weight / sum) }
        }
        return Tensor(weights, shape: [to, from])
    }
}
