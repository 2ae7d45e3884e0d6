import ArgumentParser
import Kernels
import Tensors

/// One whole training step of the mini networks: forward, backward, SGD with momentum.
struct StepMiniBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step-mini", abstract: "A training step of the mini pair: 12×32×32 clips with 100×40 spectrograms.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Clips in a batch, even.")
    var batch = 64

    @Option(help: "Channels of the first layers.")
    var width = 8

    func run() throws {
        var stream = RandomStream(seed: 2)
        var parameters = MiniPair(width: width).parameters
        var momenta = parameters.map { Tensor.zeros($0.shape) }
        let clips = Tensor.uniform([batch, 12, 32, 32, 3], in: 0..<1, using: &stream)
        let spectrograms = Tensor.normal([batch, 100, 40, 1], using: &stream)
        let labels = Tensor((0..<batch).map { $0 < batch / 2 ? 1 : 0 }, shape: [batch])
        try Measurement.measure(
            "step-mini batch \(batch) width \(width)", options: options,
            operations: NetworkWork.miniPair(batch: batch, width: width),
            implementation: ConvolutionChoice.name, items: Double(batch), unit: "clips/s"
        ) {
            let (_, gradients) = valueWithGradient(at: parameters) {
                MiniPair.loss($0, clips: clips, spectrograms: spectrograms, labels: labels)
            }
            for i in parameters.indices {
                momenta[i] = momenta[i] * 0.9 + gradients[i]
                parameters[i].accumulate(momenta[i], scaledBy: -0.01)
            }
        }.report(options)
    }
}
