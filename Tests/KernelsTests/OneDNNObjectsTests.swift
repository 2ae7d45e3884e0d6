import Kernels
import XCTest

/// Whatever oneDNN made for us is given back to it.
final class OneDNNObjectsTests: XCTestCase {
    func testObjectsGoWithTheirPlans() throws {
        guard let convolution = OneDNNConvolution(), let pooling = OneDNNPooling(), let normalization = OneDNNNormalization()
        else {
            throw XCTSkip("oneDNN is not installed")
        }
        // A thread that ended as a cell's does holds what it held: those stay.
        OneDNNObjects.forgetPlans()
        let before = OneDNNObjects.Kind.allCases.map(OneDNNObjects.count)
        for channels in [16, 64, 128] {
            // Wide filters are copied in parts, each a primitive with descriptors of its own.
            let g = ConvolutionGeometry(
                batch: 3, input: Extent(1, 8, 8), inputChannels: channels, outputChannels: 2 * channels, kernel: Extent(1, 3, 3),
                stride: Extent(1, 2, 2), padding: Extent(0, 1, 1))
            var (x, f, y) = (noise(g.inputCount, 1), noise(g.filterCount, 2), noise(g.outputCount, 3))
            convolution.forward(g, input: x, filter: f, bias: f, output: &y)
            convolution.backwardData(g, outputGradient: y, filter: f, inputGradient: &x)
            convolution.backwardWeights(g, input: x, outputGradient: y, filterGradient: &f)
            let p = PoolingGeometry(
                batch: 2, input: Extent(1, 8, 8), channels: channels, kernel: Extent(1, 2, 2), stride: Extent(1, 2, 2))
            var (output, places) = ([Float](repeating: 0, count: p.outputCount), [Float](repeating: 0, count: p.outputCount))
            pooling.maximum(p, input: x, output: &output, places: &places)
            pooling.average(p, input: x, output: &output)
            let rows = 50 + channels
            _ = normalization.workspaceCount(rows: rows, channels: channels, epsilon: 1e-5, relu: true)
        }
        var made = zip(OneDNNObjects.Kind.allCases, before).map { OneDNNObjects.count($0).made - $1.made }
        XCTAssertTrue(made.allSatisfy { $0 > 0 }, "\(made)")
        // Memories live for one call; what is compiled lives as long as its plan.
        let memory = (before: before[OneDNNObjects.Kind.memory.rawValue], now: OneDNNObjects.count(.memory))
        XCTAssertEqual(memory.now.made - memory.before.made, memory.now.destroyed - memory.before.destroyed)
        let primitive = (before: before[OneDNNObjects.Kind.primitive.rawValue], now: OneDNNObjects.count(.primitive))
        XCTAssertEqual(primitive.now.destroyed, primitive.before.destroyed)
        OneDNNObjects.forgetPlans()
        for (kind, before) in zip(OneDNNObjects.Kind.allCases, before) {
            let now = OneDNNObjects.count(kind)
            XCTAssertEqual(now.destroyed - before.destroyed, now.made - before.made, "\(kind)")
        }
        // And they can be made again.
        made = OneDNNObjects.Kind.allCases.map { OneDNNObjects.count($0).made }
        var mean = [Float](repeating: 0, count: 1)
        pooling.average(
            .init(batch: 1, input: Extent(1, 1, 4), channels: 1, kernel: Extent(1, 1, 4), stride: Extent(1, 1, 1)),
            input: [1, 2, 3, 6], output: &mean)
        XCTAssertEqual(mean, [3])
        XCTAssertNotEqual(OneDNNObjects.Kind.allCases.map { OneDNNObjects.count($0).made }, made)
    }
}
