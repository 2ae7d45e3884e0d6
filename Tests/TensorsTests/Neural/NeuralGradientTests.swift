import Kernels
import Tensors
import TestSupport
import XCTest

/// Network operations against finite differences, on empty batches, and in a small network of all of them.
final class NeuralGradientTests: XCTestCase {
    private func random(_ shape: Shape, _ name: String) -> Tensor {
        var stream = RandomStream(seed: 5).split(name)
        return .normal(shape, using: &stream)
    }

    func testConvolutions() {
        let f2 = random([3, 3, 3, 5], "f2"), b2 = random([5], "b2")
        assertGradient(
            of: { convolution2D($0[0], filter: $0[1], bias: $0[2], stride: [2, 1], padding: 1) },
            at: [random([2, 6, 5, 3], "x2"), f2, b2], step: 0.1, "2-D")
        assertGradient(
            of: { convolution3D($0[0], filter: $0[1], stride: [1, 2, 2], padding: [1, 2, 2]) },
            at: [random([2, 3, 8, 8, 3], "x3"), random([3, 5, 5, 3, 8], "f3")], step: 0.1, "3-D")
    }

    func testPooling() {
        // Well apart, so that no difference changes the winner.
        var stream = RandomStream(seed: 6)
        let apart = Tensor(stream.permutation(2 * 4 * 6 * 6 * 3).map { Float($0) * 0.1 }, shape: [2, 4, 6, 6, 3])
        assertGradient(of: { $0.maxPooled3D(kernel: [2, 3, 3], stride: 2, padding: [1, 1, 1]) }, at: apart, "maximum")
        assertGradient(of: { $0.averagePooled3D(kernel: 2) }, at: apart, step: 0.1, "average")
        assertGradient(of: { $0.globalAveragePooled() }, at: random([2, 4, 3, 3, 3], "global"), step: 0.1, "global average")
    }

    func testNormalization() {
        let x = random([4, 3, 5, 3], "x"), scale = random([3], "scale"), shift = random([3], "shift")
        assertGradient(
            of: { ($0[0].batchNormalized(scale: $0[1], shift: $0[2]).output * self.random([4, 3, 5, 3], "w")) },
            at: [x, scale, shift], step: 0.02, "batch statistics")
        assertGradient(
            of: { $0[0].batchNormalized(scale: $0[1], shift: $0[2], residual: $0[3]).output.tanh() },
            at: [x, scale, shift, random([4, 3, 5, 3], "residual")], step: 0.02, "residual")
    }

    func testLinear() {
        assertGradient(
            of: { linear($0[0], weight: $0[1], bias: $0[2]) },
            at: [random([2, 3, 4], "x"), random([4, 6], "w"), random([6], "b")], step: 0.1, "linear")
    }

    func testEmptyBatches() {
        let x = Tensor.zeros([0, 4, 4, 4, 3])
        let filter = random([3, 3, 3, 3, 8], "f")
        let gradients = gradient(at: [x, filter]) {
            let y = convolution3D($0[0], filter: $0[1], padding: 1)
            XCTAssertEqual(y.shape, [0, 4, 4, 4, 8])
            return y.maxPooled3D(kernel: 2).averagePooled3D(kernel: 2).globalAveragePooled().sum()
        }
        XCTAssertEqual(gradients[0].shape, x.shape)
        XCTAssertEqual(gradients[1], .zeros(filter.shape))
        XCTAssertEqual(
            x.normalized(mean: .zeros([3]), variance: .ones([3]), scale: .ones([3]), shift: .zeros([3]), relu: true).shape,
            x.shape)
    }

    func testASmallNetworkOnOneThreadAndTwo() {
        let before = Threads.count
        defer { Threads.count = before }
        let x = random([4, 4, 16, 16, 3], "clip")
        let parameters = [
            random([3, 3, 3, 3, 8], "a") * 0.2, random([1, 3, 3, 8, 16], "b") * 0.2, random([16, 4], "c"), Tensor.ones([8]),
            .zeros([8]),
        ]
        func step() -> (value: Tensor, gradients: [Tensor]) {
            valueWithGradient(at: parameters) { p in
                let a = convolution3D(x, filter: p[0], stride: [1, 2, 2], padding: 1).batchNormalized(
                    scale: p[3], shift: p[4], relu: true)
                let b = convolution3D(a.output, filter: p[1], stride: [1, 2, 2], padding: [0, 1, 1])
                return linear(b.globalAveragePooled(), weight: p[2]).square().mean()
            }
        }
        Threads.count = 1
        let one = step()
        Threads.count = 2
        let two = step()
        assertClose(two.value, one.value, "value")
        for (a, b) in zip(one.gradients, two.gradients) { assertClose(b, a, "gradient") }
    }

    func testAWarmPoolAsksNothingOfTheSystem() {
        // On one thread: how many scratch blocks are in use at once on two depends on their timing.
        let before = Threads.count
        defer { Threads.count = before }
        Threads.count = 1
        let x = random([2, 4, 16, 16, 3], "clip"), filter = random([3, 3, 3, 3, 8], "filter")
        func step() {
            _ = gradient(at: filter) {
                convolution3D(x, filter: $0, padding: 1).batchNormalized(scale: .ones([8]), shift: .zeros([8]), relu: true).output
                    .maxPooled3D(kernel: 2).globalAveragePooled().sum()
            }
        }
        step()
        step()
        let warm = BufferPool.statistics()
        step()
        XCTAssertEqual(BufferPool.statistics().liveBytes, warm.liveBytes)
        XCTAssertEqual(BufferPool.statistics().systemAllocations, warm.systemAllocations)
    }
}
