/// Floating-point operations of a training step's convolutions: two for each multiply and add, in the forward pass, by the filters
/// and, but for the first layers, by the input. All else in a step is passes over memory.
enum NetworkWork {
    private struct Layer {
        /// Points of the output.
        let points: Int
        let inputs: Int
        let outputs: Int
        /// Points of the filter.
        let taps: Int
        var isFirst = false

        var operations: Double {
            2 * Double(points) * Double(inputs * outputs) * Double(taps) * (isFirst ? 2 : 3)
        }
    }

    /// `MiniPair` on a batch of 12×32×32 clips and 100×40 spectrograms.
    static func miniPair(batch: Int, width w: Int) -> Double {
        var layers = [Layer(points: 12 * 16 * 16, inputs: 3, outputs: w, taps: 75, isFirst: true)]
        layers += [Layer](repeating: Layer(points: 12 * 16 * 16, inputs: w, outputs: w, taps: 27), count: 2)
        for (side, inputs) in [(8, w), (4, 2 * w), (2, 4 * w)] {
            layers += group(points: 12 * side * side, inputs: inputs, outputs: 2 * inputs, blocks: 1)
        }
        let sound = [
            (100 * 40, 1, w), (100 * 20, w, 2 * w), (50 * 10, 2 * w, 4 * w), (25 * 5, 4 * w, 4 * w), (12 * 2, 4 * w, 8 * w),
        ]
        layers += sound.map { Layer(points: $0, inputs: $1, outputs: $2, taps: 9, isFirst: $1 == 1) }
        return Double(batch) * layers.reduce(0) { $0 + $1.operations }
    }

    /// MC3-18 on a batch of clips.
    static func mc3(batch: Int, frames: Int, side: Int, width w: Int) -> Double {
        var side = (side + 1) / 2
        var layers = [Layer(points: frames * side * side, inputs: 3, outputs: w, taps: 147, isFirst: true)]
        layers += [Layer](repeating: Layer(points: frames * side * side, inputs: w, outputs: w, taps: 27), count: 4)
        for inputs in [w, 2 * w, 4 * w] {
            side = (side + 1) / 2
            layers += group(points: frames * side * side, inputs: inputs, outputs: 2 * inputs, blocks: 2)
        }
        return Double(batch) * layers.reduce(0) { $0 + $1.operations }
    }

    /// Residual blocks of 1×3×3 convolutions, the first with a shortcut of one point.
    private static func group(points: Int, inputs: Int, outputs: Int, blocks: Int) -> [Layer] {
        [
            Layer(points: points, inputs: inputs, outputs: outputs, taps: 9),
            Layer(points: points, inputs: inputs, outputs: outputs, taps: 1),
        ]
            + [Layer](repeating: Layer(points: points, inputs: outputs, outputs: outputs, taps: 9), count: 2 * blocks - 1)
    }
}
