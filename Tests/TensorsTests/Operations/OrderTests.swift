import Kernels
import Tensors
import TestSupport
import XCTest

/// Sorting and what is made of it: NaN, ties, zeros, long rows; counts; running sums.
final class OrderTests: XCTestCase {
    func testNaNIsLargerThanEveryNumber() {
        let x = Tensor([.nan, 3, -.infinity, -.nan, .infinity, -1])
        XCTAssertEqual(Array(x.sorted().scalars.prefix(4)), [-.infinity, -1, 3, .infinity])
        XCTAssertTrue(x.sorted().scalars.suffix(2).allSatisfy(\.isNaN))
        XCTAssertEqual(x.argsorted(), [2, 5, 1, 4, 0, 3])
        XCTAssertEqual(x.argsorted(descending: true), [0, 3, 4, 1, 5, 2])
        XCTAssertEqual(x.topK(3).indices, [0, 3, 4])
        XCTAssertEqual(x.topK(2, smallest: true).indices, [2, 5])
        XCTAssertTrue(x.median().scalar.isNaN)
        XCTAssertTrue(Tensor([[1, .nan], [1, 3]]).quantile(0, axis: 1).scalars[0].isNaN)
        XCTAssertEqual(Tensor([[1, .nan], [1, 3]]).quantile(0, axis: 1).scalars[1], 1)
    }

    func testEqualElementsKeepTheirOrder() {
        let x = Tensor([2, 0, 1, -0.0, 1, 2])
        XCTAssertEqual(x.argsorted(), [1, 3, 2, 4, 0, 5])
        XCTAssertEqual(x.argsorted(descending: true), [0, 5, 2, 4, 1, 3])
        XCTAssertEqual(x.topK(3).indices, [0, 5, 2])
        XCTAssertEqual(Tensor([[1, 0], [0, 1], [1, 1]]).argsorted(axis: 0), [1, 0, 0, 1, 2, 2])
        XCTAssertEqual(Tensor([[1, 0], [0, 1], [1, 1]]).topK(2, axis: 0).indices, [0, 1, 2, 2])
    }

    /// Rows of every kind of path: by comparison, by digits, in parts; against the standard library's sort.
    func testLongRows() {
        for (rows, width) in [(1, 200_003), (3, 70_000), (5, 70_001), (40, 300), (40, 255), (1, 1)] {
            var stream = RandomStream(seed: UInt64(width))
            // Steps of a hundredth, so that many are equal.
            let x = (Tensor.normal([rows, width], using: &stream) * 100).rounded() / 100
            let (values, places) = (x.sorted(), x.argsorted())
            let tracked = valueWithGradient(at: x) { ($0.sorted() * 2).sum() }
            XCTAssertEqual(tracked.gradient, .full([rows, width], 2))
            for (row, line) in x.rows.enumerated() {
                let scalars = line.scalars
                let expected = scalars.indices.sorted { (scalars[$0], $0) < (scalars[$1], $1) }
                XCTAssertEqual(Array(places[row * width..<(row + 1) * width]), expected)
                XCTAssertEqual(values[row].scalars, expected.map { scalars[$0] })
                let few = min(width, 20)
                XCTAssertEqual(line.topK(few, smallest: true).indices, Array(expected.prefix(few)))
                XCTAssertEqual(line.topK(few).values.scalars, Array(expected.suffix(few).reversed()).map { scalars[$0] })
            }
        }
    }

    func testQuantilesBetweenInfinities() {
        XCTAssertEqual(Tensor([.infinity, .infinity, 1]).median().scalar, .infinity)
        XCTAssertEqual(Tensor([.infinity, .infinity, 1]).quantile(0.75).scalar, .infinity)
        XCTAssertEqual(Tensor([0.1, 0.1, 0.1]).quantile(0.3).scalar, 0.1)
        XCTAssertEqual(Tensor([[1, 2], [3, 4]]).median(axis: -1).scalars, [1.5, 3.5])
        XCTAssertEqual(gradient(at: Tensor([4, 1, 3, 9])) { $0.median() }, Tensor([0.5, 0, 0.5, 0]))
    }

