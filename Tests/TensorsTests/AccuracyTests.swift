import Tensors
import TestSupport
import XCTest

/// Sums of very many numbers keep the digits of a float, however they are made.
final class AccuracyTests: XCTestCase {
    private let count = 1_000_000

    private func assertNear(_ found: Float, _ expected: Double, _ label: String, line: UInt = #line) {
        XCTAssertEqual(Double(found) / expected, 1, accuracy: 1.2e-7, label, line: line)
    }

    func testSumsOfEqualNumbers() {
        let tenth = Double(Float(0.1)), n = Double(count)
        let x = Tensor.full([count], 0.1)
        assertNear(x.sum().scalar, n * tenth, "sum")
        assertNear(x.dot(x).scalar, n * tenth * tenth, "dot")
        assertNear(x.square().sum().scalar, n * Double(Float(0.1) * Float(0.1)), "sum of squares")
        assertNear(x.norm().scalar, (n * Double(Float(0.1) * Float(0.1))).squareRoot(), "norm")
        assertNear(meanSquaredError(x, .zeros([count])).scalar, Double(Float(0.1) * Float(0.1)), "meanSquaredError")
        for shape in [[1000, 1000], [125_000, 8], [8, 125_000], [20, 50_000], [333_333, 3], [10, 100, 1000]] as [Shape] {
            let x = Tensor.full(shape, 0.1)
            for axis in 0..<shape.rank {
                let sums = x.sum(axes: axis)
                XCTAssertEqual(sums.min(), sums.max(), "\(shape) over \(axis)")
                assertNear(sums.scalars[0], Double(shape[axis]) * tenth, "\(shape) over \(axis)")
            }
        }
        // The gradient of an operand that was repeated is a sum over its repetitions.
        assertNear(gradient(at: Tensor(2)) { ($0 * x).sum() }.scalar, n * tenth, "a repeated scalar")
        let rows = Tensor.full([250_000, 4], 0.1)
        let bias = gradient(at: Tensor([1, 2, 3, 4])) { ((rows + $0) * rows).sum() }
        for value in bias.scalars { assertNear(value, 250_000 * tenth, "a repeated row") }
        let pooled = Tensor.full([2, 1000, 1000, 2], 0.1).globalAveragePooled()
        for value in pooled.scalars { XCTAssertEqual(value, 0.1, "a global mean") }
    }

