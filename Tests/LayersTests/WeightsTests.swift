import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// Models to files and back, in both layouts, strictly and not.
final class WeightsTests: XCTestCase {
    private func model(seed: UInt64, outputs: Int = 2) -> Sequential {
        var random = RandomStream(seed: seed)
        return Sequential(["first": Linear(3, 4, using: &random), "second": Linear(4, outputs, using: &random)])
    }

    private func weights(_ model: Sequential) -> [[Float]] { model.parameters.map(\.value.scalars) }

    func testRoundTripInBothLayouts() throws {
        try withTemporaryDirectory { folder in
            for layout in [WeightLayout.native, .torch] {
                let path = folder.path("\(layout).safetensors")
                let saved = model(seed: 1), loaded = model(seed: 2)
                try saved.save(to: path, layout: layout, metadata: ["by": "a test"])
                try loaded.load(from: path)
                XCTAssertEqual(weights(loaded), weights(saved), "\(layout)")
                XCTAssertEqual(try Safetensors.inspect(path).metadata["by"], "a test")
            }
            let shapes = try Safetensors.inspect(folder.path("torch.safetensors")).shapes
            XCTAssertEqual(shapes["first.weight"], [4, 3])
        }
    }

    func testAFileOfAnotherShapeIsAnErrorAndChangesNothing() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("w.safetensors")
            try model(seed: 1, outputs: 5).save(to: path)
            let other = model(seed: 2)
            let before = weights(other)
            XCTAssertThrowsError(try other.load(from: path)) {
                XCTAssertEqual("\($0)", "\(path): tensor \"second.weight\": shape [4, 5], the model has [4, 2]")
            }
            XCTAssertEqual(weights(other), before)
        }
    }

    func testMissingAndUnexpectedNames() throws {
        let other = model(seed: 2)
        var weights = model(seed: 1).weights()
        weights["second.wieght"] = weights.removeValue(forKey: "second.weight")
        XCTAssertThrowsError(try other.load(weights, source: "w")) {
            XCTAssertEqual(
                "\($0)", "w: tensor \"second.weight\": not in the file; the nearest name there is \"second.wieght\"")
        }
        let report = try other.load(weights, strict: false)
        XCTAssertEqual(report.missing, ["second.weight"])
        XCTAssertEqual(report.unexpected, ["second.wieght"])

        weights = model(seed: 1).weights()
        weights["first.norm.num_batches_tracked"] = Tensor(7)
        try other.load(weights)
        weights["third"] = Tensor(1)
        XCTAssertThrowsError(try other.load(weights, source: "w")) {
            XCTAssertEqual("\($0)", "w: tensor \"third\": not in the model")
        }
    }

    func testRenamingPicksAndRenames() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("w.safetensors")
            let whole = ModuleGroup(["video": model(seed: 1), "audio": model(seed: 3)])
            try whole.save(to: path, layout: .torch)
            let video = model(seed: 2)
            try video.load(from: path, renaming: { $0.hasPrefix("video.") ? String($0.dropFirst(6)) : nil })
            XCTAssertEqual(weights(video), weights(model(seed: 1)))
            // Both halves under the names of one: neither is taken for the other.
            XCTAssertThrowsError(try video.load(from: path, renaming: { String($0.drop { $0 != "." }.dropFirst()) })) {
                XCTAssertTrue("\($0)".contains("tensor \"video."), "\($0)")
                XCTAssertTrue("\($0)".contains(", as \"audio."), "\($0)")
            }
            XCTAssertEqual(weights(video), weights(model(seed: 1)))
        }
    }
}
