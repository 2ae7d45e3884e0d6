import Tensors
import TestSupport
import XCTest

/// Every operation of the table on operands that are kept as something else than 32-bit floats.
final class ElementTypeTests: XCTestCase {
    private func forEachCase(_ body: (OperationRow, [Tensor]) -> Void) throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all {
            for example in reference[row.name].list { body(row, example["inputs"].list.map(\.tensor)) }
        }
    }

    /// Operands that brain floats hold give what the same numbers as 32-bit floats give, but for one rounding of what is kept on the way.
    func testOperationsOnBrainFloats() throws {
        try forEachCase { row, inputs in
            let halves = inputs.map { $0.converted(to: .bf16) }
            let floats = halves.map { $0.converted(to: .float32) }
            let (found, expected) = (row.body(halves), row.body(floats))
            XCTAssertEqual(found.shape, expected.shape, row.name)
            XCTAssertTrue(expected.elementType != .bool || found.elementType == .bool, row.name)
            // Some rows are several operations, and differences of near numbers.
            assertClose(found.converted(to: .float32), expected, tolerance: 0.03, row.name)
        }
    }

    func testGradientsOfBrainFloatsAreBrainFloats() throws {
        try forEachCase { row, inputs in
            guard row.isDifferentiable else { return }
            let halves = inputs.map { $0.converted(to: .bf16) }
            let floats = halves.map { $0.converted(to: .float32) }
            let found = gradient(at: halves) { row.body($0).sum() }
            let expected = gradient(at: floats) { row.body($0).sum() }
            XCTAssertEqual(found.map(\.elementType), halves.map { _ in .bf16 }, row.name)
            for (found, expected) in zip(found, expected) where expected.count > 0 {
                // Rounded operands may be equal, or zero: there the slope jumps, or has none.
                guard expected.isFinite().sum().scalar == Float(expected.count) else { continue }
                let size = max(1, expected.abs().max().scalar)
                assertClose(found.converted(to: .float32) / size, expected / size, tolerance: 0.05, row.name)
            }
        }
    }

    /// Whole numbers and masks are computed with as the floats that they are.
    func testOperationsOnWholeNumbersAndMasks() throws {
        for type in [ElementType.int32, .bool] {
            try forEachCase { row, inputs in
                // Matrices of whole numbers may have no inverse.
                guard !["solve", "inverse", "determinant", "logDeterminant"].contains(row.name) else { return }
                let whole = inputs.map { $0.converted(to: type) }
                let floats = whole.map { $0.converted(to: .float32) }
                let (found, expected) = (row.body(whole), row.body(floats))
                XCTAssertEqual(found.shape, expected.shape, row.name)
                assertClose(found.converted(to: .float32), expected, tolerance: 1e-6, "\(row.name) of \(type)")
            }
        }
    }

    func testWhatKeepsItsType() {
        let half = Tensor([1, 2, 3, 4], shape: [2, 2]).converted(to: .bf16)
        let kept: [(String, Tensor)] = [
            ("+", half + half), ("number", half * 2), ("scalar", half * Tensor(2)), ("relu", half.relu()), ("exp", half.exp()),
            ("transposed", half.transposed()), ("slice", half[0]), ("reshaped", half.flattened()),
            ("padded", half.padded(axis: 0, before: 1)),
            ("gathered", half.gathered(rows: [1])), ("concatenated", .concatenated([half, half])), ("matmul", matmul(half, half)),
            ("select", .select(half .> 2, half, half)), ("rolled", half.rolled(by: 1)),
            ("layer normalisation", half.layerNormalized(scale: .ones([2]), shift: .zeros([2]))),
            ("batch normalisation", half.batchNormalized(scale: .ones([2]), shift: .zeros([2])).output),
            ("linear", linear(half, weight: .ones([2, 3]))),
        ]
        for (name, result) in kept { XCTAssertEqual(result.elementType, .bf16, name) }
        let widened: [(String, Tensor)] = [
            ("with floats", half + Tensor([1, 2])), ("sum", half.sum()), ("mean", half.mean(axes: 0)), ("max", half.max()),
            ("softmax", half.softmax()), ("logSumExp", half.logSumExp()), ("whole", Tensor([1]).converted(to: .int32) + 1),
            ("mask", (half .> 1) * 2), ("sum of a mask", (half .> 1).sum()),
            ("sum over an axis of one", half[0...0].sum(axes: 0)),
        ]
        for (name, result) in widened { XCTAssertEqual(result.elementType, .float32, name) }
        for (name, result) in [("comparison", half .> 1), ("and", (half .> 1) .& half), ("not", .!half), ("isNaN", half.isNaN())]
        {
            XCTAssertEqual(result.elementType, .bool, name)
        }
    }

    func testConversions() {
        let x = Tensor([2.9, -2.9, 0, -0.0, .nan, .infinity, -.infinity, 3e9, -3e9])
        XCTAssertEqual(
            x.converted(to: .int32).converted(to: .float32).scalars,
            [2, -2, 0, 0, 0, 2_147_483_520, -0x1p31, 2_147_483_520, -0x1p31])
        XCTAssertEqual(x.converted(to: .bool).scalars, [1, 1, 0, 0, 1, 1, 1, 1, 1])
        XCTAssertEqual(Tensor([3, 0]).converted(to: .bf16).converted(to: .bool).converted(to: .int32).scalars, [1, 0])
        XCTAssertEqual(Tensor.zeros([0, 3]).converted(to: .bf16).shape, [0, 3])
        XCTAssertEqual(gradient(at: Tensor([1, 2])) { ($0.converted(to: .bf16) * 3).sum() }, Tensor([3, 3]))
        XCTAssertEqual(gradient(at: Tensor([1, 2])) { ($0.converted(to: .int32) * $0).sum() }, Tensor([1, 2]))
        XCTAssertNotNil(failure(of: { _ = gradient(at: Tensor([1]).converted(to: .int32)) { $0.sum() } }))
    }

    /// A gradient of a gradient by way of brain floats: (x³)″ = 6x at numbers that they hold.
    func testSecondDerivatives() {
        let x = Tensor([1, 2, -3])
        let second = gradient(at: x) { x in
            gradient(at: x) { y in
                let half = y.converted(to: .bf16)
                return (half * half * half).sum()
            }.sum()
        }
        XCTAssertEqual(second, x * 6)
    }

    func testMemory() {
        let before = TensorMemory.liveBytes
        let x = Tensor.ones([1 << 20])
        let floats = TensorMemory.liveBytes - before
        let half = x.converted(to: .bf16), mask = x .> 0
        XCTAssertEqual(TensorMemory.liveBytes - before - floats, floats / 2 + floats / 4)
        withExtendedLifetime((x, half, mask)) {}
    }

    func testAPartThatIsSetKeepsTheType() {
        var half = Tensor.arange(4).converted(to: .bf16), mask = Tensor([1, 0]) .> 0
        let copy = half
        half[1...2] = Tensor([0.1, 9])
        mask[1] = Tensor(5)
        XCTAssertEqual(half.elementType, .bf16)
        XCTAssertEqual(half, Tensor([0, 0.1, 9, 3]).converted(to: .bf16))
        XCTAssertEqual(copy, .arange(4))
        XCTAssertEqual(mask.elementType, .bool)
        XCTAssertEqual(mask, Tensor([1, 1]))
        half.accumulate(Tensor.ones([4]), scaledBy: 2)
        XCTAssertEqual(half, Tensor([2, 2.1, 11, 5]).converted(to: .bf16))
    }

    func testWholeNumbers() {
        let labels = Tensor(integers: [2, 0, 1])
        XCTAssertEqual(labels.elementType, .int32)
        XCTAssertEqual(labels.integers, [2, 0, 1])
        XCTAssertEqual(Tensor(integers: [1 << 24, -(1 << 30)], shape: [2, 1]).integers, [1 << 24, -(1 << 30)])
        XCTAssertEqual("\(labels)", "Tensor [3] int32, 0…2\n[2, 0, 1]")
        let table = Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
        XCTAssertEqual(table.picked(labels), Tensor([3, 4, 8]))
        XCTAssertEqual(table.gathered(rows: labels, axis: 1), table.gathered(rows: [2, 0, 1], axis: 1))
        XCTAssertEqual(Tensor.oneHot(labels, classes: 3), Tensor([[0, 0, 1], [1, 0, 0], [0, 1, 0]]))
        XCTAssertEqual((table .> 4).integers, [0, 0, 0, 0, 1, 1, 1, 1, 1])
        for wrong in [(1 << 24) + 1, 1 << 32, .max, .min] {
            let message = failure(of: { _ = Tensor(integers: [0, wrong]) }).map { "\($0)" } ?? ""
            XCTAssertTrue(message.contains("found \(wrong) at position 1"), message)
        }
        XCTAssertNotNil(failure(of: { _ = Tensor([0.5]).integers }))
        XCTAssertNotNil(failure(of: { _ = Tensor([.nan]).integers }))
        XCTAssertNotNil(failure(of: { _ = Tensor([1e30]).integers }))
        XCTAssertNotNil(failure(of: { _ = table.picked(Tensor(integers: [3, 0, 0])) }))
    }

    func testResultsInPlaceKeepTheType() {
        var x = Tensor([1, 2]).converted(to: .bf16)
        x += Tensor([0.1, 1])
        x *= 2
        XCTAssertEqual(x.elementType, .bf16)
        XCTAssertEqual(x.scalars, [2.203_125, 6])
        var whole = Tensor(integers: [1, 2])
        whole += 0.5
        XCTAssertEqual(whole, Tensor([1.5, 2.5]))
        XCTAssertEqual(whole.elementType, .float32)
    }

    func testOrderAndMasksKeepTheirTypes() {
        for type in ElementType.allCases {
            let x = Tensor([1, 0, 1]).converted(to: type)
            for result in [x.sorted(), x.sorted(descending: true), x.topK(2).values, x.unique().values, x.rolled(by: 1), x[1...]]
            {
                XCTAssertEqual(result.elementType, type)
            }
            XCTAssertEqual(x.sorted(), Tensor([0, 1, 1]))
        }
        XCTAssertEqual(Tensor([true, false]).elementType, .bool)
        XCTAssertEqual(Tensor([true, false, false, true], shape: [2, 2]).integers, [1, 0, 0, 1])
    }

    /// Whole numbers and masks go into products and normalisations as the floats that they are, in either precision.
    func testProductsOfWholeNumbers() throws {
        let x = Tensor(integers: [1, 2, 3, 4], shape: [2, 2]), weight = Tensor([[1, 0.5], [2, -1]])
        let precisions = Precision.allCases.filter { $0.unavailability == nil }
        for precision in precisions {
            XCTAssertEqual(linear(x, weight: weight, precision: precision), Tensor([[5, -1.5], [11, -2.5]]))
            XCTAssertEqual(linear(x .> 2, weight: weight, precision: precision), Tensor([[0, 0], [3, -0.5]]))
            let picture = x.reshaped(1, 2, 2, 1)
            XCTAssertEqual(
                convolution2D(picture, filter: .ones([2, 2, 1, 1]), precision: precision).scalars, [10], "\(precision)")
            let empty = linear(.zeros([2, 0]), weight: .ones([0, 2]), bias: Tensor([1, 2]), precision: precision)
            XCTAssertEqual(empty, Tensor([[1, 2], [1, 2]]))
        }
        let (scale, shift) = (Tensor.ones([2]), Tensor.zeros([2]))
        let floats = x.converted(to: .float32)
        XCTAssertEqual(
            x.batchNormalized(scale: scale, shift: shift).output, floats.batchNormalized(scale: scale, shift: shift).output)
        XCTAssertEqual(
            (x .> 2).normalized(mean: shift, variance: scale, scale: scale, shift: shift).converted(to: .bool), x .> 2)
        // What is cut to whole numbers has no derivative.
        let slope = gradient(at: Tensor([1, 2, 3])) { x in
            var y = Tensor.zeros([3]).converted(to: .int32)
            y[0...1] = x[0...1].square()
            return y.sum() + x[2].sum()
        }
        XCTAssertEqual(slope, Tensor([0, 0, 1]))
    }

    /// A mask as bias hides the keys of which it does not hold.
    func testAttentionByAMask() {
        var random = RandomStream(seed: 5)
        let (q, k, v) = (
            Tensor.normal([1, 3, 4], using: &random), Tensor.normal([1, 3, 4], using: &random),
            Tensor.normal([1, 3, 4], using: &random)
        )
        let masked = attention(q, k, v, bias: Tensor([true, true, false]))
        assertClose(masked, attention(q, k[0..., 0..<2], v[0..., 0..<2]), tolerance: 1e-6)
    }
}
