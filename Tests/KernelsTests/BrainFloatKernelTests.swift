import Kernels
import XCTest

/// Kernels that read and write brain floats as they lie, against the same numbers as 32-bit floats.
final class BrainFloatKernelTests: XCTestCase {
    /// Sizes around every block: channels of one register and more, odd planes, short and long batches, taps in time, strides.
    private let geometries: [ConvolutionGeometry] = [
        ConvolutionGeometry(
            batch: 2, input: Extent(3, 9, 7), inputChannels: 32, outputChannels: 64, kernel: Extent(3, 3, 3),
            padding: Extent(1, 1, 1)),
        ConvolutionGeometry(
            batch: 1, input: Extent(5, 6, 6), inputChannels: 64, outputChannels: 32, kernel: Extent(2, 3, 3),
            padding: Extent(0, 2, 0)),
        ConvolutionGeometry(
            batch: 3, input: Extent(1, 5, 4), inputChannels: 96, outputChannels: 96, kernel: Extent(1, 3, 3),
            padding: Extent(0, 1, 1)),
        ConvolutionGeometry(
            batch: 9, input: Extent(2, 14, 14), inputChannels: 64, outputChannels: 64, kernel: Extent(1, 3, 3),
            padding: Extent(0, 1, 1)),
        ConvolutionGeometry(
            batch: 2, input: Extent(2, 8, 9), inputChannels: 64, outputChannels: 16, kernel: Extent(1, 3, 3),
            stride: Extent(1, 2, 2), padding: Extent(0, 1, 1)),
        ConvolutionGeometry(
            batch: 2, input: Extent(3, 11, 10), inputChannels: 3, outputChannels: 24, kernel: Extent(3, 5, 5),
            stride: Extent(1, 2, 2), padding: Extent(1, 2, 2)),
        ConvolutionGeometry(batch: 1, input: Extent(1, 1, 33), inputChannels: 40, outputChannels: 17, kernel: Extent(1, 1, 1)),
        ConvolutionGeometry(batch: 0, input: Extent(1, 4, 4), inputChannels: 32, outputChannels: 32, kernel: Extent(1, 3, 3)),
    ]

