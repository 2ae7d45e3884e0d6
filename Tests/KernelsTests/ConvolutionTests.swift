import Kernels
import XCTest

/// Every implementation against the definition, with 1 and 2 threads.
final class ConvolutionTests: XCTestCase {
    func testPlainSizes() {
        check(
            .init(
                batch: 2, input: Extent(1, 8, 8), inputChannels: 8, outputChannels: 8, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)))
        check(
            .init(
                batch: 1, input: Extent(5, 6, 7), inputChannels: 4, outputChannels: 16, kernel: Extent(3, 3, 3),
                padding: Extent(1, 1, 1)))
        check(.init(batch: 3, input: Extent(2, 5, 5), inputChannels: 16, outputChannels: 32, kernel: Extent(1, 1, 1)))
    }

    func testTheNetworksFirstLayers() {
        check(
            .init(
                batch: 2, input: Extent(4, 16, 16), inputChannels: 3, outputChannels: 8, kernel: Extent(3, 5, 5),
                stride: Extent(1, 2, 2), padding: Extent(1, 2, 2)))
        check(
            .init(
                batch: 2, input: Extent(1, 20, 10), inputChannels: 1, outputChannels: 8, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)))
        check(
            .init(
                batch: 1, input: Extent(3, 15, 13), inputChannels: 3, outputChannels: 64, kernel: Extent(3, 7, 7),
                stride: Extent(1, 2, 2), padding: Extent(1, 3, 3)))
    }

    func testStridesAndShortcuts() {
        for size in [7, 8] {
            check(
                .init(
                    batch: 2, input: Extent(3, size, size), inputChannels: 8, outputChannels: 16, kernel: Extent(1, 3, 3),
                    stride: Extent(1, 2, 2), padding: Extent(0, 1, 1)))
            check(
                .init(
                    batch: 2, input: Extent(4, size, size), inputChannels: 8, outputChannels: 16, kernel: Extent(1, 1, 1),
                    stride: Extent(2, 2, 2)))
            check(
                .init(
                    batch: 1, input: Extent(size, size, size), inputChannels: 2, outputChannels: 5, kernel: Extent(2, 3, 1),
                    stride: Extent(3, 2, 4), padding: Extent(1, 2, 0)))
        }
    }

    func testOddChannels() {
        for (inputs, outputs) in [(1, 1), (3, 3), (5, 9), (7, 17), (9, 40), (33, 20)] {
            check(
                .init(
                    batch: 2, input: Extent(2, 5, 6), inputChannels: inputs, outputChannels: outputs, kernel: Extent(2, 3, 3),
                    padding: Extent(1, 1, 1)))
        }
    }

    func testWideChannelsAndManyBands() {
        check(
            .init(
                batch: 1, input: Extent(2, 40, 34), inputChannels: 24, outputChannels: 40, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)))
        check(
            .init(
                batch: 1, input: Extent(20, 12, 12), inputChannels: 8, outputChannels: 8, kernel: Extent(3, 3, 3),
                padding: Extent(1, 1, 1)))
    }

    func testThreeByThreeOfStrideOne() {
        for (inputs, outputs) in [(16, 16), (32, 48), (48, 32)] {
            for (extent, padding) in [
                (Extent(1, 6, 8), Extent(0, 1, 1)), (Extent(1, 5, 7), Extent(0, 1, 1)), (Extent(1, 5, 4), Extent(0, 0, 2)),
                (Extent(1, 3, 3), Extent(0, 0, 0)), (Extent(1, 1, 1), Extent(0, 1, 1)),
            ] {
                check(
                    .init(
                        batch: 3, input: extent, inputChannels: inputs, outputChannels: outputs, kernel: Extent(1, 3, 3),
                        padding: padding))
            }
        }
        for padding in [0, 1, 2] {
            check(
                .init(
                    batch: 2, input: Extent(4, 7, 6), inputChannels: 16, outputChannels: 32, kernel: Extent(3, 3, 3),
                    padding: Extent(padding, 1, 1)))
        }
        check(
            .init(
                batch: 2, input: Extent(2, 22, 22), inputChannels: 16, outputChannels: 16, kernel: Extent(2, 3, 3),
                padding: Extent(0, 1, 1)))
        check(.init(batch: 0, input: Extent(1, 4, 4), inputChannels: 16, outputChannels: 16, kernel: Extent(1, 3, 3)))
    }

    func testWhatIsNotFiniteSpoilsWhatTheDefinitionSays() {
        let g = ConvolutionGeometry(
            batch: 1, input: Extent(3, 7, 6), inputChannels: 32, outputChannels: 32, kernel: Extent(3, 3, 3),
            padding: Extent(1, 1, 1))
        let filter = noise(g.filterCount, 2), naive = NaiveConvolution(g)
        let zero = [Float](repeating: 0, count: g.outputChannels)
        for odd in [Float.infinity, -.infinity, .nan, 3e38] {
            var input = noise(g.inputCount, 1), gradient = noise(g.outputCount, 4)
            // In the middle of a frame, where it spoils nine points of three frames, all others being finite.
            input[((1 * 7 + 3) * 6 + 2) * 32 + 5] = odd
            let output = naive.forward(input, filter, zero)
            let byFilter = naive.backward(input, filter, gradient).byFilter
            gradient[((1 * 7 + 3) * 6 + 3) * 32 + 9] = odd
            let byInput = naive.backward(noise(g.inputCount, 1), filter, gradient).byInput
            for kernel in ConvolutionChoice.implementations {
                let note = "\(kernel.name), \(odd)"
                var found = Guarded(g.outputCount)
                kernel.forward(g, input: input, filter: filter, bias: nil, output: found.pointer)
                found.expectSameKinds(as: output, note + " forward")
                found = Guarded(g.inputCount)
                kernel.backwardData(g, outputGradient: gradient, filter: filter, inputGradient: found.pointer)
                found.expectSameKinds(as: byInput, note + " by input")
                found = Guarded(g.filterCount)
                kernel.backwardWeights(
                    g, input: input, outputGradient: noise(g.outputCount, 4), filterGradient: found.pointer)
                found.expectSameKinds(as: byFilter, note + " by filter")
            }
        }
    }

    func testKernelAsLargeAsTheInputAndWidePadding() {
        check(.init(batch: 2, input: Extent(2, 4, 4), inputChannels: 4, outputChannels: 4, kernel: Extent(2, 4, 4)))
        check(
            .init(
                batch: 1, input: Extent(1, 2, 2), inputChannels: 2, outputChannels: 3, kernel: Extent(1, 3, 3),
                padding: Extent(0, 4, 4)))
    }

    func testAnEmptyBatch() {
        check(.init(batch: 0, input: Extent(2, 4, 4), inputChannels: 4, outputChannels: 4, kernel: Extent(1, 3, 3)))
    }

    func testBF16IsAsNearAsItsMantissa() throws {
        guard let half = OneDNNConvolution(precision: .bf16) else {
            XCTAssertNotNil(Precision.bf16.unavailability, "what is missing must be said")
            throw XCTSkip(Precision.bf16.unavailability ?? "")
        }
        XCTAssertNil(Precision.bf16.unavailability)
        for (inputs, outputs) in [(3, 8), (16, 16), (64, 64)] {
            let g = ConvolutionGeometry(
                batch: 2, input: Extent(3, 9, 8), inputChannels: inputs, outputChannels: outputs, kernel: Extent(3, 3, 3),
                stride: Extent(1, 2, 2), padding: Extent(1, 1, 1))
            let input = noise(g.inputCount, 1), filter = noise(g.filterCount, 2), bias = noise(g.outputChannels, 3)
            let gradient = noise(g.outputCount, 4)
            let expected = NaiveConvolution(g)
            let (byInput, byFilter) = expected.backward(input, filter, gradient)
            var found = Guarded(g.outputCount)
            half.forward(g, input: input, filter: filter, bias: bias, output: found.pointer)
            found.expect(expected.forward(input, filter, bias), tolerance: 0.02, "bf16 forward \(g)")
            found = Guarded(g.inputCount)
            half.backwardData(g, outputGradient: gradient, filter: filter, inputGradient: found.pointer)
            found.expect(byInput, tolerance: 0.02, "bf16 by input \(g)")
            found = Guarded(g.filterCount)
            half.backwardWeights(g, input: input, outputGradient: gradient, filterGradient: found.pointer)
            found.expect(byFilter, tolerance: 0.02, "bf16 by filter \(g)")
            // Rounded once a product, not once a sum: exact where the operands have few bits.
            let whole = (0..<g.inputCount).map { Float($0 % 7 - 3) }, ones = [Float](repeating: 1, count: g.filterCount)
            found = Guarded(g.outputCount)
            half.forward(g, input: whole, filter: ones, bias: nil, output: found.pointer)
            let zero = [Float](repeating: 0, count: g.outputChannels)
            found.expect(NaiveConvolution(g).forward(whole, ones, zero), tolerance: 1e-6, "bf16 of small integers \(g)")
        }
    }

    func testEachPassGoesToAnImplementationThatIsHere() {
        let names = Set(ConvolutionChoice.implementations.map(\.name))
        XCTAssertEqual(names.count, ConvolutionChoice.implementations.count)
        let wide = ConvolutionGeometry(
            batch: 1, input: Extent(1, 8, 8), inputChannels: 128, outputChannels: 128, kernel: Extent(1, 3, 3),
            padding: Extent(0, 1, 1))
        let narrow = ConvolutionGeometry(
            batch: 1, input: Extent(4, 8, 8), inputChannels: 8, outputChannels: 8, kernel: Extent(3, 3, 3))
        for pass in ConvolutionPass.allCases {
            for geometry in [wide, narrow] {
                XCTAssertTrue(names.contains(ConvolutionChoice.kernel(for: geometry, pass).name))
            }
        }
    }

    func testNothingStaysLent() {
        let before = BufferPool.statistics().liveBytes
        testPlainSizes()
        XCTAssertEqual(BufferPool.statistics().liveBytes, before)
    }

    private func check(_ g: ConvolutionGeometry, file: StaticString = #filePath, line: UInt = #line) {
        let input = noise(g.inputCount, 1), filter = noise(g.filterCount, 2), bias = noise(g.outputChannels, 3)
        let gradient = noise(g.outputCount, 4)
        let expected = NaiveConvolution(g)
        let output = expected.forward(input, filter, bias)
        let (byInput, byFilter) = expected.backward(input, filter, gradient)
        for kernel in ConvolutionChoice.implementations + [DirectConvolution(narrow: true)] {
            for threads in [1, 2] {
                let note = "\(kernel.name), \(threads) threads, \(g)"
                // Results lie between guards, and start as garbage.
                var found = Guarded(g.outputCount)
                withThreads(threads) { kernel.forward(g, input: input, filter: filter, bias: bias, output: found.pointer) }
                found.expect(output, note + " forward", file, line)
                found = Guarded(g.outputCount)
                withThreads(threads) { kernel.forward(g, input: input, filter: filter, bias: nil, output: found.pointer) }
                let zero = [Float](repeating: 0, count: g.outputChannels)
                found.expect(expected.forward(input, filter, zero), note + " no bias", file, line)
                found = Guarded(g.inputCount)
                withThreads(threads) {
                    kernel.backwardData(g, outputGradient: gradient, filter: filter, inputGradient: found.pointer)
                }
                found.expect(byInput, note + " by input", file, line)
                found = Guarded(g.filterCount)
                withThreads(threads) {
                    kernel.backwardWeights(g, input: input, outputGradient: gradient, filterGradient: found.pointer)
                }
                found.expect(byFilter, note + " by filter", file, line)
            }
        }
    }
}
