import AVTS
import Layers
import Tensors
import TestSupport
import XCTest

/// MC3-18 at width 64 against torchvision's `mc3_18` on the same weights (Tests/Reference/avts_mc3.py made the numbers).
final class TorchvisionTests: XCTestCase {
    private struct Reference: Decodable {
        struct Evaluated: Decodable { let features: [Float], logits: [Float] }
        struct Trained: Decodable { let loss: Float, features: [Float] }
        struct Gradient: Decodable { let norm: Double, largest: Double, at: [Int], values: [Double] }
        let names: [String]
        let shapes: [String: [Int]]
        let eval: Evaluated
        let train: Trained
        let gradients: [String: Gradient]
        let running: [String: [Float]]
    }

    private func reference() throws -> Reference {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Reference/avts/mc3_18.json")
        return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    }

    /// torchvision's `fill` of the reference script: weights in torch's layout from a formula.
    private func weights(_ shapes: [String: [Int]]) -> [String: Tensor] {
        var weights: [String: Tensor] = [:]
        for (name, shape) in shapes where !name.hasSuffix("num_batches_tracked") {
            let u = FormulaNumbers.uniform(name, count: shape.reduce(1, *))
            let values: [Float]
            if name.hasSuffix("running_mean") {
                values = u.map { 0.2 * ($0 - 0.5) }
            } else if name.hasSuffix("running_var") {
                values = u.map { 0.5 + $0 }
            } else if shape.count == 1 {
                values = name.hasSuffix("weight") ? u.map { 0.75 + 0.5 * $0 } : u.map { 0.2 * ($0 - 0.5) }
            } else {
                let scale = Float(2 * (3.0 / Double(shape.dropFirst().reduce(1, *))).squareRoot() * 2.0.squareRoot())
                values = u.map { ($0 - 0.5) * scale }
            }
            weights[name] = Tensor(values, shape: Shape(shape))
        }
        return weights
    }

    /// torch's `[N, C, T, H, W]` numbers as a clip `[2, 4, 32, 32, 3]`.
    private var clip: Tensor {
        Tensor(FormulaNumbers.uniform("clip", count: 2 * 3 * 4 * 32 * 32), shape: [2, 3, 4, 32, 32])
            .transposed(permutation: [0, 2, 3, 4, 1])
    }

    private func network() throws -> VideoClassifier {
        try VideoClassifier(.mc3(depth: 18, width: 64), classes: 400, seed: 1)
    }

    func testNamesAndShapesAreTorchvisions() throws {
        let reference = try reference()
        let mine = try network().weights(layout: .torch).mapValues(\.shape.dimensions)
        let theirs = reference.shapes.filter { !$0.key.hasSuffix("num_batches_tracked") }
        XCTAssertEqual(Set(mine.keys), Set(theirs.keys))
        for (name, shape) in theirs { XCTAssertEqual(mine[name], shape, name) }
    }

    func testForwardAgreesWithTorchvision() throws {
        let reference = try reference()
        let network = try network()
        try network.load(weights(reference.shapes), layout: .torch)
        network.setTraining(false)
        let features = network.features(clip)
        assertClose(features.scalars, reference.eval.features, relative: 1e-4, "features")
        assertClose(Array(network(clip).scalars.prefix(8)), reference.eval.logits, relative: 1e-4, "logits")
    }

    func testTrainingPassAndGradientsAgreeWithTorchvision() throws {
        let reference = try reference()
        let network = try network()
        try network.load(weights(reference.shapes), layout: .torch)
        network.setTraining(true)
        let coefficients = Tensor(FormulaNumbers.uniform("coefficients", count: 1024), shape: [2, 512]) - 0.5
        let named = network.namedParameters().filter { !$0.name.hasPrefix("fc.") }
        var features = Tensor(0)
        let (loss, gradients) = valueWithGradient(of: named.map(\.parameter)) {
            let output = network.features(clip)
            features = output.detached()
            return (output * coefficients).sum()
        }
        assertClose([loss.scalar], [reference.train.loss], relative: 1e-3, "loss")
        assertClose(Array(features.scalars.prefix(64)), reference.train.features, relative: 1e-4, "training features")
        XCTAssertEqual(Set(named.map(\.name)), Set(reference.gradients.keys))
        for ((name, parameter), gradient) in zip(named, gradients) {
            let expected = try XCTUnwrap(reference.gradients[name])
            let rank = gradient.rank
            let torch =
                parameter.role == .convolutionWeight
                ? gradient.transposed(permutation: [rank - 1, rank - 2] + Array(0..<(rank - 2))).scalars : gradient.scalars
            let norm = torch.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            XCTAssertEqual(norm, expected.norm, accuracy: 1e-3 * expected.norm, "norm of the gradient of \(name)")
            for (index, value) in zip(expected.at, expected.values) {
                XCTAssertEqual(Double(torch[index]), value, accuracy: 1e-3 * expected.largest, "\(name)[\(index)]")
            }
        }
        let running = Dictionary(uniqueKeysWithValues: network.namedBuffers().map { ($0.name, $0.buffer.value) })
        for (name, values) in reference.running {
            assertClose(Array(try XCTUnwrap(running[name]).scalars.prefix(8)), values, relative: 1e-4, name)
        }
    }

    func testSavedInTorchLayoutAndLoadedAgain() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mc3-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "mc3_18.safetensors").path
        let first = try VideoClassifier(.mc3(depth: 18, width: 64), classes: 10, seed: 1)
        try first.save(to: path, layout: .torch)
        let second = try VideoClassifier(.mc3(depth: 18, width: 64), classes: 10, seed: 2)
        try second.load(from: path)
        for (a, b) in zip(first.namedParameters(), second.namedParameters()) {
            XCTAssertEqual(a.parameter.value.scalars, b.parameter.value.scalars, a.name)
        }
    }

    private func assertClose(_ found: [Float], _ expected: [Float], relative: Float, _ what: String) {
        XCTAssertEqual(found.count, expected.count, what)
        let scale = expected.map(abs).max() ?? 1
        for (index, (a, b)) in zip(found, expected).enumerated() {
            XCTAssertEqual(a, b, accuracy: relative * scale, "\(what)[\(index)]")
        }
    }
}
