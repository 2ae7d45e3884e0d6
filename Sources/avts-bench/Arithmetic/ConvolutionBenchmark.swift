import ArgumentParser
import Kernels

/// The convolutions of the networks, forward and both derivatives, by each implementation.
struct ConvolutionBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convolution", abstract: "Convolutions of the mini and the full networks.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Only layers whose name contains this.")
    var only: String?

    @Option(help: "Only this implementation, and \"chosen\" for the one that would run.")
    var implementation: String?

    func run() throws {
        for (name, g) in ConvolutionBenchmark.layers where only.map(name.contains) ?? true {
            for kernel in ConvolutionChoice.implementations + [OneDNNConvolution(precision: .bf16)].compactMap(\.self) {
                try measure(name, g, kernel)
            }
        }
    }

    private func measure(_ name: String, _ g: ConvolutionGeometry, _ kernel: any ConvolutionKernel) throws {
        let (x, w, y) = (
            Storage(count: g.inputCount, repeating: 0.5), Storage(count: g.filterCount, repeating: 0.25),
            Storage(count: g.outputCount, repeating: 0.125)
        )
        func report(_ pass: ConvolutionPass, _ label: String, _ work: () -> Void) throws {
            let chosen = kernel.name == ConvolutionChoice.kernel(for: g, pass).name
            if let implementation, kernel.name != implementation, !(implementation == "chosen" && chosen) { return }
            try Measurement.measure(
                "\(name) \(label)", options: options, operations: g.operations, implementation: kernel.name, work
            ).report(options)
        }
        try report(.forward, "forward") {
            kernel.forward(g, input: x.pointer, filter: w.pointer, bias: nil, output: y.pointer)
        }
        try report(.backwardData, "backward data") {
            kernel.backwardData(g, outputGradient: y.pointer, filter: w.pointer, inputGradient: x.pointer)
        }
        try report(.backwardWeights, "backward weights") {
            kernel.backwardWeights(g, input: x.pointer, outputGradient: y.pointer, filterGradient: w.pointer)
        }
    }

    /// (name, geometry); the mini networks' with a batch of 64, the full ones' with a batch of 8.
    static let layers: [(String, ConvolutionGeometry)] = {
        func layer(
            _ batch: Int, _ input: Extent, _ inputs: Int, _ outputs: Int, _ kernel: Extent,
            _ stride: Extent = Extent(1, 1, 1)
        ) -> ConvolutionGeometry {
            ConvolutionGeometry(
                batch: batch, input: input, inputChannels: inputs, outputChannels: outputs, kernel: kernel, stride: stride,
                padding: Extent(kernel.time / 2, kernel.height / 2, kernel.width / 2))
        }
        let (half, flat) = (Extent(1, 2, 2), Extent(1, 3, 3))
        return [
            ("mini stem 3→8 3×5×5", layer(64, Extent(12, 32, 32), 3, 8, Extent(3, 5, 5), half)),
            ("mini 8→8 3×3×3", layer(64, Extent(12, 16, 16), 8, 8, Extent(3, 3, 3))),
            ("mini 8→16 1×3×3 /2", layer(64, Extent(12, 16, 16), 8, 16, flat, half)),
            ("mini 8→16 1×1×1 /2", layer(64, Extent(12, 16, 16), 8, 16, Extent(1, 1, 1), half)),
            ("mini 16→16 1×3×3", layer(64, Extent(12, 8, 8), 16, 16, flat)),
            ("mini 16→32 1×3×3 /2", layer(64, Extent(12, 8, 8), 16, 32, flat, half)),
            ("mini 32→32 1×3×3", layer(64, Extent(12, 4, 4), 32, 32, flat)),
            ("mini 32→64 1×3×3 /2", layer(64, Extent(12, 4, 4), 32, 64, flat, half)),
            ("mini 64→64 1×3×3", layer(64, Extent(12, 2, 2), 64, 64, flat)),
            ("mini sound 1→8", layer(64, Extent(1, 100, 40), 1, 8, flat)),
            ("mini sound 8→16", layer(64, Extent(1, 100, 20), 8, 16, flat)),
            ("mini sound 16→32", layer(64, Extent(1, 50, 10), 16, 32, flat)),
            ("mini sound 32→32", layer(64, Extent(1, 25, 5), 32, 32, flat)),
            ("mini sound 32→64", layer(64, Extent(1, 12, 2), 32, 64, flat)),
            ("mc3 stem 3→64 3×7×7", layer(8, Extent(8, 56, 56), 3, 64, Extent(3, 7, 7), half)),
            ("mc3 64→64 3×3×3", layer(8, Extent(8, 28, 28), 64, 64, Extent(3, 3, 3))),
            ("mc3 64→128 1×3×3 /2", layer(8, Extent(8, 28, 28), 64, 128, flat, half)),
            ("mc3 128→128 1×3×3", layer(8, Extent(8, 14, 14), 128, 128, flat)),
            ("mc3 256→256 1×3×3", layer(8, Extent(8, 7, 7), 256, 256, flat)),
            ("mc3 512→512 1×3×3", layer(8, Extent(8, 4, 4), 512, 512, flat)),
        ]
    }()
}
