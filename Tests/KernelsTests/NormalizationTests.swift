import Kernels
import XCTest

/// Statistics and fused normalisation against double-precision loops.
final class NormalizationTests: XCTestCase {
    private let sizes = [(0, 8), (1, 8), (3, 5), (50, 1), (1001, 3), (700, 8), (333, 16), (5000, 24), (2049, 64)]

    func testStatistics() {
        for (rows, channels) in sizes {
            // A mean a thousand times the deviation, which naive sums of squares would lose.
            let input = noise(rows * channels, 1).enumerated().map { $1 + Float($0 % channels % 4) * 200 }
            var mean = [Float](repeating: .nan, count: channels), variance = mean
            withThreads(2) {
                BatchStatistics.compute(
                    rows: rows, channels: channels, input: Elements(input.pointer), mean: &mean, variance: &variance)
            }
            for c in 0..<channels {
                let column = stride(from: c, to: input.count, by: channels).map { Double(input[$0]) }
                let expected = column.isEmpty ? 0 : column.reduce(0, +) / Double(rows)
                let squares = column.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / Double(max(rows, 1))
                XCTAssertEqual(Double(mean[c]), expected, accuracy: 1e-6 * max(1, expected), "mean \(rows)×\(channels)")
                XCTAssertEqual(Double(variance[c]), squares, accuracy: 1e-4 * max(squares, 1e-3), "variance \(rows)×\(channels)")
            }
            var again = mean, variances = variance
            withThreads(1) {
                BatchStatistics.compute(
                    rows: rows, channels: channels, input: Elements(input.pointer), mean: &again, variance: &variances)
            }
            XCTAssertEqual(mean, again)
            XCTAssertEqual(variance, variances)
        }
    }

    func testForwardAndBackward() {
        for (rows, channels) in sizes {
            for relu in [false, true] {
                for residual in [false, true] {
                    for threads in [1, 2] { withThreads(threads) { check(rows, channels, relu: relu, residual: residual) } }
                }
            }
        }
    }

    /// oneDNN's passes against the same definition, with the statistics' own derivative.
    func testOneDNNAgrees() throws {
        guard let kernel = OneDNNNormalization() else { throw XCTSkip("oneDNN is not installed") }
        for (rows, channels) in sizes where rows > 1 {
            for relu in [false, true] {
                for threads in [1, 2] { withThreads(threads) { compare(kernel, rows, channels, relu: relu) } }
            }
        }
    }

    private func compare(_ kernel: OneDNNNormalization, _ rows: Int, _ channels: Int, relu: Bool) {
        let note = "\(rows)×\(channels) by oneDNN, relu \(relu), \(Threads.count) threads"
        let (count, epsilon) = (rows * channels, Float(1e-3))
        let x = noise(count, 1), gradient = noise(count, 2), scale = noise(channels, 3), shift = noise(channels, 4)
        var mean = [Float](repeating: 0, count: channels), variance = mean
        BatchStatistics.compute(rows: rows, channels: channels, input: Elements(x.pointer), mean: &mean, variance: &variance)
        let inverse = variance.map { 1 / ($0 + epsilon).squareRoot() }
        let factors = zip(scale, inverse).map { $0 * $1 }
        let offsets = (0..<channels).map { shift[$0] - mean[$0] * factors[$0] }
        var y = [Float](repeating: 0, count: count)
        BatchNormalizationKernel.forward(
            rows: rows, channels: channels, input: Elements(x.pointer), residual: nil, scale: factors, shift: offsets, relu: relu,
            output: MutableElements(&y))
        let gate: NormalizationGate = relu ? .output(Elements(y.pointer)) : .open
        let sums = BatchNormalizationKernel.parameterGradients(
            rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(gradient.pointer), gate: gate,
            mean: mean, inverse: inverse)
        let b = zip(factors, sums.shift).map { $0 * $1 / Float(rows) }
        let c = (0..<channels).map { factors[$0] * inverse[$0] * sums.scale[$0] / Float(rows) }
        var byInput = [Float](repeating: 0, count: count)
        BatchNormalizationKernel.inputGradient(
            rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(gradient.pointer), gate: gate,
            mean: mean, a: factors, b: b, c: c,
            inputGradient: MutableElements(&byInput), residualGradient: nil)

        withExtendedLifetime((x, gradient, y)) {}
        let output = Guarded(count), derivative = Guarded(count)
        let (means, variances, byScale, byShift) = (Guarded(channels), Guarded(channels), Guarded(channels), Guarded(channels))
        let workspace = Guarded(kernel.workspaceCount(rows: rows, channels: channels, epsilon: epsilon, relu: relu))
        kernel.forward(
            rows: rows, channels: channels, input: x, scale: scale, shift: shift, epsilon: epsilon, relu: relu,
            output: output.pointer, mean: means.pointer, variance: variances.pointer, workspace: workspace.pointer)
        kernel.backward(
            rows: rows, channels: channels, input: x, outputGradient: gradient, scale: scale, shift: shift, epsilon: epsilon,
            relu: relu, mean: means.pointer, variance: variances.pointer, workspace: workspace.pointer,
            inputGradient: derivative.pointer, scaleGradient: byScale.pointer, shiftGradient: byShift.pointer)
        means.expect(mean, tolerance: 1e-4, note + " mean")
        variances.expect(variance, tolerance: 1e-4, note + " variance")
        output.expect(y, tolerance: 1e-4, note)
        derivative.expect(byInput, tolerance: 1e-4, note + " by input")
        byShift.expect(sums.shift, tolerance: 1e-3, note + " by shift")
        byScale.expect(sums.scale, tolerance: 1e-3, note + " by scale")
    }

