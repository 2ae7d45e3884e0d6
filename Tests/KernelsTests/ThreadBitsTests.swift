import Foundation
import Kernels
import XCTest

/// Every kernel gives the same bits on any number of threads.
final class ThreadBitsTests: XCTestCase {
    let threads = [1, 2, 3, 4, 7, 16]

    /// Runs `body` with each number of threads, and compares the `count` floats that it writes with what one thread wrote.
    func assertSameBits(
        _ label: String, _ count: Int, file: StaticString = #filePath, line: UInt = #line,
        _ body: (UnsafeMutablePointer<Float>) -> Void
    ) {
        var alone: [Float] = []
        for threads in threads {
            var found = [Float](repeating: .nan, count: count)
            withThreads(threads) { found.withUnsafeMutableBufferPointer { body($0.baseAddress!) } }
            if threads == 1 { alone = found }
            if memcmp(found, alone, 4 * count) == 0 { continue }
            let differing = zip(found, alone).reduce(0) { $0 + ($1.0.bitPattern == $1.1.bitPattern ? 0 : 1) }
            XCTFail("\(label): \(differing) floats of \(count) differ with \(threads) threads", file: file, line: line)
        }
    }

    func testConvolutions() {
        let geometries: [ConvolutionGeometry] = [
            // Wide 3×3, by groups of squares and, where squares are few or filters large, by one.
            .init(
                batch: 20, input: Extent(1, 28, 28), inputChannels: 32, outputChannels: 32, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)),
            .init(
                batch: 5, input: Extent(3, 13, 12), inputChannels: 64, outputChannels: 64, kernel: Extent(3, 3, 3),
                padding: Extent(1, 1, 1)),
            .init(
                batch: 4, input: Extent(1, 16, 16), inputChannels: 256, outputChannels: 512, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)),
            .init(
                batch: 9, input: Extent(2, 14, 14), inputChannels: 64, outputChannels: 128, kernel: Extent(1, 3, 3),
                stride: Extent(1, 2, 2), padding: Extent(0, 1, 1)),
            .init(
                batch: 1, input: Extent(6, 14, 14), inputChannels: 64, outputChannels: 96, kernel: Extent(3, 1, 1),
                padding: Extent(1, 0, 0)),
            .init(
                batch: 7, input: Extent(4, 9, 9), inputChannels: 96, outputChannels: 64, kernel: Extent(3, 3, 3),
                stride: Extent(2, 2, 2), padding: Extent(1, 1, 1)),
            .init(
                batch: 3, input: Extent(4, 30, 30), inputChannels: 3, outputChannels: 24, kernel: Extent(3, 5, 5),
                stride: Extent(1, 2, 2), padding: Extent(1, 2, 2)),
            .init(batch: 6, input: Extent(2, 20, 20), inputChannels: 48, outputChannels: 80, kernel: Extent(1, 1, 1)),
            .init(
                batch: 16, input: Extent(1, 12, 12), inputChannels: 8, outputChannels: 8, kernel: Extent(1, 3, 3),
                padding: Extent(0, 1, 1)),
        ]
        let kernels =
            ConvolutionChoice.implementations + [DirectConvolution(narrow: true)]
            + (OneDNNConvolution(precision: .bf16).map { [$0] } ?? [])
        for g in geometries {
            let input = noise(g.inputCount, 1), filter = noise(g.filterCount, 2), bias = noise(g.outputChannels, 3)
            let gradient = noise(g.outputCount, 4)
            for kernel in kernels {
                let label = "\(kernel.name) \(g)"
                assertSameBits("\(label) forward", g.outputCount) {
                    kernel.forward(g, input: input, filter: filter, bias: bias, output: $0)
                }
                assertSameBits("\(label) by input", g.inputCount) {
                    kernel.backwardData(g, outputGradient: gradient, filter: filter, inputGradient: $0)
                }
                assertSameBits("\(label) by filter", g.filterCount) {
                    kernel.backwardWeights(g, input: input, outputGradient: gradient, filterGradient: $0)
                }
            }
        }
    }

    func testProductsOfMatrices() {
        let sizes = [
            (130, 70, 64), (1000, 33, 257), (31, 1200, 400), (517, 509, 300), (1, 3000, 200), (4000, 1, 100), (96, 96, 20_000),
        ]
        for (m, n, k) in sizes {
            let a = noise(m * k, 1), b = noise(k * n, 2)
            for (transposeA, transposeB) in [(false, false), (true, false), (false, true)] {
                for implementation in MatrixImplementation.allCases where implementation.isPresent {
                    assertSameBits("\(m)×\(n)×\(k) \(transposeA) \(transposeB) \(implementation)", m * n) { c in
                        MatrixKernel.gemm(
                            transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, a: a, lda: transposeA ? m : k, b: b,
                            ldb: transposeB ? k : n, c: c, ldc: n, by: implementation)
                    }
                }
            }
        }
    }

    func testReductions() {
        for (outer, reduced, inner) in [
            (1, 300_007, 1), (1, 40_001, 9), (3, 5000, 70), (7, 100, 3000), (50_000, 20, 1), (300, 700, 1),
        ] {
            let source = noise(outer * reduced * inner, 1), label = "\((outer, reduced, inner))"
            assertSameBits("sum \(label)", outer * inner) {
                SumKernel.sum(source, outer: outer, reduced: reduced, inner: inner, dividedBy: 3, into: $0)
            }
            for kind in [ExtremumKernel.Kind.maximum, .minimum] {
                assertSameBits("\(kind) \(label)", outer * inner) {
                    ExtremumKernel.reduce(kind, source, outer: outer, reduced: reduced, inner: inner, into: $0)
                }
            }
        }
        let (a, b) = (noise(300_007, 1), noise(300_007, 2))
        assertSameBits("dot", 1) { SumKernel.dot(a, b, count: a.count, into: $0) }
        for (rows, width) in [(5000, 33), (3, 70_000)] {
            let x = noise(rows * width, 3), g = noise(rows * width, 4)
            for logarithm in [false, true] {
                var y = [Float](repeating: 0, count: rows * width)
                SoftmaxKernel.forward(x, rows: rows, width: width, logarithm: logarithm, into: &y)
                assertSameBits("softmax \(logarithm)", rows * width) {
                    SoftmaxKernel.forward(x, rows: rows, width: width, logarithm: logarithm, into: $0)
                }
                assertSameBits("softmax backward \(logarithm)", rows * width) {
                    SoftmaxKernel.backward(output: y, gradient: g, rows: rows, width: width, logarithm: logarithm, into: $0)
                }
            }
        }
    }

    func testNormalization() {
        for (rows, channels) in [(20_011, 8), (5003, 24), (70_001, 3), (1500, 128)] {
            let count = rows * channels
            let x = noise(count, 1), g = noise(count, 2), residual = noise(count, 3)
            let (scale, shift, mean) = (noise(channels, 4), noise(channels, 5), noise(channels, 6))
            let inverse = noise(channels, 7).map { 1 + abs($0) }, label = "\(rows) rows of \(channels)"
            assertSameBits("statistics, \(label)", 2 * channels) {
                BatchStatistics.compute(
                    rows: rows, channels: channels, input: Elements(x.pointer), mean: $0, variance: $0 + channels)
            }
            assertSameBits("forward, \(label)", count) {
                BatchNormalizationKernel.forward(
                    rows: rows, channels: channels, input: Elements(x.pointer), residual: Elements(residual.pointer),
                    scale: scale, shift: shift, relu: true,
                    output: MutableElements($0))
            }
            let (gateScale, gateShift, gateOutput) = (storage(scale), storage(shift), storage(residual))
            defer { withExtendedLifetime((gateScale, gateShift, gateOutput)) {} }
            for gate in [
                NormalizationGate.open, .input(scale: gateScale.pointer, shift: gateShift.pointer),
                .output(Elements(gateOutput.pointer)),
            ] {
                assertSameBits("parameter gradients, \(label)", 2 * channels) {
                    let sums = BatchNormalizationKernel.parameterGradients(
                        rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(g.pointer),
                        gate: gate, mean: mean, inverse: inverse)
                    $0.update(from: sums.shift + sums.scale, count: 2 * channels)
                }
                assertSameBits("input gradient, \(label)", 2 * count) {
                    BatchNormalizationKernel.inputGradient(
                        rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(g.pointer),
                        gate: gate, mean: mean, a: scale, b: shift,
                        c: inverse, inputGradient: MutableElements($0), residualGradient: MutableElements($0 + count))
                }
            }
            guard let oneDNN = OneDNNNormalization() else { continue }
            let workspace = Storage(count: oneDNN.workspaceCount(rows: rows, channels: channels, epsilon: 1e-5, relu: true))
            assertSameBits("oneDNN, \(label)", count + 2 * channels) {
                oneDNN.forward(
                    rows: rows, channels: channels, input: x, scale: scale, shift: shift, epsilon: 1e-5, relu: true, output: $0,
                    mean: $0 + count, variance: $0 + count + channels, workspace: workspace.pointer)
            }
            assertSameBits("oneDNN backward, \(label)", count + 2 * channels) {
                oneDNN.backward(
                    rows: rows, channels: channels, input: x, outputGradient: g, scale: scale, shift: shift, epsilon: 1e-5,
                    relu: true,
                    mean: mean, variance: inverse, workspace: workspace.pointer, inputGradient: $0, scaleGradient: $0 + count,
                    shiftGradient: $0 + count + channels)
            }
        }
    }

    private func storage(_ values: [Float]) -> Storage {
        let storage = Storage(count: values.count)
        storage.pointer.update(from: values, count: values.count)
        return storage
    }

    func testPooling() {
        let g = PoolingGeometry(
            batch: 5, input: Extent(4, 21, 20), channels: 20, kernel: Extent(2, 3, 3), stride: Extent(1, 2, 2),
            padding: Extent(1, 1, 1))
        let input = noise(g.inputCount, 1), gradient = noise(g.outputCount, 2)
        for kernel in [DirectPooling()] + (OneDNNPooling().map { [$0 as any PoolingKernel] } ?? []) {
            var (output, places) = ([Float](repeating: 0, count: g.outputCount), [Float](repeating: 0, count: g.outputCount))
            kernel.maximum(g, input: input, output: &output, places: &places)
            assertSameBits("maximum by \(kernel)", g.outputCount) { found in
                var places = places
                kernel.maximum(g, input: input, output: found, places: &places)
            }
            assertSameBits("maximum backward by \(kernel)", g.inputCount) {
                kernel.maximumGradient(g, outputGradient: gradient, places: places, inputGradient: $0)
            }
            assertSameBits("average by \(kernel)", g.outputCount) { kernel.average(g, input: input, output: $0) }
            assertSameBits("average backward by \(kernel)", g.inputCount) {
                kernel.averageGradient(g, outputGradient: gradient, inputGradient: $0)
            }
            if kernel is DirectPooling {
                assertSameBits("pick", g.outputCount) { MaxPooling.pick(g, input: input, places: places, output: $0) }
            }
        }
        let (batch, points, channels) = (9, 1001, 24)
        let x = noise(batch * points * channels, 3)
        assertSameBits("global", batch * channels) {
            AveragePooling.globalForward(batch: batch, points: points, channels: channels, input: x, output: $0)
        }
        assertSameBits("global backward", x.count) {
            AveragePooling.globalBackward(batch: batch, points: points, channels: channels, outputGradient: x, inputGradient: $0)
        }
    }

    func testElementwise() {
        let count = 200_003
        let x = noise(count, 1).map { $0 * 4 }, y = noise(count, 2)
        let unary: [UnaryOperation] = [
            .negate, .absoluteValue, .sign, .square, .squareRoot, .reciprocal, .reciprocalSquareRoot, .exponential, .logarithm,
            .sine,
            .cosine, .tanh, .sigmoid, .relu, .floor, .ceiling, .rounded, .clamp(-1, 0.5), .power(1.5),
            .tangent, .logarithmOfOnePlus, .exponentialMinusOne, .errorFunction, .gelu, .geluByTanh, .silu, .softplus, .isNaN,
            .isFinite, .isInfinite, .not,
        ]
        for operation in unary {
            assertSameBits("\(operation)", count) { ElementwiseKernel.unary(operation, x, into: $0, count: count) }
        }
        let binary: [BinaryOperation] = [
            .add, .subtract, .multiply, .divide, .maximum, .minimum, .power, .less, .lessOrEqual, .greater, .greaterOrEqual,
            .equal,
            .notEqual, .reluGradient, .sigmoidGradient, .tanhGradient, .squareGradient, .squareRootGradient,
            .absoluteValueGradient, .and, .or, .geluGradient, .geluByTanhGradient, .siluGradient, .softplusGradient,
        ]
        for operation in binary {
            for (shape, left, right) in [
                ([count], [count], [count]), ([4000, 50], [4000, 50], [50]), ([4000, 50], [4000, 1], [4000, 50]),
                ([20, 100, 100], [20, 1, 100], [100, 1]),
            ] {
                let plan = BroadcastPlan(shape: shape, left: left, right: right)
                assertSameBits("\(operation) \(shape)", shape.reduce(1, *)) {
                    ElementwiseKernel.binary(operation, plan: plan, x, y, into: $0)
                }
            }
        }
        let mask = Storage(count: count, type: .bool)
        ElementwiseKernel.unary(.isFinite, Elements(x.pointer), into: mask.elements, count: count)
        assertSameBits("select", count) { ElementwiseKernel.select(mask.elements.readable, x, y, into: $0, count: count) }
        assertSameBits("accumulate", count) {
            $0.update(from: x, count: count)
            ElementwiseKernel.accumulate(y, scaledBy: 0.3, into: $0, count: count)
        }
    }

    func testMovementAndLeastSquares() {
        let (outer, rows, inner) = (6, 300, 90)
        let x = noise(outer * rows * inner, 1), picked = (0..<500).map { $0 * 7 % rows },
            g = noise(outer * picked.count * inner, 2)
        assertSameBits("gather", g.count) {
            GatherKernel.gather(
                Elements(x.pointer), outer: outer, rows: rows, inner: inner, indices: picked, into: MutableElements($0))
        }
        assertSameBits("scatter", x.count) {
            $0.update(repeating: 0, count: x.count)
            GatherKernel.scatterAdd(g, outer: outer, rows: rows, inner: inner, indices: picked, into: $0)
        }
        let turned = StridedCopy(shape: [inner, outer, rows], from: [1, rows * inner, inner], to: [outer * rows, rows, 1])
        assertSameBits("transpose", x.count) { turned.run(from: x, to: $0) }
        let (doubles, targets) = ((0..<500 * 20).map { Double(x[$0]) }, (0..<500).map { Double(g[$0]) })
        assertSameBits("ridge", 20) {
            var (gram, moments) = ([Double](repeating: 0, count: 400), [Double](repeating: 0, count: 20))
            RidgeKernel.addGram(of: doubles, count: 500, width: 20, times: 1, to: &gram)
            RidgeKernel.moments(of: doubles, count: 500, width: 20, targets: targets, into: &moments)
            XCTAssertTrue(RidgeKernel.solve(gram: gram, moments: moments, width: 20, ridge: 0.1, into: $0))
        }
    }
}
