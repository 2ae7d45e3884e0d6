import Kernels

extension Tensor {
    /// How many elements lie in each of `bins` equal parts of a range, and the `bins + 1` edges of the parts.
    ///
    /// A part holds its lower edge, the last one its upper edge as well. NaN and what lies outside of the range is not counted; without a
    /// range it goes from the smallest finite element to the largest (half a unit to either side where those are equal, 0…1 where there is none).
    ///
    ///     let (counts, edges) = Tensor([0, 1, 1, 4]).histogram(bins: 2)   // [3, 1] and [0, 2, 4]
    public func histogram(bins: Int = 10, range: ClosedRange<Float>? = nil) -> (counts: [Int], edges: Tensor) {
        obeying(try ShapeRule.histogram(bins: bins, range: range))
        var (low, high) = range.map { (Double($0.lowerBound), Double($0.upperBound)) } ?? finiteBounds
        // Half a unit, or what is not lost beside the number.
        let margin = low == high ? Swift.max(0.5, low.magnitude * 0x1p-20) : 0
        (low, high) = (low - margin, high + margin)
        let edges = (0...bins).map { $0 == bins ? high : low + (high - low) * (Double($0) / Double(bins)) }
        let counts = withUnsafeBuffer { elements in
            elements.baseAddress.map { HistogramKernel.counts($0, count: elements.count, edges: edges) }
        }
        return (counts ?? [Int](repeating: 0, count: bins), Tensor(edges))
    }

    private var finiteBounds: (Double, Double) {
        let (low, high) = withUnsafeBuffer { elements in
            var (low, high) = (Float.infinity, -Float.infinity)
            for x in elements where x.isFinite { (low, high) = (x < low ? x : low, x > high ? x : high) }
            return (low, high)
        }
        return low <= high ? (Double(low), Double(high)) : (0, 1)
    }
}
