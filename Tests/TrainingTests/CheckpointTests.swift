import Foundation
import Layers
import Optimizers
import Tensors
import TestSupport
import Training
import XCTest

/// Checkpoints: what they hold, which stay, and what happens when they are damaged or belong elsewhere.
final class CheckpointTests: XCTestCase {
    private func options(_ folder: TemporaryDirectory, every: Int = 5, kept: Int = 3) -> Trainer.Options {
        .init(
            checkpointFolder: folder.path("checkpoints"), checkpointEvery: every, checkpointsKept: kept,
            gradientNorm: 5, observeEvery: 3, configuration: ["seed": "1", "batch": "32"])
    }

    private func names(_ folder: TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path("checkpoints")).filter { $0 != ".lock" }.sorted()
    }

    /// A trainer of a new model, with everything it says.
    private func make(
        _ options: Trainer.Options, seed: UInt64 = 1
    ) -> (model: Sequential, trainer: Trainer, recorder: EventRecorder) {
        let model = TinyProblem.model(seed: seed)
        let trainer = TinyProblem.trainer(model, options: options)
        let recorder = EventRecorder()
        trainer.observers.append(recorder)
        return (model, trainer, recorder)
    }

    func testAResumedTrainingEndsBitForBitTheSame() throws {
        try withTemporaryDirectory { folder in
            let whole = make(.init(gradientNorm: 5, observeEvery: 3))
            try whole.trainer.fit(upTo: 43, batch: TinyProblem.batch, loss: TinyProblem.loss(whole.model))

            let first = make(options(folder))
            try first.trainer.fit(upTo: 22, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            // The second process begins with other weights, so that only the checkpoint can explain the result.
            let second = make(options(folder), seed: 7)
            XCTAssertEqual(try second.trainer.resume(), 22)
            XCTAssertEqual(second.trainer.history, first.trainer.history)
            try second.trainer.fit(
                upTo: 43, prefetching: TinyProblem.batch, loss: TinyProblem.loss(second.model))
            XCTAssertEqual(TinyProblem.weights(second.model), TinyProblem.weights(whole.model))
            XCTAssertEqual(second.trainer.history, whole.trainer.history)
            XCTAssertEqual(second.trainer.learningRate, whole.trainer.learningRate)
        }
    }

    /// Steps that take minutes each would lose hours to a rule that counts steps alone.
    func testACheckpointIsWrittenWhenItsTimeHasCome() throws {
        try withTemporaryDirectory { folder in
            var options = options(folder, every: 1000)
            options.checkpointSeconds = .leastNonzeroMagnitude
            let always = make(options)
            try always.trainer.fit(upTo: 4, batch: TinyProblem.batch, loss: TinyProblem.loss(always.model))
            XCTAssertEqual(always.recorder.checkpoints, [1, 2, 3, 4])
            options.checkpointFolder = folder.path("another")
            options.checkpointSeconds = 86_400
            let never = make(options)
            try never.trainer.fit(upTo: 4, batch: TinyProblem.batch, loss: TinyProblem.loss(never.model))
            XCTAssertEqual(never.recorder.checkpoints, [4])
            XCTAssertEqual(TinyProblem.weights(never.model), TinyProblem.weights(always.model))
        }
    }

    func testAnInterruptKeepsWhatIsDone() throws {
        struct Stop: Error {}
        try withTemporaryDirectory { folder in
            let whole = make(.init(gradientNorm: 5, observeEvery: 3))
            try whole.trainer.fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(whole.model))

            let first = make(options(folder))
            func cut(at step: Int) {
                XCTAssertThrowsError(
                    try first.trainer.fit(
                        upTo: 20, batch: TinyProblem.batch, poll: { if first.trainer.step == step { throw Stop() } },
                        loss: TinyProblem.loss(first.model)))
            }
            cut(at: 0)
            XCTAssertEqual(try names(folder), [], "nothing was done yet")
            cut(at: 7)
            XCTAssertEqual(first.recorder.checkpoints, [5, 7])
            let second = make(options(folder), seed: 7)
            XCTAssertEqual(try second.trainer.resume(), 7)
            try second.trainer.fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(second.model))
            XCTAssertEqual(TinyProblem.weights(second.model), TinyProblem.weights(whole.model))
            XCTAssertEqual(second.trainer.history, whole.trainer.history)
        }
        // What a hook of the last step still owes is not in a checkpoint: the regular one before it stands.
        try withTemporaryDirectory { folder in
            let (model, trainer, recorder) = make(options(folder))
            trainer.every(7) { _ in throw Stop() }
            XCTAssertThrowsError(try trainer.fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(model)))
            XCTAssertEqual(recorder.checkpoints, [5])
        }
        // A loss that is not a number would only come again.
        try withTemporaryDirectory { folder in
            let (model, trainer, recorder) = make(options(folder))
            let loss = TinyProblem.loss(model)
            XCTAssertThrowsError(
                try trainer.fit(upTo: 20, batch: TinyProblem.batch) { batch in
                    var outcome = try loss(batch)
                    if trainer.step == 7 { outcome.loss = outcome.loss * Float.nan }
                    return outcome
                })
            XCTAssertEqual(recorder.checkpoints, [5])
        }
    }

    func testTheNewestFewStay() throws {
        try withTemporaryDirectory { folder in
            let (model, trainer, recorder) = make(options(folder, every: 4, kept: 2))
            try trainer.fit(upTo: 18, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
            XCTAssertEqual(recorder.checkpoints, [4, 8, 12, 16, 18])
            XCTAssertEqual(try names(folder), ["step-00000016.checkpoint", "step-00000018.checkpoint"])
        }
    }

    func testNothingToResumeIsNoError() throws {
        try withTemporaryDirectory { folder in
            XCTAssertNil(try make(options(folder)).trainer.resume())
            XCTAssertNil(try make(.init()).trainer.resume())
        }
    }

    func testADamagedNewestCheckpointFallsBackWithAWarning() throws {
        for damage in Damage.allCases {
            try withTemporaryDirectory { folder in
                let first = make(options(folder))
                try first.trainer.fit(upTo: 10, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
                try damage.apply(to: folder.path("checkpoints/step-00000010.checkpoint"))
                let second = make(options(folder))
                XCTAssertEqual(try second.trainer.resume(), 5, "\(damage)")
                XCTAssertEqual(second.recorder.warnings.count, 1, "\(damage)")
                XCTAssertTrue(
                    second.recorder.warnings.first?.contains("step-00000010.checkpoint") ?? false,
                    "\(second.recorder.warnings)")
            }
        }
    }

    private enum Damage: CaseIterable {
        case empty, cutInTheHeader, cutInTheData, oneBit, otherFile

        func apply(to path: String) throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            switch self {
            case .empty: bytes = Data()
            case .cutInTheHeader: bytes = bytes.prefix(100)
            case .cutInTheData: bytes = bytes.dropLast(3)
            case .oneBit: bytes[bytes.count - 10] ^= 1
            case .otherFile: return try Safetensors.save(["a": Tensor([1])], to: path)
            }
            try bytes.write(to: URL(fileURLWithPath: path))
        }
    }

    func testWhenAllAreDamagedItSaysSo() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder, every: 10))
            try first.trainer.fit(upTo: 10, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            try Damage.oneBit.apply(to: folder.path("checkpoints/step-00000010.checkpoint"))
            XCTAssertThrowsError(try make(options(folder)).trainer.resume()) {
                guard case TrainingError.noIntactCheckpoint = $0 else { return XCTFail("\($0)") }
                XCTAssertTrue("\($0)".contains("checksum"), "\($0)")
            }
        }
    }

    func testACacheBeginsAnewWhenAllAreDamaged() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder, every: 10))
            try first.trainer.fit(upTo: 10, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            try Damage.oneBit.apply(to: folder.path("checkpoints/step-00000010.checkpoint"))
            var cache = options(folder, every: 10)
            cache.remakesDamaged = true
            let second = make(cache)
            XCTAssertNil(try second.trainer.resume())
            XCTAssertTrue(
                second.recorder.warnings.contains { $0.contains("checksum") && $0.contains("anew") },
                "\(second.recorder.warnings)")
            try second.trainer.fit(upTo: 10, batch: TinyProblem.batch, loss: TinyProblem.loss(second.model))
            XCTAssertEqual(TinyProblem.weights(second.model), TinyProblem.weights(first.model))
            XCTAssertEqual(try make(options(folder)).trainer.resume(), 10)
        }
    }

    func testOtherSettingsAreAnErrorThatNamesThem() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder))
            try first.trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            var changed = options(folder)
            changed.configuration["batch"] = "64"
            changed.gradientNorm = nil
            let second = make(changed, seed: 3)
            let before = TinyProblem.weights(second.model)
            XCTAssertThrowsError(try second.trainer.resume()) {
                let text = "\($0)"
                XCTAssertTrue(text.contains("batch was 32, now 64; gradientNorm was 5.0, now none"), text)
            }
            XCTAssertEqual(TinyProblem.weights(second.model), before)
            XCTAssertEqual(second.trainer.step, 0)
        }
    }

    func testLongSettingsAreShortened() throws {
        try withTemporaryDirectory { folder in
            var long = options(folder)
            long.configuration["batch"] = String(repeating: "9", count: 50_000)
            let first = make(long)
            try first.trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            XCTAssertThrowsError(try make(options(folder)).trainer.resume()) {
                XCTAssertTrue("\($0)".contains("9…9") && "\($0)".utf8.count < 1000, "\($0)")
            }
        }
    }

    func testACheckpointOfAnotherModelIsRefusedAndChangesNothing() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder))
            try first.trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            var random = RandomStream(seed: 2)
            let other = Sequential([
                Linear(4, 16, using: &random), ReLU(), Dropout(0.1, random: random), Linear(16, 3, using: &random),
            ])
            let trainer = TinyProblem.trainer(other, options: options(folder))
            let before = TinyProblem.weights(other)
            XCTAssertThrowsError(try trainer.resume()) {
                guard case TrainingError.unfitCheckpoint = $0 else { return XCTFail("\($0)") }
            }
            XCTAssertEqual(TinyProblem.weights(other), before)
        }
    }

    func testLeftoversOfAKilledProcessAreRemoved() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder))
            try first.trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            try folder.write("checkpoints/step-00000010.checkpoint.123.part", [1, 2, 3])
            let second = make(options(folder))
            XCTAssertEqual(try second.trainer.resume(), 5)
            try second.trainer.fit(upTo: 6, batch: TinyProblem.batch, loss: TinyProblem.loss(second.model))
            XCTAssertEqual(try names(folder), ["step-00000005.checkpoint", "step-00000006.checkpoint"])
        }
    }

    func testACheckpointThatCannotBeWrittenStopsTheTraining() throws {
        let (model, trainer, _) = make(.init(checkpointFolder: "/proc/nowhere", checkpointEvery: 2))
        XCTAssertThrowsError(
            try trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        ) {
            guard case TrainingError.checkpointNotWritten(let reason) = $0 else { return XCTFail("\($0)") }
            XCTAssertTrue(reason.contains("/proc/nowhere"), reason)
        }
        XCTAssertEqual(trainer.step, 0, "before the first step, and not after hours")
    }

    func testAnOlderFutureIsForgotten() throws {
        try withTemporaryDirectory { folder in
            let first = make(options(folder))
            try first.trainer.fit(upTo: 20, batch: TinyProblem.batch, loss: TinyProblem.loss(first.model))
            // A training begun anew in the same folder must not be resumed from the old one's last step.
            let second = make(options(folder))
            try second.trainer.fit(upTo: 5, batch: TinyProblem.batch, loss: TinyProblem.loss(second.model))
            XCTAssertEqual(try names(folder), ["step-00000005.checkpoint"])
        }
    }
}
