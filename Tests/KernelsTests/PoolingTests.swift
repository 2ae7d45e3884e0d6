import Kernels
import XCTest

/// Pooling against its definition, and the derivatives against what the definition says of each input.
final class PoolingTests: XCTestCase {
    private let geometries: [PoolingGeometry] = [
        .init(batch: 2, input: Extent(1, 10, 8), channels: 8, kernel: Extent(1, 2, 2), stride: Extent(1, 2, 2)),
        .init(batch: 2, input: Extent(1, 7, 9), channels: 3, kernel: Extent(1, 1, 2), stride: Extent(1, 1, 2)),
        .init(
            batch: 1, input: Extent(5, 6, 7), channels: 20, kernel: Extent(3, 3, 3), stride: Extent(2, 1, 2),
            padding: Extent(1, 1, 1)),
        .init(
            batch: 3, input: Extent(2, 5, 5), channels: 16, kernel: Extent(2, 3, 2), stride: Extent(1, 2, 1),
            padding: Extent(0, 1, 1)),
        .init(batch: 0, input: Extent(2, 4, 4), channels: 8, kernel: Extent(1, 2, 2), stride: Extent(1, 2, 2)),
    ]

    private let kernels: [any PoolingKernel] = [DirectPooling()] + (OneDNNPooling().map { [$0] } ?? [])

    func testMaximum() {
        for (g, kernel) in geometries.flatMap({ g in kernels.map { (g, $0) } }) {
            for threads in [1, 2] {
                let input = noise(g.inputCount, 1).map { ($0 * 4).rounded() }  // with equals among them
                let gradient = noise(g.outputCount, 2)
                var output = [Float](repeating: 0, count: g.outputCount), byInput = [Float](repeating: 0, count: g.inputCount)
                forEachWindow(g) { point, inputs in
                    let winner = inputs.dropFirst().reduce(inputs[0]) { input[$1] > input[$0] ? $1 : $0 }
                    output[point] = input[winner]
                    byInput[winner] += gradient[point]
                }
                let found = Guarded(g.outputCount), derivative = Guarded(g.inputCount)
                var places = [Float](repeating: -1, count: g.outputCount)
                withThreads(threads) {
                    kernel.maximum(g, input: input, output: found.pointer, places: &places)
                    kernel.maximumGradient(g, outputGradient: gradient, places: places, inputGradient: derivative.pointer)
                }
                found.expect(output, tolerance: 0, "maximum \(g) by \(kernel)")
                derivative.expect(byInput, "maximum backward \(g) by \(kernel)")
            }
        }
    }

    func testNotANumberWins() {
        let g = PoolingGeometry(batch: 1, input: Extent(1, 1, 4), channels: 9, kernel: Extent(1, 1, 4), stride: Extent(1, 1, 4))
        var input = [Float](repeating: 1, count: g.inputCount)
        for c in 0..<9 { input[9 + c] = .nan }
        var output = [Float](repeating: 0, count: 9), places = [Float](repeating: 0, count: 9)
        MaxPooling.forward(g, input: input, output: &output, places: &places)
        XCTAssertTrue(output.allSatisfy(\.isNaN))
    }

    func testInfinityBelowIsAnInput() {
        let g = PoolingGeometry(
            batch: 1, input: Extent(1, 3, 3), channels: 8, kernel: Extent(1, 3, 3), stride: Extent(1, 2, 2),
            padding: Extent(0, 1, 1))
        let input = [Float](repeating: -.infinity, count: g.inputCount), gradient = [Float](repeating: 1, count: g.outputCount)
        var output = [Float](repeating: 0, count: g.outputCount), places = output
        var byInput = [Float](repeating: 0, count: g.inputCount)
        MaxPooling.forward(g, input: input, output: &output, places: &places)
        MaxPooling.backward(g, outputGradient: gradient, places: places, inputGradient: &byInput)
        XCTAssertTrue(output.allSatisfy { $0 == -.infinity })
        XCTAssertEqual(byInput.reduce(0, +), Float(g.outputCount))
    }

    func testAverage() {
        for (g, kernel) in geometries.flatMap({ g in kernels.map { (g, $0) } }) {
            let input = noise(g.inputCount, 1), gradient = noise(g.outputCount, 2)
            var output = [Float](repeating: 0, count: g.outputCount), byInput = [Float](repeating: 0, count: g.inputCount)
            forEachWindow(g) { point, inputs in
                output[point] = inputs.reduce(0) { $0 + input[$1] } / Float(g.kernel.count)
                for i in inputs { byInput[i] += gradient[point] / Float(g.kernel.count) }
            }
            let found = Guarded(g.outputCount), derivative = Guarded(g.inputCount)
            kernel.average(g, input: input, output: found.pointer)
            kernel.averageGradient(g, outputGradient: gradient, inputGradient: derivative.pointer)
            found.expect(output, "average \(g) by \(kernel)")
            derivative.expect(byInput, "average backward \(g) by \(kernel)")
        }
    }

    func testGlobalAverage() {
        for (batch, points, channels) in [(0, 4, 3), (3, 1, 5), (2, 77, 8), (64, 24, 64)] {
            let input = noise(batch * points * channels, 1), gradient = noise(batch * channels, 2)
            var output = [Float](repeating: 0, count: batch * channels)
            for i in input.indices { output[i / (points * channels) * channels + i % channels] += input[i] / Float(points) }
            let byInput = input.indices.map { gradient[$0 / (points * channels) * channels + $0 % channels] / Float(points) }
            let found = Guarded(output.count), derivative = Guarded(input.count)
            AveragePooling.globalForward(batch: batch, points: points, channels: channels, input: input, output: found.pointer)
            AveragePooling.globalBackward(
                batch: batch, points: points, channels: channels, outputGradient: gradient, inputGradient: derivative.pointer)
            found.expect(output, "global average")
            derivative.expect(byInput, "global average backward")
        }
    }

    /// Visits every output and the inputs of its window that are not padding.
    private func forEachWindow(_ g: PoolingGeometry, _ body: (_ output: Int, _ inputs: [Int]) -> Void) {
        for i in 0..<g.outputCount {
            let c = i % g.channels, point = i / g.channels
            let w = point % g.output.width, h = point / g.output.width % g.output.height
            let t = point / (g.output.width * g.output.height) % g.output.time, n = point / g.output.count
            var inputs: [Int] = []
            for kt in 0..<g.kernel.time {
                for kh in 0..<g.kernel.height {
                    for kw in 0..<g.kernel.width {
                        let it = t * g.stride.time + kt - g.padding.time, ih = h * g.stride.height + kh - g.padding.height
                        let iw = w * g.stride.width + kw - g.padding.width
                        guard (0..<g.input.time).contains(it), (0..<g.input.height).contains(ih), (0..<g.input.width).contains(iw)
                        else { continue }
                        inputs.append((((n * g.input.time + it) * g.input.height + ih) * g.input.width + iw) * g.channels + c)
                    }
                }
            }
            body(i, inputs)
        }
    }
}
