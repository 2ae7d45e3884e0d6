import Foundation
import Layers
import TestSupport
import Training
import XCTest

/// Two who do the same training in one folder.
final class CompanyTests: XCTestCase {
    private static func options(_ folder: String, _ seed: String = "1") -> Trainer.Options {
        .init(
            checkpointFolder: folder, checkpointEvery: 5, checkpointsKept: 2, observeEvery: 3,
            configuration: ["seed": seed])
    }

    /// The second waits, and then finds the work done.
    func testTheSameTrainingIsDoneOnce() {
        withTemporaryDirectory { directory in
            let folder = directory.path("checkpoints")
            let results = Shared<[(weights: [Float], steps: [Int], warnings: [String])]>([])
            atOnce(3) { _ in
                let model = TinyProblem.model()
                let trainer = TinyProblem.trainer(model, options: Self.options(folder))
                let recorder = EventRecorder()
                trainer.observers = [recorder]
                _ = try? trainer.resume()
                _ = try? trainer.fit(
                    upTo: 40,
                    batch: { step in
                        usleep(5_000)
                        return TinyProblem.batch(step)
                    }, loss: TinyProblem.loss(model))
                let (weights, steps, warnings) = (TinyProblem.weights(model), recorder.steps, recorder.warnings)
                results.withLock { $0.append((weights, steps, warnings)) }
            }
            let all = results.withLock { $0 }
            XCTAssertEqual(all.map(\.steps.count).reduce(0, +), 40, "each step is made once: \(all.map(\.steps.count))")
            for result in all { XCTAssertEqual(result.weights, all[0].weights) }
            XCTAssertGreaterThanOrEqual(all.filter { $0.warnings.contains { $0.contains("process \(getpid())") } }.count, 1)
        }
    }

    /// One with other settings is refused, and takes nothing away.
    func testAnotherTrainingInTheFolderIsRefused() throws {
        try withTemporaryDirectory { directory in
            let folder = directory.path("checkpoints")
            let began = Shared(false)
            let failure = Shared<String?>(nil)
            atOnce(2) { number in
                let model = TinyProblem.model()
                if number == 1 { while !began.withLock({ $0 }) { usleep(1_000) } }
                let trainer = TinyProblem.trainer(model, options: Self.options(folder, "\(number)"))
                trainer.observers = []
                do {
                    try trainer.fit(
                        upTo: 20,
                        batch: { step in
                            began.withLock { $0 = true }
                            usleep(5_000)
                            return TinyProblem.batch(step)
                        }, loss: TinyProblem.loss(model))
                } catch { failure.withLock { $0 = "\(number): \(error)" } }
            }
            let words = try XCTUnwrap(failure.withLock { $0 })
            XCTAssertTrue(words.hasPrefix("1: ") && words.contains("seed was 0, now 1"), words)
            let first = TinyProblem.trainer(TinyProblem.model(), options: Self.options(folder, "0"))
            XCTAssertEqual(try first.resume(), 20)
        }
    }
}
