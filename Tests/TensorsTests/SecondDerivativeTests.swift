import Tensors
import TestSupport
import XCTest

/// A gradient of a gradient is right for every operation, or an error in words: never zeros.
final class SecondDerivativeTests: XCTestCase {
    /// The gradients of `body` by all inputs as one vector, which is then differentiated itself and compared with its differences.
    private func assertSecondDerivative(
        of body: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], step: Float, _ label: String,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        var stream = RandomStream(seed: 23).split("second")
        let weights = Tensor.uniform(body(inputs).shape, in: 0.5..<1.5, using: &stream)
        guard weights.count > 0 else { return }
        // With its square, so that what is straight, as the deviation of two numbers, is not compared with the noise about zero.
        assertGradient(
            of: { inputs in
                let slopes = gradient(at: inputs) { inputs in
                    let y = body(inputs) * weights
                    return (y + y.square() * 0.5).sum()
                }
                return .concatenated(slopes.map { $0.flattened() })
            }, at: inputs, step: step, tolerance: 4e-3, samples: 24, "second derivative of \(label)", file: file, line: line)
    }

    func testEveryOperation() throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all where row.isDifferentiable {
            for (index, entry) in reference[row.name].list.enumerated() {
                let inputs = entry["inputs"].list.map(\.tensor)
                assertSecondDerivative(of: row.body, at: inputs, step: row.step, "\(row.name) \(index)")
            }
        }
    }

    private func random(_ shape: Shape, _ name: String) -> Tensor {
        var stream = RandomStream(seed: 7).split(name)
        return .normal(shape, using: &stream)
    }

    /// What the table has no row for.
    func testOtherOperations() {
        let x = random([3, 4], "x") * 0.5, y = random([3, 4], "y") * 0.5
        assertSecondDerivative(of: { $0[0].dot($0[1]).square() }, at: [x, y], step: 2e-2, "dot")
        assertSecondDerivative(of: { $0[0].picked([3, 0, 3]).exp() }, at: [x], step: 2e-2, "picked")
        assertSecondDerivative(of: { crossEntropy($0[0], labels: [3, 0, 2]) }, at: [x], step: 5e-2, "crossEntropy")
        assertSecondDerivative(of: { meanSquaredError($0[0], $0[1]).exp() }, at: [x, y], step: 5e-2, "meanSquaredError")
        assertSecondDerivative(of: { $0[0].split(into: 2, axis: 1)[1].exp() }, at: [x], step: 2e-2, "split")
        assertSecondDerivative(of: { ($0[0].expanded(axis: 1) * $0[1]).exp() }, at: [x, y], step: 2e-2, "expanded")
        assertSecondDerivative(of: { ($0[0] - 2).abs().exp() }, at: [x], step: 2e-2, "abs")
        assertSecondDerivative(of: { (2 / ($0[0] + 3)).log() }, at: [x], step: 5e-2, "a number over")
    }

    func testNetworks() {
        let picture = random([2, 5, 4, 3], "picture"), filter = random([3, 3, 3, 4], "filter") * 0.3, bias = random([4], "bias")
        assertSecondDerivative(
            of: { convolution2D($0[0], filter: $0[1], bias: $0[2], stride: [2, 1], padding: 1).tanh() },
            at: [picture, filter, bias],
            step: 3e-2, "convolution2D")
        assertSecondDerivative(
            of: { convolution3D($0[0], filter: $0[1], padding: [1, 0, 0]).tanh() },
            at: [random([2, 3, 4, 4, 2], "clip"), random([2, 3, 3, 2, 3], "filter3") * 0.3], step: 3e-2, "convolution3D")
        assertSecondDerivative(
            of: { linear($0[0], weight: $0[1], bias: $0[2]).tanh() },
            at: [random([2, 3, 4], "rows") * 0.5, random([4, 5], "weight") * 0.5, random([5], "offset")], step: 3e-2, "linear")
        var stream = RandomStream(seed: 6)
        let apart = Tensor(stream.permutation(2 * 4 * 5 * 4 * 2).map { Float($0) * 0.02 - 3 }, shape: [2, 4, 5, 4, 2])
        assertSecondDerivative(
            of: { $0[0].maxPooled3D(kernel: [2, 3, 3], stride: 2, padding: [1, 1, 1]).sin() }, at: [apart], step: 4e-3,
            "maxPooled")
        assertSecondDerivative(of: { $0[0].averagePooled3D(kernel: 2).sin() }, at: [apart], step: 5e-2, "averagePooled")
        assertSecondDerivative(of: { $0[0].globalAveragePooled().sin() }, at: [apart], step: 5e-2, "globalAveragePooled")
    }

    func testNormalization() {
        let x = random([4, 3, 3], "x"), scale = random([3], "scale"), shift = random([3], "shift"),
            residual = random([4, 3, 3], "r")
        for relu in [false, true] {
            assertSecondDerivative(
                of: { $0[0].batchNormalized(scale: $0[1], shift: $0[2], relu: relu).output.square() }, at: [x, scale, shift],
                step: relu ? 3e-3 : 1e-2, "batchNormalized \(relu)")
            assertSecondDerivative(
                of: { $0[0].batchNormalized(scale: $0[1], shift: $0[2], residual: $0[3], relu: relu).output.square() },
                at: [x, scale, shift, residual], step: relu ? 3e-3 : 1e-2, "batchNormalized with a residual \(relu)")
            assertSecondDerivative(
                of: {
                    $0[0].normalized(
                        mean: self.random([3], "mean"), variance: .ones([3]), scale: $0[1], shift: $0[2], residual: $0[3],
                        relu: relu
                    ).square()
                }, at: [x, scale, shift, residual], step: relu ? 3e-3 : 1e-2, "normalized \(relu)")
        }
    }

    func testAttentionAndWhatBelongsToIt() {
        let (q, k, v) = (random([2, 3, 4], "q"), random([2, 5, 4], "k"), random([2, 5, 6], "v"))
        let bias = random([2, 1, 5], "bias")
        for isCausal in [false, true] {
            assertSecondDerivative(
                of: { attention($0[0], $0[1], $0[2], heads: 2, bias: $0[3], isCausal: isCausal).tanh() }, at: [q, k, v, bias],
                step: 2e-2, "attention \(isCausal)")
        }
        let x = random([4, 3, 6], "x"), scale = random([6], "scale"), shift = random([6], "shift")
        assertSecondDerivative(
            of: { $0[0].layerNormalized(scale: $0[1], shift: $0[2]).tanh() }, at: [x, scale, shift], step: 1e-2,
            "layerNormalized")
        assertSecondDerivative(
            of: { $0[0].groupNormalized(groups: 2, scale: $0[1], shift: $0[2]).tanh() }, at: [x, scale, shift], step: 1e-2,
            "groupNormalized")
        let (a, b, c) = (random([4, 3], "a"), random([4, 3], "b"), random([4, 3], "c"))
        assertSecondDerivative(of: { infoNCE($0[0], $0[1], temperature: 0.5) }, at: [a, b], step: 1e-2, "infoNCE")
        assertSecondDerivative(
            of: { normalizedTemperatureCrossEntropy($0[0], $0[1], temperature: 0.5) }, at: [a, b], step: 1e-2, "NT-Xent")
        assertSecondDerivative(of: { tripletLoss($0[0], $0[1], $0[2], margin: 4) }, at: [a, b, c], step: 1e-2, "tripletLoss")
    }

    func testOrders() {
        let x = Tensor([2, -3])
        let second = gradient(at: x) { x in gradient(at: x) { ($0 * $0 * $0).sum() }.sum() }
        XCTAssertEqual(second, Tensor([12, -18]))
        XCTAssertFalse(second.isTracked)
        let third = gradient(at: x) { x in gradient(at: x) { x in gradient(at: x) { $0.pow(4).sum() }.sum() }.sum() }
        XCTAssertEqual(third, Tensor([48, -72]))
    }

    func testTheValueHasADerivativeToo() {
        let slope = gradient(at: Tensor([2])) { x in
            let (value, inner) = valueWithGradient(at: x) { ($0 * $0).sum() }
            XCTAssertTrue(value.isTracked)
            return value * 10 + inner.sum()
        }
        XCTAssertEqual(slope, Tensor([42]))
    }

    /// The inner function's own variable is a constant of the outer one; what it captured is not.
    func testACapturedTensor() {
        let slope = gradient(at: Tensor(3)) { w in
            gradient(at: Tensor([1, 2])) { ($0 * w).square().sum() }.sum()  // Σ 2 w² x = 6 w²
        }
        XCTAssertEqual(slope, Tensor(36))
        let constant = gradient(at: Tensor(3)) { w in
            gradient(at: Tensor([1, 2])) { ($0 * w.detached()).square().sum() }.sum() * w
        }
        XCTAssertEqual(constant, Tensor(54))
    }

    func testNothingIsLeftBehind() {
        assertNoLeak {
            _ = gradient(at: Tensor([0.5, 0.25])) { x in
                gradient(at: x) { $0.exp().tanh().softmax().square().sum() }.square().sum()
            }
        }
        assertNoLeak {
            // Chains that a walk keeps, and whoever frees them must not recurse.
            _ = gradient(at: Tensor([1, 2])) { x in
                gradient(at: x) { x in
                    var y = x
                    for _ in 0..<20_000 { y = y * 1.0001 }
                    return y.square().sum()
                }.sum()
            }
        }
    }

    func testWhatHasNoSecondDerivativeSaysSo() throws {
        let ended = failure(of: {
            _ = gradient(at: Tensor(2)) { x in
                gradient(at: x) { .differentiable($0.detached(), inputs: [$0], onlyOnce: "sketch") { [$0] } }
            }
        })
        XCTAssertEqual(
            ended.map { "\($0)" },
            "gradient of a gradient: found sketch, which has no second derivative, expected operations that have one (detach what the inner "
                + "gradient need not depend on)")
        // Once is no fault, nor is a nested one that does not depend on the outer.
        XCTAssertEqual(
            gradient(at: Tensor(2)) { .differentiable($0.detached(), inputs: [$0], onlyOnce: "sketch") { [$0] } }, Tensor(1))
    }
}
