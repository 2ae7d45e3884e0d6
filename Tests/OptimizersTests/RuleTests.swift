import Layers
import Optimizers
import Tensors
import TestSupport
import XCTest

/// Each rule follows PyTorch's trajectory.
final class RuleTests: XCTestCase {
    private func follow(
        _ name: String, rate: Double, _ make: ([Parameter]) -> any Optimizer, line: UInt = #line
    ) throws {
        let reference = try Reference.load("optimizers/rules.json")
        let parameter = Parameter(reference["start"].vector)
        let optimizer = make([parameter])
        let trajectory = reference["trajectories"][name].list
        for (step, gradient) in reference["gradients"].list.enumerated() {
            optimizer.step([gradient.vector], learningRate: rate)
            assertClose(
                parameter.value, trajectory[step].vector, tolerance: 2e-6, "\(name) step \(step)", line: line)
        }
        XCTAssertEqual(optimizer.state.step, trajectory.count, line: line)
    }

    func testSGDAgreesWithPyTorch() throws {
        try follow("sgd", rate: 0.1) { SGD($0) }
        try follow("sgd-decay", rate: 0.1) { SGD($0, weightDecay: 0.01) }
        try follow("sgd-momentum", rate: 0.1) { SGD($0, momentum: 0.9, weightDecay: 0.001) }
        try follow("sgd-nesterov", rate: 0.1) { SGD($0, momentum: 0.9, weightDecay: 0.001, nesterov: true) }
    }

    func testAdamAgreesWithPyTorch() throws {
        try follow("adam", rate: 0.01) { Adam($0) }
        try follow("adam-decay", rate: 0.01) { Adam($0, betas: (0.8, 0.95), epsilon: 1e-6, weightDecay: 0.1) }
        try follow("adamw", rate: 0.01) { Adam.decoupled($0, weightDecay: 0.1) }
    }

    func testClippingAgreesWithPyTorch() throws {
        let reference = try Reference.load("optimizers/rules.json")["clipping"]
        var gradients = reference["before"].list.map(\.vector)
        let norm = clipGradients(&gradients, toNorm: reference["maximum"].number)
        XCTAssertEqual(norm, reference["norm"].number, accuracy: 1e-5)
        for (found, expected) in zip(gradients, reference["after"].list) { assertClose(found, expected.vector) }
        let before = gradients.map(\.scalars)
        clipGradients(&gradients, toNorm: 1_000)
        XCTAssertEqual(gradients.map(\.scalars), before, "a norm below the limit changes nothing")
    }

    func testClippingLeavesGradientsThatAreNotFinite() {
        var gradients = [Tensor([1, .infinity])]
        XCTAssertEqual(clipGradients(&gradients, toNorm: 1), .infinity)
        XCTAssertEqual(gradients[0].scalars, [1, .infinity])
    }

    func testGroupsHaveTheirOwnRateAndDecay() {
        let slow = Parameter(Tensor([1])), fast = Parameter(Tensor([1])), frozen = Parameter(Tensor([1]))
        frozen.isFrozen = true
        let optimizer = SGD(
            [
                ParameterGroup([slow], learningRateMultiplier: 0.1, decays: false),
                ParameterGroup([fast, frozen]),
            ], weightDecay: 0.5)
        optimizer.step([Tensor([1]), Tensor([1]), Tensor([1])], learningRate: 0.1)
        XCTAssertEqual(slow.value.scalars[0], 0.99, accuracy: 1e-6)
        XCTAssertEqual(fast.value.scalars[0], 1 - 0.1 * 1.5, accuracy: 1e-6)
        XCTAssertEqual(frozen.value.scalars[0], 1)
    }

    func testAStepWritesInPlaceButNeverIntoACopy() {
        let parameter = Parameter(Tensor([1, 2, 3]))
        let optimizer = Adam([parameter])
        let snapshot = parameter.value
        optimizer.step([Tensor([1, 1, 1])], learningRate: 0.1)
        XCTAssertEqual(snapshot.scalars, [1, 2, 3])
        let address = parameter.value.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress } }
        optimizer.step([Tensor([1, 1, 1])], learningRate: 0.1)
        XCTAssertEqual(parameter.value.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress } }, address)
    }

    func testGradientsAccumulate() {
        var sum = [Tensor((0..<19).map(Float.init))]
        addGradients([Tensor([Float](repeating: 1, count: 19))], to: &sum)
        scaleGradients(&sum, by: 0.5)
        XCTAssertEqual(sum[0].scalars, (0..<19).map { (Float($0) + 1) / 2 })
        XCTAssertEqual(globalNorm([Tensor([3]), Tensor([4])]), 5, accuracy: 1e-9)
        // Of many, and of numbers whose squares a float cannot hold.
        XCTAssertEqual(
            globalNorm([.full([1_000_003], 0.1)]) / (1_000_003 * Double(Float(0.1) * 0.1)).squareRoot(), 1, accuracy: 1e-7)
        XCTAssertEqual(globalNorm([Tensor([3e30, 4e30])]) / 5e30, 1, accuracy: 1e-7)
    }

    func testGradientsThatDoNotFitAreErrors() {
        let optimizer = SGD([Parameter(Tensor([1, 2]))])
        XCTAssertThrowsError(try optimizer.check([])) {
            XCTAssertEqual("\($0)", "step: found 0 gradients, expected one for each of 1 parameters")
        }
        XCTAssertThrowsError(try optimizer.check([Tensor([1])])) {
            XCTAssertEqual("\($0)", "step: found gradient 0 of shape [1], expected shape [2]")
        }
    }

    func testEmptyParametersAreAllowed() {
        let parameter = Parameter(Tensor([], shape: [0, 3]))
        for optimizer in [SGD([parameter], momentum: 0.9), Adam([parameter])] as [any Optimizer] {
            optimizer.step([Tensor([], shape: [0, 3])], learningRate: 0.1)
        }
        XCTAssertEqual(parameter.value.count, 0)
    }
}

extension Reference {
    /// A list of numbers as a tensor.
    fileprivate var vector: Tensor { Tensor(numbers.map { Float($0) }) }
}
