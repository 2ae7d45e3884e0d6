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
        return min(max(bound / (4 * 4 * 64 * max(1, window.dropLast().reduce(1, *))), 1), most)
    }

    /// Windows of a shape, its first axis left out, that a network in evaluation mode embeds at once.
    ///
    /// A layer holds its input, its output, and in a residual block the way around it and what a convolution unfolds: four times the largest map.
    package static func windows(of network: Sequential, _ window: [Int]) -> Int {
        var (shape, largest) = (Shape([1] + window), window.reduce(1, *))
        for part in network.parts {
            // What does not fit is told by the network itself.
            guard let next = try? part.layer.outputShape(for: shape) else { break }
            largest = max(largest, next.count)
            shape = next
        }
        return min(max(bound / (4 * 4 * max(1, largest)), 1), most)
    }
}
