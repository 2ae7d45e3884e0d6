import ArgumentParser
import Kernels
import Layers
import Optimizers
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
        try orders(x)
        try products(using: &stream)
        try sequences(using: &stream)
        try time("1000 tracked additions of 8, and back") {
            _ = gradient(at: bias) { bias in (0..<1000).reduce(bias) { sum, _ in sum + bias }.sum() }
        }
    }

    private func orders(_ x: Tensor) throws {
        let (words, square) = (2 * x.count, x.reshaped(1024, 1024))
        try time("gelu", words: words) { _ = x.gelu() }
        try time("gelu, and back") { _ = gradient(at: x) { $0.gelu().sum() } }
        try time("silu", words: words) { _ = x.silu() }
        try time("sort", words: words) { _ = x.sorted() }
        try time("sort 1024 rows of 1024", words: words) { _ = square.sorted() }
        try time("argsort", words: words) { _ = x.argsorted() }
        try time("the 10 largest", words: x.count) { _ = x.topK(10) }
        try time("cumulative sum", words: words) { _ = x.cumulativeSum() }
        try time("cumulative sums of rows", words: words) { _ = square.cumulativeSum(axis: 1) }
        try time("cumulative sums of columns", words: words) { _ = square.cumulativeSum(axis: 0) }
    }

    private func sequences(using stream: inout RandomStream) throws {
        let shape: Shape = [8, 196, 384]
        let (q, k, v) = (
            Tensor.normal(shape, using: &stream), Tensor.normal(shape, using: &stream), Tensor.normal(shape, using: &stream)
        )
        let (scale, shift) = (Tensor.ones([384]), Tensor.zeros([384]))
        try time("attention of 8×196×384, 6 heads") { _ = attention(q, k, v, heads: 6) }
        try time("attention, and back") {
            _ = gradient(at: [q, k, v]) { attention($0[0], $0[1], $0[2], heads: 6).sum() }
        }
        try time("layer normalisation of 8×196×384", words: 2 * q.count) { _ = q.layerNormalized(scale: scale, shift: shift) }
        try time("layer normalisation, and back") {
            _ = gradient(at: [q, scale, shift]) { $0[0].layerNormalized(scale: $0[1], shift: $0[2]).sum() }
        }
        let blocks = Sequential((0..<2).map { _ in TransformerBlock(384, heads: 6, using: &stream) })
        let optimizer = Adam(blocks.parameters, weightDecay: 0.01, decoupledDecay: true)
        try time("training step of 2 transformer blocks of 8×196×384") {
            let gradients = valueWithGradient(of: blocks.parameters) { blocks(q).square().mean() }.gradients
            optimizer.step(gradients, learningRate: 1e-4)
        }
    }

    private func products(using stream: inout RandomStream) throws {
        let (a, b) = (Tensor.normal([512, 512], using: &stream), Tensor.normal([512, 512], using: &stream))
        let (q, k) = (Tensor.normal([8, 6, 196, 64], using: &stream), Tensor.normal([8, 6, 196, 64], using: &stream))
        let (c, d) = (Tensor.normal([64, 128, 128], using: &stream), Tensor.normal([64, 128, 128], using: &stream))
        try time("einsum ij,jk->ik of 512") { _ = einsum("ij,jk->ik", a, b) }
        try time("einsum bhqd,bhkd->bhqk of 8×6×196×64") { _ = einsum("bhqd,bhkd->bhqk", q, k) }
        try time("einsum bij,bjk->bik of 64×128×128") { _ = einsum("bij,bjk->bik", c, d) }
        let system = c[0..<8] + 20 * Tensor.eye(128)
        try time("solve 8 systems of 128") { _ = try? solve(system, d[0..<8]) }
    }

    private func time(_ name: String, words: Int? = nil, _ work: () -> Void) throws {
        if let only, !name.contains(only) { return }
        try Measurement.measure(
            name, options: options, items: words.map { Double($0) * 4e-9 }, unit: words == nil ? nil : "GB/s", work
        ).report(options)
    }
}
