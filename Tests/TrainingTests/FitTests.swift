import Kernels
import Layers
import Optimizers
import Tensors
import TestSupport
import Training
import XCTest

/// The loop: it learns, tells, clips, accumulates, stops and goes on.
final class FitTests: XCTestCase {
    private struct Stop: Error {}

    func testATinyProblemIsLearned() throws {
        let model = TinyProblem.model()
        let trainer = TinyProblem.trainer(model, rate: .constant(0.05))
        try trainer.fit(upTo: 200, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        XCTAssertLessThan(trainer.history.mean("loss", last: 20)!, trainer.history["loss"].values[0] / 5)
        XCTAssertEqual(trainer.step, 200)
        XCTAssertEqual(trainer.history["root"].steps, Array(1...200))
    }

    func testPrefetchingChangesNothing() throws {
        let plain = TinyProblem.model(), fetched = TinyProblem.model()
        try TinyProblem.trainer(plain).fit(steps: 30, batch: TinyProblem.batch, loss: TinyProblem.loss(plain))
        try TinyProblem.trainer(fetched).fit(
            steps: 30, prefetching: TinyProblem.batch, loss: TinyProblem.loss(fetched))
        XCTAssertEqual(TinyProblem.weights(plain), TinyProblem.weights(fetched))
    }

    func testEventsComeInOrder() throws {
        let model = TinyProblem.model()
        let trainer = TinyProblem.trainer(model)
        let recorder = EventRecorder()
        trainer.observers.append(recorder)
        trainer.every(2) { trainer.record("accuracy", Double($0)) }
        try trainer.fit(upTo: 4, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        let words = recorder.events.map { event -> String in
            switch event {
            case .started(let step, let end, let parameters): "started \(step) \(end) \(parameters)"
            case .step(let report): "step \(report.step)"
            case .metric(let name, let step, let value): "\(name) \(step) \(value)"
            case .finished(let step, _): "finished \(step)"
            default: "other"
            }
        }
        XCTAssertEqual(
            words,
            [
                "started 0 4 114", "step 1", "step 2", "accuracy 2 2.0", "step 3", "step 4", "accuracy 4 4.0",
                "finished 4",
            ])
        XCTAssertEqual(trainer.history["accuracy"].values, [2, 4])
    }

    func testAnInterruptedTrainingGoesOnAsIfNothingHadHappened() throws {
        let whole = TinyProblem.model(), broken = TinyProblem.model()
        try TinyProblem.trainer(whole).fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(whole))

        let trainer = TinyProblem.trainer(broken)
        let recorder = EventRecorder()
        trainer.observers.append(recorder)
        XCTAssertThrowsError(
            try trainer.fit(
                upTo: 20, prefetching: TinyProblem.batch, poll: { if trainer.step == 7 { throw Stop() } },
                loss: TinyProblem.loss(broken))
        ) { XCTAssertTrue($0 is Stop) }
        XCTAssertEqual(trainer.step, 7)
        // An error in the middle of a step undoes that step's draw of the dropout.
        XCTAssertThrowsError(
            try trainer.fit(upTo: 20, batch: TinyProblem.batch) { batch in
                _ = broken(batch.x)
                throw Stop()
            })
        XCTAssertEqual(trainer.step, 7)
        guard case .interrupted(let step, _) = recorder.events.last else { return XCTFail("\(recorder.events)") }
        XCTAssertEqual(step, 7)
        try trainer.fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(broken))
        XCTAssertEqual(TinyProblem.weights(broken), TinyProblem.weights(whole))
    }