    private func check(_ rows: Int, _ channels: Int, relu: Bool, residual: Bool) {
        let note = "\(rows)×\(channels), relu \(relu), residual \(residual), \(Threads.count) threads"
        let count = rows * channels
        let x = noise(count, 1), other = noise(count, 2), gradient = noise(count, 3)
        let scale = noise(channels, 4), shift = noise(channels, 5), mean = noise(channels, 6)
        let (inverse, a, b, c) = (noise(channels, 7), noise(channels, 8), noise(channels, 9), noise(channels, 10))
        let y = (0..<count).map { i -> Float in
            let value = scale[i % channels] * x[i] + shift[i % channels] + (residual ? other[i] : 0)
            return relu ? max(value, 0) : value
        }
        let found = Guarded(count)
        BatchNormalizationKernel.forward(
            rows: rows, channels: channels, input: Elements(x.pointer), residual: residual ? Elements(other.pointer) : nil,
            scale: scale,
            shift: shift,
            relu: relu, output: MutableElements(found.pointer))
        found.expect(y, tolerance: 1e-5, note)

        let g = (0..<count).map { !relu || y[$0] > 0 ? gradient[$0] : 0 }
        var sums = [Double](repeating: 0, count: channels), products = sums
        for i in 0..<count {
            sums[i % channels] += Double(g[i])
            products[i % channels] += Double(g[i]) * Double(x[i] - mean[i % channels]) * Double(inverse[i % channels])
        }
        let kept = scale.pointer, moved = shift.pointer
        let gate: NormalizationGate =
            !relu ? .open : residual ? .output(Elements(found.pointer)) : .input(scale: kept, shift: moved)
        let parameters = BatchNormalizationKernel.parameterGradients(
            rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(gradient.pointer), gate: gate,
            mean: mean, inverse: inverse)
        for i in 0..<channels {
            XCTAssertEqual(Double(parameters.shift[i]), sums[i], accuracy: 1e-3, note)
            XCTAssertEqual(Double(parameters.scale[i]), products[i], accuracy: 1e-3, note)
        }

        let byInput = Guarded(count), byResidual = Guarded(count)
        BatchNormalizationKernel.inputGradient(
            rows: rows, channels: channels, input: Elements(x.pointer), outputGradient: Elements(gradient.pointer), gate: gate,
            mean: mean, a: a, b: b, c: c,
            inputGradient: MutableElements(byInput.pointer),
            residualGradient: MutableElements(byResidual.pointer))
        byResidual.expect(g, tolerance: 0, note + " by residual")
        let expected = (0..<count).map { i -> Float in
            let k = i % channels
            return a[k] * g[i] - b[k] - c[k] * (x[i] - mean[k])
        }
        byInput.expect(expected, tolerance: 1e-5, note + " by input")
        withExtendedLifetime((x, gradient, other, scale, shift)) {}
    }
}

extension [Float] {
    /// The first element's address, for the length of a test that keeps the array alive and unchanged.
    var pointer: UnsafePointer<Float> { withUnsafeBufferPointer { $0.baseAddress ?? UnsafePointer(bitPattern: 64)! } }
}