    func testConvolutions() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip(reason) }
        for g in geometries {
            // What is kept as brain floats is rounded beforehand: what remains are the kernel's own roundings.
            let input = rounded(noise(g.inputCount, 1)), gradient = rounded(noise(g.outputCount, 4))
            let filter = rounded(noise(g.filterCount, 2)), bias = noise(g.outputChannels, 3)
            let naive = NaiveConvolution(g)
            let (byInput, byFilter) = naive.backward(input, filter, gradient)
            let passes = ConvolutionPasses(g, precision: .bf16)
            for type in [ElementType.float32, .bf16] {
                let note = "\(g) of \(type)"
                let (x, dy) = (kept(input, type), kept(gradient, type))
                let (y, dx) = (Storage(count: g.outputCount, type: type), Storage(count: g.inputCount, type: type))
                passes.forward(input: x.elements.readable, filter: filter, bias: bias, output: y.elements)
                expect(floats(y), naive.forward(input, filter, bias), note)
                passes.backwardData(outputGradient: dy.elements.readable, filter: filter, inputGradient: dx.elements)
                expect(floats(dx), byInput, note + " by input")
                let df = Storage(count: g.filterCount)
                passes.backwardWeights(
                    input: x.elements.readable, outputGradient: dy.elements.readable, filterGradient: df.pointer)
                expect(floats(df), byFilter, note + " by filter")
                withExtendedLifetime((x, dy, y, dx, df)) {}
            }
        }
    }

    func testWhatIsNotFiniteSpoilsWhatTheDefinitionSays() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip(reason) }
        let g = geometries[0]
        let filter = rounded(noise(g.filterCount, 2)), naive = NaiveConvolution(g)
        for odd in [Float.infinity, .nan] {
            var input = rounded(noise(g.inputCount, 1)), gradient = rounded(noise(g.outputCount, 4))
            let passes = ConvolutionPasses(g, precision: .bf16)
            let byFilter: [Float]
            input[((1 * 9 + 4) * 7 + 3) * g.inputChannels + 5] = odd
            byFilter = naive.backward(input, filter, gradient).byFilter
            let (x, plain, df) = (kept(input, .bf16), kept(gradient, .bf16), Storage(count: g.filterCount))
            passes.backwardWeights(
                input: x.elements.readable, outputGradient: plain.elements.readable, filterGradient: df.pointer)
            gradient[((1 * 9 + 4) * 7 + 3) * g.outputChannels + 9] = odd
            let (y, dx) = (Storage(count: g.outputCount, type: .bf16), Storage(count: g.inputCount, type: .bf16))
            let dy = kept(gradient, .bf16)
            passes.forward(input: x.elements.readable, filter: filter, bias: nil, output: y.elements)
            passes.backwardData(outputGradient: dy.elements.readable, filter: filter, inputGradient: dx.elements)
            let zero = [Float](repeating: 0, count: g.outputChannels)
            for (name, found, expected) in [
                ("forward", floats(y), naive.forward(input, filter, zero)),
                ("by input", floats(dx), naive.backward(input, filter, gradient).byInput), ("by filter", floats(df), byFilter),
            ] {
                XCTAssertEqual(found.map(\.isFinite), expected.map(\.isFinite), "\(name), \(odd)")
            }
            withExtendedLifetime((x, plain, dy, y, dx, df)) {}
        }
    }

    func testTheSameBitsOnAnyNumberOfThreads() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip(reason) }
        for g in geometries {
            let (x, dy) = (kept(noise(g.inputCount, 1), .bf16), kept(noise(g.outputCount, 4), .bf16))
            let filter = noise(g.filterCount, 2)
            let passes = ConvolutionPasses(g, precision: .bf16)
            func results() -> [[Float]] {
                let (y, dx) = (Storage(count: g.outputCount, type: .bf16), Storage(count: g.inputCount, type: .bf16))
                let df = Storage(count: g.filterCount)
                passes.forward(input: x.elements.readable, filter: filter, bias: nil, output: y.elements)
                passes.backwardData(outputGradient: dy.elements.readable, filter: filter, inputGradient: dx.elements)
                passes.backwardWeights(
                    input: x.elements.readable, outputGradient: dy.elements.readable, filterGradient: df.pointer)
                return [floats(y), floats(dx), floats(df)]
            }
            let alone = withThreads(1) { results() }
            for threads in [2, 3, 8] { XCTAssertEqual(withThreads(threads) { results() }, alone, "\(g), \(threads) threads") }
        }
    }

    func testNormalization() {
        for (rows, channels) in [(50, 1), (1001, 3), (700, 8), (333, 16), (2049, 64)] {
            let count = rows * channels
            let (x, g, other) = (rounded(noise(count, 1)), rounded(noise(count, 2)), rounded(noise(count, 3)))
            let (scale, shift, mean) = (noise(channels, 4), noise(channels, 5), noise(channels, 6))
            func run(_ type: ElementType) -> [[Float]] {
                let (input, gradient, residual) = (kept(x, type), kept(g, type), kept(other, type))
                let (y, dx, dr) = (
                    Storage(count: count, type: type), Storage(count: count, type: type), Storage(count: count, type: type)
                )
                var (means, variances) = ([Float](repeating: 0, count: channels), [Float](repeating: 0, count: channels))
                BatchStatistics.compute(
                    rows: rows, channels: channels, input: input.elements.readable, mean: &means, variance: &variances)
                BatchNormalizationKernel.forward(
                    rows: rows, channels: channels, input: input.elements.readable, residual: residual.elements.readable,
                    scale: scale, shift: shift, relu: true, output: y.elements)
                let gate = NormalizationGate.output(y.elements.readable)
                let sums = BatchNormalizationKernel.parameterGradients(
                    rows: rows, channels: channels, input: input.elements.readable, outputGradient: gradient.elements.readable,
                    gate: gate, mean: mean, inverse: scale)
                BatchNormalizationKernel.inputGradient(
                    rows: rows, channels: channels, input: input.elements.readable, outputGradient: gradient.elements.readable,
                    gate: gate, mean: mean, a: scale, b: shift, c: mean, inputGradient: dx.elements, residualGradient: dr.elements
                )
                return [means, variances, sums.scale, sums.shift, floats(y), floats(dx), floats(dr)]
            }
            let (halves, whole) = (run(.bf16), run(.float32))
            // What is summed is the same; what is written is the same number, rounded once.
            for (index, (found, expected)) in zip(halves, whole).enumerated() {
                XCTAssertEqual(found, index < 4 ? expected : rounded(expected), "\(rows)×\(channels), \(index)")
            }
        }
    }

    private func kept(_ values: [Float], _ type: ElementType) -> Storage {
        let storage = Storage(count: values.count, type: type)
        values.withUnsafeBufferPointer { floats in
            guard let first = floats.baseAddress else { return }
            ConversionKernel.convert(Elements(first), to: storage.elements, count: values.count)
        }
        return storage
    }

    private func floats(_ storage: Storage) -> [Float] {
        ConversionKernel.withFloats(storage.elements.readable, count: storage.count) {
            Array(UnsafeBufferPointer(start: $0, count: storage.count))
        }
    }

    private func rounded(_ values: [Float]) -> [Float] { values.map { BFloat16($0).float } }

    /// Within some roundings to eight bits of the largest number that there is.
    private func expect(_ found: [Float], _ expected: [Float], _ note: String) {
        XCTAssertEqual(found.count, expected.count, note)
        let size = expected.reduce(0.01) { max($0, $1.magnitude) }
        let error = zip(found, expected).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
        XCTAssertTrue(error <= 0.012 * size, "\(note): off by \(error) of \(size)")
    }
}
