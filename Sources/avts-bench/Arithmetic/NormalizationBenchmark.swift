import ArgumentParser
import Kernels

/// Batch normalisation with its ReLU, and max pooling: the passes over memory between convolutions.
struct NormalizationBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "normalization", abstract: "Batch normalisation with ReLU, and max pooling, forward and backward.")

    @OptionGroup var options: MeasurementOptions

    func run() throws {
        for (rows, channels, name) in [
            (8 * 8 * 28 * 28, 64, "8×8×28×28×64"), (8 * 8 * 14 * 14, 128, "8×8×14×14×128"), (8 * 8 * 4 * 4, 512, "8×8×4×4×512"),
            (64 * 12 * 16 * 16, 8, "64×12×16×16×8"), (64 * 12 * 8 * 8, 16, "64×12×8×8×16"), (64 * 100 * 40, 8, "64×100×40×8"),
            (64 * 100 * 20, 16, "64×100×20×16"),
        ] {
            try normalization(rows, channels, name)
        }
        for (height, width, channels, kernel) in [
            (100, 40, 8, Extent(1, 1, 2)), (100, 20, 16, Extent(1, 2, 2)), (50, 10, 32, Extent(1, 2, 2)),
        ] {
            try pooling(height, width, channels, kernel)
        }
    }

    private func normalization(_ rows: Int, _ channels: Int, _ name: String) throws {
        let count = rows * channels
        let (x, y, g, d) = (Storage(count: count), Storage(count: count), Storage(count: count), Storage(count: count))
        for i in 0..<count { (x.pointer[i], g.pointer[i]) = (Float(i % 17) * 0.1 - 0.5, Float(i % 13) * 0.1 - 0.5) }
        let (mean, variance) = (Storage(count: channels), Storage(count: channels))
        let ones = [Float](repeating: 1, count: channels), zeros = [Float](repeating: 0, count: channels)
        try report("normalization \(name) forward", bytes: 3 * count) {
            BatchStatistics.compute(
                rows: rows, channels: channels, input: x.elements.readable, mean: mean.pointer, variance: variance.pointer)
            BatchNormalizationKernel.forward(
                rows: rows, channels: channels, input: x.elements.readable, residual: nil, scale: ones, shift: zeros, relu: true,
                output: y.elements)
        }
        try report("normalization \(name) backward", bytes: 5 * count) {
            ones.withUnsafeBufferPointer { scale in
                zeros.withUnsafeBufferPointer { shift in
                    let gate = NormalizationGate.input(scale: scale.baseAddress!, shift: shift.baseAddress!)
                    _ = BatchNormalizationKernel.parameterGradients(
                        rows: rows, channels: channels, input: x.elements.readable, outputGradient: g.elements.readable,
                        gate: gate,
                        mean: mean.pointer, inverse: ones)
                    BatchNormalizationKernel.inputGradient(
                        rows: rows, channels: channels, input: x.elements.readable, outputGradient: g.elements.readable,
                        gate: gate,
                        mean: mean.pointer, a: ones, b: zeros, c: zeros, inputGradient: d.elements, residualGradient: nil)
                }
            }
        }
    }

    private func pooling(_ height: Int, _ width: Int, _ channels: Int, _ kernel: Extent) throws {
        let g = PoolingGeometry(
            batch: 64, input: Extent(1, height, width), channels: channels, kernel: kernel, stride: kernel)
        let (x, y) = (Storage(count: g.inputCount), Storage(count: g.outputCount))
        let places = Storage(count: g.outputCount)
        for i in 0..<g.inputCount { x.pointer[i] = Float(i % 17) * 0.1 - 0.5 }
        let name = "max pooling 64×\(height)×\(width)×\(channels) by \(kernel.height)×\(kernel.width)"
        try report("\(name) forward", bytes: g.inputCount + 2 * g.outputCount) {
            MaxPooling.forward(g, input: x.pointer, output: y.pointer, places: places.pointer)
        }
        try report("\(name) backward", bytes: g.inputCount + 2 * g.outputCount) {
            MaxPooling.backward(g, outputGradient: y.pointer, places: places.pointer, inputGradient: x.pointer)
        }
    }

    /// - Parameter bytes: floats that must be read or written at least.
    private func report(_ name: String, bytes count: Int, _ work: () -> Void) throws {
        try Measurement.measure(name, options: options, items: Double(count) * 4e-9, unit: "GB/s", work).report(options)
    }
}