    func testUnique() {
        let x = Tensor([[3, 1, .nan], [3, -0.0, .nan], [0, 1, 3]])
        let (values, counts, inverse) = x.unique()
        XCTAssertEqual(Array(values.scalars.dropLast()), [0, 1, 3])
        XCTAssertTrue(values.scalars[3].isNaN)
        XCTAssertEqual(counts, [2, 2, 3, 2])
        XCTAssertEqual(inverse, [2, 1, 3, 2, 0, 3, 0, 1, 2])
        XCTAssertEqual(gradient(at: Tensor([2, 1, 2])) { $0.unique().values.sum() }, Tensor([1, 1, 0]))
    }

    func testHistogram() {
        let x = Tensor([0, 0.5, 1, 1, 4, .nan, .infinity])
        XCTAssertEqual(x.histogram(bins: 2).counts, [4, 1])
        XCTAssertEqual(x.histogram(bins: 4).edges, Tensor([0, 1, 2, 3, 4]))
        XCTAssertEqual(x.histogram(bins: 2, range: 1...2).counts, [2, 0])
        XCTAssertEqual(Tensor([3, 3]).histogram(bins: 2).edges, Tensor([2.5, 3, 3.5]))
        XCTAssertEqual(Tensor([3e38, 3e38]).histogram(bins: 3).counts.reduce(0, +), 2)
        XCTAssertEqual(Tensor([.nan]).histogram(bins: 1).counts, [0])
        XCTAssertEqual(Tensor.zeros([0]).histogram(bins: 3).counts, [0, 0, 0])
        // An edge that a product misses: 0.3 / 0.1 is a little less than 3.
        XCTAssertEqual(Tensor((0...10).map { Double($0) / 10 }).histogram(bins: 10, range: 0...1).counts.reduce(0, +), 11)
        var stream = RandomStream(seed: 3)
        let many = Tensor.uniform([300_000], in: 0..<1, using: &stream)
        let counts = many.histogram(bins: 7).counts
        XCTAssertEqual(counts.reduce(0, +), 300_000)
        XCTAssertTrue(counts.allSatisfy { abs($0 - 300_000 / 7) < 1_500 })
    }

    func testLongRunningSumsKeepTheirDigits() {
        for shape in [[1_000_003], [3, 40_000], [9, 1_000], [2_000, 5], [17, 4_096]] as [Shape] {
            let x = Tensor.full(shape, 0.1)
            let axis = shape.rank - 1, last = x.cumulativeSum(axis: axis)
            var sum = 0.0
            let expected = (0..<shape[-1]).map { _ in
                sum += Double(Float(0.1))
                return Float(sum)
            }
            for row in last.reshaped(-1, shape[-1]).rows {
                assertClose(row, Tensor(expected), tolerance: 1e-9 + Double(Float.ulpOfOne) / 2)
            }
            XCTAssertEqual(
                x.reshaped(to: Array(shape.dimensions.reversed())).cumulativeSum(axis: 0).slice(axis: 0, at: -1).scalars[0],
                expected[expected.count - 1])
        }
        XCTAssertEqual(Tensor([1, .nan, 2]).cumulativeSum().scalars[0], 1)
        XCTAssertTrue(Tensor([1, .nan, 2]).cumulativeProduct().scalars[2].isNaN)
    }

    func testLogSumExpOfInfinities() {
        XCTAssertEqual(Tensor([1000, 1000]).logSumExp().scalar, 1000.6931, accuracy: 1e-4)
        XCTAssertEqual(Tensor([-.infinity, -.infinity]).logSumExp().scalar, -.infinity)
        XCTAssertEqual(Tensor([.infinity, 0]).logSumExp().scalar, .infinity)
        XCTAssertTrue(Tensor([.nan, 0]).logSumExp().scalar.isNaN)
        XCTAssertEqual(Tensor.zeros([2, 0]).logSumExp(axes: 1), Tensor([-.infinity, -.infinity]))
    }

    func testAnAbandonedSortWritesNothingOutside() {
        struct Stop: Error {}
        var stream = RandomStream(seed: 3)
        let x = Tensor.normal([300_000], using: &stream)
        for polls in [0, 1, 5, 20, 60] {
            var left = polls
            _ = try? withInterruption(polling: {
                left -= 1
                if left < 0 { throw Stop() }
            }) { (x.sorted(), x.argsorted(), x.topK(5)) }
        }
        XCTAssertEqual(x.sorted().scalars, x.scalars.sorted())
    }
}
