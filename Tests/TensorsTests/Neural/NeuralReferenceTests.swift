import Kernels
import Tensors
import TestSupport
import XCTest

/// Network operations against PyTorch: values and gradients, with 1 and 2 threads, and nothing left behind.
final class NeuralReferenceTests: XCTestCase {
    private static let rows: [(name: String, body: @Sendable (Reference, [Tensor]) -> Tensor)] = [
        (
            "convolution2D",
            { convolution2D($1[0], filter: $1[1], bias: $1.third, stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        (
            "convolution3D",
            { convolution3D($1[0], filter: $1[1], bias: $1.third, stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        (
            "maxPooled2D",
            { $1[0].maxPooled2D(kernel: $0.window("kernel"), stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        (
            "maxPooled3D",
            { $1[0].maxPooled3D(kernel: $0.window("kernel"), stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        (
            "averagePooled2D",
            { $1[0].averagePooled2D(kernel: $0.window("kernel"), stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        (
            "averagePooled3D",
            { $1[0].averagePooled3D(kernel: $0.window("kernel"), stride: $0.window("stride"), padding: $0.window("padding")) }
        ),
        ("globalAveragePooled", { $1[0].globalAveragePooled() }),
        ("batchNormalized", { normalize($0, $1) }),
        ("linear", { linear($1[0], weight: $1[1], bias: $1.third) }),
        (
            "attention",
            {
                attention(
                    $1[0], $1[1], $1[2], heads: $0["heads"].integer, bias: $1.count > 3 ? $1[3] : nil,
                    isCausal: $0["causal"].integer == 1, scale: Float($0["scale"].number))
            }
        ),
        ("layerNormalized", { $1[0].layerNormalized(scale: $1[1], shift: $1[2]) }),
        ("groupNormalized", { $1[0].groupNormalized(groups: $0["groups"].integer, scale: $1[1], shift: $1[2]) }),
        (
            "infoNCE",
            { infoNCE($1[0], $1[1], temperature: Float($0["temperature"].number), isSymmetric: $0["symmetric"].integer == 1) }
        ),
        (
            "normalizedTemperatureCrossEntropy",
            { normalizedTemperatureCrossEntropy($1[0], $1[1], temperature: Float($0["temperature"].number)) }
        ),
        ("tripletLoss", { tripletLoss($1[0], $1[1], $1[2], margin: Float($0["margin"].number)) }),
    ]

    private static func normalize(_ reference: Reference, _ inputs: [Tensor]) -> Tensor {
        let residual = inputs.count > 3 ? inputs[3] : nil
        if reference["training"].integer == 1 {
            return inputs[0].batchNormalized(
                scale: inputs[1], shift: inputs[2], residual: residual, relu: reference["relu"].integer == 1
            ).output
        }
        return inputs[0].normalized(
            mean: reference["mean"].tensor, variance: reference["variance"].tensor, scale: inputs[1], shift: inputs[2],
            residual: residual, relu: reference["relu"].integer == 1)
    }

    func testValuesAndGradientsAgreeWithPyTorch() throws {
        let reference = try Reference.load("neural/operations.json")
        XCTAssertEqual(Set(reference.keys), Set(Self.rows.map(\.name)))
        let before = Threads.count
        defer { Threads.count = before }
        for threads in [1, 2] {
            Threads.count = threads
            for (name, body) in Self.rows {
                for (index, example) in reference[name].list.enumerated() {
                    let inputs = example["inputs"].list.map(\.tensor)
                    let label = "\(name) \(index), \(threads) threads"
                    assertClose(body(example, inputs), example["output"].tensor, label)
                    let weights = example["weights"].tensor
                    let gradients = gradient(at: inputs) { (body(example, $0) * weights).sum() }
                    for (found, expected) in zip(gradients, example["gradients"].list) {
                        assertClose(found, expected.tensor, label + " gradient")
                    }
                }
            }
        }
    }

    func testStatisticsAreThoseOfTheBatch() throws {
        for example in try Reference.load("neural/operations.json")["batchNormalized"].list where example["training"].integer == 1
        {
            let inputs = example["inputs"].list.map(\.tensor)
            let normalized = inputs[0].batchNormalized(scale: inputs[1], shift: inputs[2])
            assertClose(normalized.mean, example["batch_mean"].tensor, "mean")
            let count = Float(normalized.count)
            assertClose(normalized.variance * (count / (count - 1)), example["batch_variance"].tensor, "variance")
        }
    }

    func testOneInputAloneGetsTheSameGradient() throws {
        // Pullbacks keep less when only one operand is asked for.
        let reference = try Reference.load("neural/operations.json")
        for (name, body) in Self.rows {
            for example in reference[name].list {
                let inputs = example["inputs"].list.map(\.tensor)
                let weights = example["weights"].tensor
                for (position, expected) in example["gradients"].list.enumerated() {
                    let found = gradient(at: inputs[position]) { input in
                        var all = inputs
                        all[position] = input
                        return (body(example, all) * weights).sum()
                    }
                    assertClose(found, expected.tensor, "\(name), input \(position) alone")
                }
            }
        }
    }

    func testNothingIsLeftBehind() throws {
        let reference = try Reference.load("neural/operations.json")
        for (name, body) in Self.rows {
            let example = reference[name].list[0]
            let inputs = example["inputs"].list.map(\.tensor)
            assertNoLeak(name) { _ = gradient(at: inputs) { body(example, $0).sum() } }
        }
    }
}

extension Reference {
    fileprivate func window(_ key: String) -> WindowSize { WindowSize(self[key].integers) }
}

extension [Tensor] {
    fileprivate var third: Tensor? { count > 2 ? self[2] : nil }
}