    func testSumsOfRandomNumbers() {
        var stream = RandomStream(seed: 3)
        for range in [0..<1, 1..<2, 0.01..<100] as [Range<Float>] {
            let x = Tensor.uniform([count], in: range, using: &stream)
            let exact = x.scalars.reduce(0.0) { $0 + Double($1) }
            assertNear(x.sum().scalar, exact, "sum of \(range)")
            assertNear(x.mean().scalar, exact / Double(count), "mean of \(range)")
            let mean = exact / Double(count)
            let variance = x.scalars.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)
            XCTAssertEqual(Double(x.variance().scalar) / variance, 1, accuracy: 4e-7, "variance of \(range)")
        }
    }

    /// Numbers far from zero, close to one another.
    func testTheVarianceOfAFarCloud() {
        var stream = RandomStream(seed: 4)
        let x = Tensor.normal([100_000], using: &stream) + 20_000
        let mean = x.scalars.reduce(0.0) { $0 + Double($1) } / 100_000
        let variance = x.scalars.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 100_000
        XCTAssertEqual(Double(x.variance().scalar) / variance, 1, accuracy: 1e-6)
    }

    func testTheMeanOfEqualNumbersIsThatNumber() {
        for value in [0.1, 1 / 3, 12_345.678, -1e-20, 3e30] as [Float] {
            for shape in [[7], [1001], [13, 17], [3, 5, 7, 11]] as [Shape] {
                let x = Tensor.full(shape, value)
                XCTAssertEqual(x.mean().scalar, value, "\(shape)")
                XCTAssertEqual(x.mean(axes: 0), .full(Shape(Array(shape.dimensions.dropFirst())), value), "\(shape)")
                if shape.rank > 2 { XCTAssertEqual(x.mean(axes: 0, 2), .full([5, 11], value)) }
            }
        }
    }

    func testStatisticsOfEqualNumbersHaveGradientZero() {
        for value in [0, 0.1, 1 / 3, -12_345.678] as [Float] {
            for axes in [[], [0], [1], [0, 2]] {
                let x = Tensor.full([3, 7, 5], value)
                let deviation = valueWithGradient(at: x) { $0.standardDeviation(axes: axes).sum() }
                XCTAssertEqual(deviation.value.scalar, 0, "\(value) \(axes)")
                XCTAssertEqual(deviation.gradient, .zeros(x.shape), "\(value) \(axes)")
                XCTAssertEqual(gradient(at: x) { $0.variance(axes: axes).sum() }, .zeros(x.shape), "\(value) \(axes)")
            }
        }
        XCTAssertEqual(gradient(at: .zeros([4])) { $0.norm() }, .zeros([4]))
        // One constant row among others spoils nothing.
        let mixed = gradient(at: Tensor([[2, 2, 2], [1, 2, 6]])) { $0.standardDeviation(axes: 1).sum() }
        XCTAssertEqual(mixed[0], .zeros([3]))
        XCTAssertTrue(mixed.scalars.allSatisfy(\.isFinite))
        XCTAssertGreaterThan(mixed[1].norm().scalar, 0.3)
    }

    func testEqualityComparesValues() {
        let x = Tensor([1, 2, 3]), y = Tensor([0.5, 1, 1.5]) * 2
        XCTAssertTrue(x == y)
        XCTAssertFalse(x != y)
        XCTAssertFalse(x == Tensor([1, 2, 4]))
        XCTAssertFalse(x == x.reshaped(3, 1), "shapes count")
        XCTAssertTrue(Tensor([0.0]) == Tensor([-0.0]), "as numbers compare")
        XCTAssertFalse(Tensor([1, .nan]) == Tensor([1, .nan]), "NaN equals nothing")
        XCTAssertTrue(Tensor([.infinity]) == Tensor([.infinity]))
        XCTAssertTrue(Tensor.zeros([0, 3]) == Tensor.zeros([0, 3]))
        XCTAssertTrue(
            gradient(at: x) {
                XCTAssertTrue($0 == y); return $0.sum()
            } == .ones([3]), "a tracked one by its values")
        XCTAssertTrue([x, y].firstIndex(of: y) == 0)
    }

    func testSizesAtTheEndsOfTheirTypes() {
        let x = Tensor.arange(6).reshaped(2, 3)
        XCTAssertEqual(x[0..., 1...], Tensor([[1, 2], [4, 5]]))
        for indices in [[0...Int.max], [...Int.max], [Int.min...0]] as [[any TensorIndex]] {
            XCTAssertTrue(failure(of: { _ = x.part(indices.map(\.selection)) }) is ShapeError?, "\(indices)")
        }
        XCTAssertEqual(Tensor.arange(1 << 24 + 3).count, 1 << 24 + 3)
        XCTAssertEqual(x.repeated(2, axis: 1)[1], Tensor([3, 4, 5, 3, 4, 5]))
        XCTAssertEqual(x.repeated(0, axis: 1).shape, [2, 0])
        XCTAssertEqual(Tensor.zeros([0, 3]).repeated(1 << 40, axis: 0).shape, [0, 3])
        let long = Tensor.zeros([0, .max])
        for (name, body) in [
            ("concatenated", { _ = Tensor.concatenated([long, long], axis: 1) }),
            ("padded", { _ = long.padded(axis: 1, before: 1) }),
            ("pooled", { _ = long.reshaped(0, .max, 1, 1).maxPooled2D(kernel: 2, padding: 1) }),
            ("sum", { _ = long.sum(axes: 0) }),
        ] as [(String, () -> Void)] { XCTAssertTrue(failure(of: body) is ShapeError, name) }
        XCTAssertNotNil(failure(of: { _ = x.repeated(.max, axis: 0) }))
        XCTAssertNotNil(failure(of: { _ = x.repeated(1 << 45, axis: 0) }))
    }
}