    func testAHookThatIsInterruptedIsMadeUpFor() throws {
        let model = TinyProblem.model()
        let trainer = TinyProblem.trainer(model)
        var calls: [String] = []
        var isInterrupted = true
        trainer.every(3) { calls.append("first \($0)") }
        trainer.every(3) { step in
            if isInterrupted && step == 6 { throw Stop() }
            calls.append("second \(step)")
        }
        XCTAssertThrowsError(
            try trainer.fit(upTo: 9, batch: TinyProblem.batch, loss: TinyProblem.loss(model)))
        XCTAssertEqual(trainer.step, 6)
        isInterrupted = false
        try trainer.fit(upTo: 9, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        XCTAssertEqual(calls, ["first 3", "second 3", "first 6", "second 6", "first 9", "second 9"])
    }

    func testALossThatIsNotANumberStopsAndLeavesTheModel() throws {
        let model = TinyProblem.model()
        let trainer = TinyProblem.trainer(model)
        let loss = TinyProblem.loss(model)
        var before: [Float] = []
        XCTAssertThrowsError(
            try trainer.fit(upTo: 10, batch: TinyProblem.batch) { batch in
                var outcome = try loss(batch)
                if trainer.step == 3 {
                    before = model.parameters.flatMap { $0.value.detached().scalars }
                    outcome.loss = outcome.loss * Float.nan
                }
                return outcome
            }
        ) { error in
            guard case TrainingError.lossNotFinite(let step, let value) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(step, 3)
            XCTAssertTrue(value.isNaN)
            XCTAssertTrue("\(error)".contains("loss of step 3"), "\(error)")
        }
        XCTAssertEqual(TinyProblem.weights(model), before)
        XCTAssertFalse(model.parameters.contains(where: \.value.isTracked))
    }

    func testAGradientThatIsNotFiniteStopsWhenItIsClipped() throws {
        let parameter = Parameter(Tensor([0]))
        let trainer = Trainer(
            Bare(parameter), optimizer: SGD([parameter]), schedule: .constant(1), options: .init(gradientNorm: 1))
        XCTAssertThrowsError(
            try trainer.fit(upTo: 1, batch: { $0 }, loss: { _ in (parameter.value.sqrt().sum(), [:]) })
        ) {
            guard case TrainingError.gradientNotFinite(step: 0, _) = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertEqual(parameter.value.scalars, [0])
    }

    func testClippingBoundsTheStep() throws {
        let parameter = Parameter(Tensor([3, 4]))
        let trainer = Trainer(
            Bare(parameter), optimizer: SGD([parameter]), schedule: .constant(1), options: .init(gradientNorm: 1))
        try trainer.fit(upTo: 1, batch: { $0 }, loss: { _ in ((parameter.value * 10).sum(), [:]) })
        XCTAssertEqual(trainer.history["gradientNorm"].values[0], 200.0.squareRoot(), accuracy: 1e-4)
        assertClose(parameter.value, Tensor([3 - Float(0.5).squareRoot(), 4 - Float(0.5).squareRoot()]))
    }

    func testAccumulationIsTheMeanOverItsBatches() throws {
        let one = Parameter(Tensor([1])), other = Parameter(Tensor([1]))
        func loss(_ parameter: Parameter) -> (Int) -> Trainer.Outcome {
            { batch in ((parameter.value * Float(batch + 1)).sum(), ["batch": Double(batch)]) }
        }
        let trainer = Trainer(
            Bare(one), optimizer: SGD([one]), schedule: .constant(0.1), options: .init(accumulation: 3))
        try trainer.fit(upTo: 2, batch: { $0 }, loss: loss(one))
        let plain = Trainer(Bare(other), optimizer: SGD([other]), schedule: .constant(0.1))
        try plain.fit(upTo: 2, batch: { [1, 4][$0] }, loss: loss(other))
        assertClose(one.value, other.value)
        for (found, expected) in zip(trainer.history["batch"].values, [1.0, 4]) {
            XCTAssertEqual(found, expected, accuracy: 1e-12)
        }
    }

    func testStepsLeaveNothingBehind() throws {
        try assertNoLeak {
            let model = TinyProblem.model()
            let trainer = TinyProblem.trainer(model)
            try trainer.fit(upTo: 10, prefetching: TinyProblem.batch, loss: TinyProblem.loss(model))
        }
    }

    func testAWarmStepTakesItsMemoryFromThePool() throws {
        // On one thread: how many scratch blocks are in use at once on two depends on their timing.
        let threads = Threads.count
        defer { Threads.count = threads }
        Threads.count = 1
        let model = KilledModel.make()
        let trainer = Trainer(model, optimizer: Adam(model.parameters), schedule: .constant(0.001))
        let batch = KilledModel.batch(0)
        try trainer.fit(steps: 3, batch: { _ in batch }, loss: KilledModel.loss(model))
        let before = BufferPool.statistics().systemAllocations
        try trainer.fit(steps: 5, batch: { _ in batch }, loss: KilledModel.loss(model))
        XCTAssertEqual(BufferPool.statistics().systemAllocations, before)
    }

    func testSettingsThatMakeNoTrainingAreErrors() {
        func assertRefused(_ check: @autoclosure () throws -> Void, _ text: String, line: UInt = #line) {
            XCTAssertThrowsError(try check(), line: line) { XCTAssertEqual("\($0)", text, line: line) }
        }
        assertRefused(
            try Trainer.Options(accumulation: 0).check(), "accumulation: found 0, expected 1 or more")
        assertRefused(
            try Trainer.Options(gradientNorm: -1).check(), "gradientNorm: found -1.0, expected more than 0")
        assertRefused(
            try SGD.check(momentum: 1.5, weightDecay: 0, nesterov: false),
            "SGD momentum: found 1.5, expected at least 0 and below 1")
        assertRefused(
            try Schedule.restart([.init(steps: 1, .cosine(from: 1, steps: 0))]).check(),
            "cosine steps: found 0, expected 1 or more")
    }

    func testFrozenParametersStay() throws {
        let model = TinyProblem.model()
        model.setFrozen(true, prefix: "0.")
        let before = model.parameters.map(\.value.scalars)
        try TinyProblem.trainer(model).fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        let after = model.parameters.map(\.value.scalars)
        XCTAssertEqual(Array(before[..<2]), Array(after[..<2]))
        XCTAssertNotEqual(before[2], after[2])
    }

    func testEvaluationIsInEvaluationModeAndWeighted() throws {
        let model = TinyProblem.model()
        let means = try evaluate(model, batches: 0..<2, batch: { $0 }) { batch in
            XCTAssertFalse(model.isInTrainingMode)
            return (["figure": Double(batch)], count: batch == 0 ? 1 : 3)
        }
        XCTAssertEqual(means, ["figure": 0.75])
        XCTAssertTrue(model.isInTrainingMode)
        let fetched = try evaluate(model, batches: 0..<2, prefetching: { $0 }) { (["figure": Double($0)], 1) }
        XCTAssertEqual(fetched, ["figure": 0.5])
    }
}

/// A module of one parameter.
private final class Bare: Module {
    let parameter: Parameter
    init(_ parameter: Parameter) { self.parameter = parameter }
    var members: [ModuleMember] { [.parameter("value", parameter)] }
}
