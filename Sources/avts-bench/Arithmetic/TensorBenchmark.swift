import ArgumentParser
import Kernels
import Tensors

/// Passes over memory: elementwise, broadcast, reduced, moved; random numbers; steps of a graph.
struct TensorBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tensor", abstract: "Tensor operations on 2²⁰ elements, and the cost of a graph's steps.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Only operations whose names contain this.")
    var only: String?

    func run() throws {
        let count = 1 << 20
        var stream = RandomStream(seed: 1)
        let x = Tensor.normal([count], using: &stream)
        let y = Tensor.uniform([count], in: 0.5..<2, using: &stream)
        let channels = x.reshaped(-1, 8)
        let rows = x.reshaped(-1, 256)
        let clips = x.reshaped(4, 16, 32, 32, 16)
        let bias = Tensor.ones([8])

        // The roof for passes over memory: three times 256 MiB lie in no cache.
        let large = Tensor.ones([1 << 26])
        try time("add, 2²⁶ elements", words: 3 * large.count) { _ = large + large }

        // Gigabytes a second count what the operation must read and write.
        try time("add", words: 3 * count) { _ = x + y }
        try time("times a number", words: 2 * count) { _ = x * 2 }
        try time("add a bias of 8 channels", words: 2 * count) { _ = channels + bias }
        try time("relu", words: 2 * count) { _ = x.relu() }
        try time("exp", words: 2 * count) { _ = x.exp() }
        try time("log", words: 2 * count) { _ = y.log() }
        try time("tanh", words: 2 * count) { _ = x.tanh() }
        try time("sigmoid", words: 2 * count) { _ = x.sigmoid() }
        try time("sum", words: count) { _ = x.sum() }
        try time("sum to 8 channels", words: count) { _ = channels.sum(axes: 0) }
        try time("max of rows of 256", words: count) { _ = rows.max(axes: 1) }
        try time("variance", words: count) { _ = x.variance() }
        try time("softmax of rows of 256", words: 2 * count) { _ = rows.softmax() }
        try time("transpose 4096 × 256", words: 2 * count) { _ = rows.transposed() }
        try time("NTHWC to NCTHW", words: 2 * count) { _ = clips.transposed(permutation: [0, 4, 1, 2, 3]) }
        try time("slice half the channels", words: count) { _ = channels[..., 0..<4] }
        try time("concatenate", words: 4 * count) { _ = Tensor.concatenated([x, y]) }
        try time("uniform numbers", words: count) { _ = Tensor.uniform([count], using: &stream) }
        try time("normal numbers", words: count) { _ = Tensor.normal([count], using: &stream) }
        try time("1000 tracked additions of 8, and back") {
            _ = gradient(at: bias) { bias in (0..<1000).reduce(bias) { sum, _ in sum + bias }.sum() }
        }
    }

    private func time(_ name: String, words: Int? = nil, _ work: () -> Void) throws {
        if let only, !name.contains(only) { return }
        try Measurement.measure(
            name, options: options, items: words.map { Double($0) * 4e-9 }, unit: words == nil ? nil : "GB/s", work
        ).report(options)
    }
}
