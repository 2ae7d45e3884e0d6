import Foundation
import Layers
import TestSupport
import Training
import XCTest

/// A training killed with SIGKILL and resumed ends with the same bytes as one left alone.
///
/// The process that is killed is this test program itself, started again to run `testTheTrainingToBeKilled` only.
final class KillTests: XCTestCase {
    private static let variable = "AVTS_TEST_KILLED_TRAINING"
    private static let steps = 80

    func testTheTrainingToBeKilled() throws {
        guard let folder = ProcessInfo.processInfo.environment[Self.variable] else { return }
        let model = KilledModel.make()
        let trainer = KilledModel.trainer(model, folder: folder)
        try trainer.resume()
        try trainer.fit(upTo: Self.steps, prefetching: KilledModel.batch, loss: KilledModel.loss(model))
        try model.save(to: folder + "/final.safetensors")
    }

    private func start(_ folder: TemporaryDirectory) throws -> Subprocess {
        try Subprocess(
            "/proc/self/exe".resolved, ["TrainingTests.KillTests/testTheTrainingToBeKilled"],
            environment: [Self.variable: folder.url.path])
    }

    /// The final weights, after the process ended well.
    private func result(_ process: Subprocess, _ folder: TemporaryDirectory) throws -> Data {
        let outcome = process.wait()
        XCTAssertEqual(outcome.status, 0, outcome.output + outcome.error)
        return try Data(contentsOf: URL(fileURLWithPath: folder.path("final.safetensors")))
    }

    private func stepsLogged(_ folder: TemporaryDirectory) -> Int {
        let log = (try? String(contentsOfFile: folder.path("log.csv"), encoding: .utf8)) ?? ""
        return log.split(separator: "\n").last { $0.contains(",loss,") }.flatMap { Int($0.prefix { $0 != "," }) } ?? 0
    }

    func testKilledAndResumedEndsWithTheSameBytes() throws {
        let undisturbed = TemporaryDirectory(), disturbed = TemporaryDirectory()
        let expected = try result(start(undisturbed), undisturbed)

        var kills: [Int] = []
        var goal = 0
        for _ in 0..<3 {
            goal += Int.random(in: 3...15)
            let process = try start(disturbed)
            while process.isRunning && stepsLogged(disturbed) < goal { usleep(500) }
            process.kill()
            let outcome = process.wait()
            // On a machine that is busy enough it may have come to its end first.
            guard outcome.wasKilled else { break }
            kills.append(stepsLogged(disturbed))
            XCTAssertFalse(FileManager.default.fileExists(atPath: disturbed.path("final.safetensors")))
        }
        XCTAssertFalse(kills.isEmpty, "nothing was killed")
        let found = try result(start(disturbed), disturbed)
        XCTAssertTrue(found == expected, "killed after steps \(kills): the weights differ")

        func losses(_ folder: TemporaryDirectory) throws -> [Substring] {
            try String(contentsOfFile: folder.path("log.csv"), encoding: .utf8).split(separator: "\n")
        }
        XCTAssertEqual(try losses(disturbed), try losses(undisturbed), "killed after steps \(kills)")
    }
}

extension String {
    /// The path behind a symbolic link.
    fileprivate var resolved: String { URL(fileURLWithPath: self).resolvingSymlinksInPath().path }
}
