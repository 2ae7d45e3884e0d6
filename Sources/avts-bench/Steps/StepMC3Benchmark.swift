import AVTS
import ArgumentParser
import Kernels
import Layers
import Optimizers
import Tensors

/// One whole training step of the paper's video network as a classifier: forward, backward, SGD with momentum.
struct StepMC3Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step-mc3", abstract: "A training step of mc3_18 with 400 classes on 8 clips of 8×56×56.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Clips in a batch.")
    var batch = 8

    @Option(help: "Frames of a clip.")
    var frames = 8

    @Option(help: "Height and width of a frame.")
    var side = 56

    @Option(help: "Channels of the first group.")
    var width = 64

    @Flag(name: .customLong("bf16"), help: "Multiply in bf16.")
    var half = false

    func validate() throws {
        if half, let reason = Precision.bf16.unavailability { throw ValidationError("--bf16 \(reason)") }
    }

    func run() throws {
        var stream = RandomStream(seed: 2)
        let network = try VideoClassifier(.mc3(depth: 18, width: width), classes: 400, seed: 1)
        network.setPrecision(half ? .bf16 : .float32)
        let optimizer = SGD(network.parameters, momentum: 0.9)
        let clips = Tensor.uniform([batch, frames, side, side, 3], in: 0..<1, using: &stream)
        let labels = (0..<batch).map { $0 % 400 }
        try Measurement.measure(
            "step-mc3 \(batch) clips of \(frames)×\(side)×\(side)\(half ? " bf16" : "")", options: options,
            operations: NetworkWork.mc3(batch: batch, frames: frames, side: side, width: width),
            implementation: ConvolutionChoice.name, items: Double(batch),
            unit: "clips/s"
        ) {
            let (_, gradients) = valueWithGradient(of: network.parameters) {
                let logProbabilities = network(clips).logSoftmax(axis: 1)
                return -logProbabilities.picked(labels).mean()
            }
            optimizer.step(gradients, learningRate: 0.01)
        }.report(options)
    }
}
