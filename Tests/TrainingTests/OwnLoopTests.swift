import Foundation
import Layers
import Optimizers
import Tensors
import TestSupport
import Training
import XCTest

/// Loops of one's own: single updates, ends that come early, averages of parameters.
final class OwnLoopTests: XCTestCase {
    func testSingleUpdatesAreThoseOfFit() throws {
        let (fitted, looped) = (TinyProblem.model(), TinyProblem.model())
        let trainer = TinyProblem.trainer(fitted), own = TinyProblem.trainer(looped)
        try trainer.fit(upTo: 30, batch: TinyProblem.batch, loss: TinyProblem.loss(fitted))
        var losses: [Double] = [], hooked: [Int] = []
        own.every(10) { hooked.append($0) }
        while own.step < 30 {
            let batch = TinyProblem.batch(own.step)
            losses.append(try XCTUnwrap(try own.update(of: 30) { try TinyProblem.loss(looped)(batch) }))
        }
        XCTAssertEqual(TinyProblem.weights(looped), TinyProblem.weights(fitted))
        XCTAssertEqual(losses, trainer.history["loss"].values)
        XCTAssertEqual(own.history["root"].values, trainer.history["root"].values)
        XCTAssertEqual(hooked, [10, 20, 30])
    }

    func testAnUpdateThatFailsLeavesNoTrace() throws {
        struct Odd: Error {}
        let model = TinyProblem.model(), trainer = TinyProblem.trainer(model)
        try trainer.update { try TinyProblem.loss(model)(TinyProblem.batch(0)) }
        let before = TinyProblem.weights(model)
        XCTAssertThrowsError(try trainer.update { throw Odd() }) { XCTAssertTrue($0 is Odd) }
        XCTAssertThrowsError(try trainer.update { (loss: Tensor(.nan), metrics: [:]) })
        XCTAssertEqual(TinyProblem.weights(model), before)
        XCTAssertEqual(trainer.step, 1)
    }

    func testUpdatesGoOnFromACheckpoint() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("own-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let whole = TinyProblem.model()
        try TinyProblem.trainer(whole).fit(upTo: 12, batch: TinyProblem.batch, loss: TinyProblem.loss(whole))
        // Ended after 7 updates, of which the checkpoint has 5.
        for last in [7, 12] {
            let model = TinyProblem.model(seed: last == 7 ? 1 : 3)
            let trainer = TinyProblem.trainer(
                model, options: .init(checkpointFolder: folder, checkpointEvery: 5))
            XCTAssertEqual(try trainer.resume(), last == 7 ? nil : 5)
            while trainer.step < last {
                let batch = TinyProblem.batch(trainer.step)
                try trainer.update { try TinyProblem.loss(model)(batch) }
            }
            if last == 12 { XCTAssertEqual(TinyProblem.weights(model), TinyProblem.weights(whole)) }
        }
    }

    func testAHookStopsATraining() throws {
        let model = TinyProblem.model(), trainer = TinyProblem.trainer(model)
        let recorder = EventRecorder()
        trainer.observers = [recorder]
        trainer.every(1) { if $0 == 4 { trainer.stop() } }
        try trainer.fit(upTo: 50, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        XCTAssertEqual(trainer.step, 4)
        guard case .finished(step: 4, _)? = recorder.events.last else {
            return XCTFail("\(String(describing: recorder.events.last))")
        }
        // The next one is not stopped for that.
        try trainer.fit(upTo: 6, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        XCTAssertEqual(trainer.step, 6)
    }

    func testEarlyStopping() {
        var stopping = EarlyStopping(patience: 2, minimumDelta: 0.1)
        XCTAssertEqual([1, 0.8, 0.75, 0.6, 0.55, 0.55].map { stopping.observe($0) }, [false, false, false, false, false, true])
        XCTAssertEqual(stopping.best, 0.6)
        var growing = EarlyStopping(patience: 1, prefersLarger: true)
        XCTAssertEqual([1, 2, .nan].map { growing.observe($0) }, [false, false, true])
        var odd = EarlyStopping(patience: 3)
        XCTAssertEqual([Double.nan, 5, .nan, 4].map { odd.observe($0) }, [false, false, false, false])
        XCTAssertEqual(odd.best, 4)
    }

    func testAveragesOfParameters() throws {
        let model = Sequential(["a": Linear(2, 1, bias: false, initializer: .constant(4))])
        let average = MovingAverage(of: model, decay: 0.75)
        let weight = model.parameters[0]
        average.update()
        weight.value = Tensor([[8], [0]])
        average.update()
        XCTAssertEqual(average.applied { model(.eye(2)) }, Tensor([[5], [3]]))
        XCTAssertEqual(model(.eye(2)), Tensor([[8], [0]]))
        struct Odd: Error {}
        XCTAssertThrowsError(try average.applied { throw Odd() })
        XCTAssertEqual(weight.value, Tensor([[8], [0]]))
        XCTAssertEqual(average.namedBuffers().map(\.name), ["a/weight", "begun"])
        // As one module they are saved and come back.
        let other = Sequential(["a": Linear(2, 1, bias: false, initializer: .constant(1))])
        let copy = MovingAverage(of: other, decay: 0.75)
        try ModuleGroup(["model": other, "average": copy]).load(ModuleGroup(["model": model, "average": average]).weights())
        XCTAssertEqual(copy.applied { other(.eye(2)) }, Tensor([[5], [3]]))
    }
}
