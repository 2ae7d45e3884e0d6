import Layers
import Tensors

/// How many windows are embedded at once: so many that the maps of a network stay within a bound, whatever their size.
package enum EmbeddingMemory {
    /// What the maps of windows that are embedded at once may take (bytes).
    static let bound = 1 << 30
    /// Windows at once at most.
    static let most = 64

    /// Windows at once of a network that is not known: as if its largest maps had 64 channels, and the extent of its input.
    static func windows(_ window: [Int]?) -> Int {
        guard let window else { return most }
        return fitting(64, of: numbers(in: Array(window.dropLast())))
    }

    /// As many windows as fit whose largest map has so many numbers, in so many channels.
    private static func fitting(_ channels: Int, of numbers: Int) -> Int {
        min(max(bound / (4 * 4 * channels) / max(1, numbers), 1), most)
    }

    /// Numbers in an array of these sizes; the largest there is where no array has as many.
    private static func numbers(in sizes: [Int]) -> Int {
        sizes.reduce(1) { product, size in
            let (next, overflows) = product.multipliedReportingOverflow(by: max(0, size))
            return overflows ? .max : next
        }
    }

    /// Windows of a shape, its first axis left out, that a network in evaluation mode embeds at once.
    ///
    /// A layer holds its input, its output, and in a residual block the way around it and what a convolution unfolds: four times the largest map.
    package static func windows(of network: Sequential, _ window: [Int]) -> Int {
        // What is no shape is told by whoever computes with it.
        guard let first = try? ShapeRule.shape([1] + window) else { return 1 }
        var (shape, largest) = (first, first.count)
        for part in network.parts {
            // What does not fit is told by the network itself.
            guard let next = try? part.layer.outputShape(for: shape) else { break }
            largest = max(largest, next.count)
            shape = next
        }
        return fitting(1, of: largest)
    }
}
