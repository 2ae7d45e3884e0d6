/// How many numbers lie between edges.
package enum HistogramKernel {
    /// Counts of the bins `edges[i] ≤ x < edges[i + 1]` (the last one closed), which are equally wide; NaN and what lies outside is in none.
    package static func counts(_ source: UnsafePointer<Float>, count: Int, edges: [Double]) -> [Int] {
        let bins = edges.count - 1
        let (low, high) = (edges[0], edges[bins])
        let scale = Double(bins) / (high - low)
        let blocks = max(1, min(16, count / 65_536, 1 << 22 / bins))
        let length = (count + blocks - 1) / blocks
        var partial = [Int](repeating: 0, count: blocks * bins)
        partial.withUnsafeMutableBufferPointer { partial in
            let partial = partial.baseAddress!
            edges.withUnsafeBufferPointer { edges in
                Threads.parallelBlocks(blocks) { block in
                    let counts = partial + block * bins
                    for i in block * length..<max(min((block + 1) * length, count), block * length) {
                        let x = Double(source[i])
                        guard x >= low, x <= high else { continue }
                        var bin = min(Int((x - low) * scale), bins - 1)
                        // The edges decide, where the product was rounded across one.
                        if x < edges[bin] { bin -= 1 } else if x >= edges[bin + 1], bin < bins - 1 { bin += 1 }
                        counts[bin] += 1
                    }
                }
            }
        }
        return (0..<bins).map { bin in (0..<blocks).reduce(0) { $0 + partial[$1 * bins + bin] } }
    }
}
