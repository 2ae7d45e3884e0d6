/// What lies in the middle of the sorted elements, or at another part of them.
extension Tensor {
    /// The number below which the part `q` of the elements lies, between two of them by linear interpolation: `[…] → []`, or without `axis`.
    ///
    /// With n sorted elements it is what stands at position q (n − 1), counted from 0. Where one element is NaN, so is the quantile; an axis
    /// of no elements traps. The gradient goes to the two elements beside the position.
    ///
    ///     Tensor([1, 2, 3, 4]).quantile(0.25)   // 1.75
    ///
    /// - Parameters:
    ///   - q: within 0…1.
    ///   - axis: along which the elements are compared; all of them by default.
    public func quantile(_ q: Double, axis: Int? = nil, keepingDimensions: Bool = false) -> Tensor {
        quantile(q, axis: axis, keepingDimensions: keepingDimensions, named: "quantile")
    }

    /// The middle of the sorted elements, of an even number the mean of the two in the middle: `[…] → []`, or without `axis`.
    ///
    /// Where one element is NaN, so is the median; an axis of no elements traps.
    ///
    ///     Tensor([1, 5, 2]).median()   // 2
    public func median(axis: Int? = nil, keepingDimensions: Bool = false) -> Tensor {
        quantile(0.5, axis: axis, keepingDimensions: keepingDimensions, named: "median")
    }

    private func quantile(_ q: Double, axis: Int?, keepingDimensions: Bool, named name: String) -> Tensor {
        let target = obeying(
            try ShapeRule.quantile(q, of: shape, axis: axis, keepingDimensions: keepingDimensions, operation: name))
        let along = axis.map { $0 < 0 ? $0 + rank : $0 } ?? 0
        let sorted = (axis == nil ? flattened() : self).sorted(axis: along)
        let size = sorted.shape.dimensions[along]
        let position = q * Double(size - 1)
        let below = Int(position)
        let part = Float(position - Double(below))
        let low = sorted.slice(axis: along, at: below)
        let high = sorted.slice(axis: along, at: Swift.min(below + 1, size - 1))
        // Equal neighbours are no interval: two infinities would have NaN between them.
        let value = part == 0 ? low : Tensor.select(low .== high, low, low + (high - low) * part)
        // The last is NaN where one is.
        let last = sorted.slice(axis: along, at: size - 1)
        return Tensor.select(last.detached().isNaN(), last, value).reshaped(to: target)
    }
}
