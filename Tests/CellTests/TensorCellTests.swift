import CellSupport
import XCTest

final class TensorCellTests: XCTestCase {
    private let cells = Cells()

    func testArithmeticBroadcasts() {
        XCTAssertEqual(cells.run("(Tensor([1, 2, 3]) * 2 + 1).scalars"), "[3.0, 5.0, 7.0]")
        XCTAssertEqual(cells.run("(Tensor.ones([2, 3]) + Tensor([1, 2, 3])).shape"), "[2, 3]")
        XCTAssertEqual(cells.run("(1 - Tensor([1, 2])).scalars"), "[0.0, -1.0]")
        XCTAssertEqual(cells.run("(-Tensor([1, 2])).scalars"), "[-1.0, -2.0]")
        XCTAssertEqual(cells.run("(Tensor([1, 2, 3]) .> 1.5).scalars"), "[0.0, 1.0, 1.0]")
    }

    func testReductionsAndProducts() {
        XCTAssertEqual(cells.run("Tensor([1, 2, 3, 4], shape: [2, 2]).sum(axes: [0]).scalars"), "[4.0, 6.0]")
        XCTAssertEqual(cells.run("Tensor([1, 2, 3, 4]).mean().scalar"), "2.5")
        XCTAssertEqual(cells.run("matmul(Tensor.eye(2), Tensor([1, 2, 3, 4], shape: [2, 2])).scalars"), "[1.0, 2.0, 3.0, 4.0]")
        XCTAssertEqual(cells.run("Tensor([3, 9, 1]).argmax()"), "[1]")
    }

    func testSubscriptsTakeNumbersRangesAndDots() {
        _ = cells.run("let t = Tensor.arange(24).reshaped(to: [2, 3, 4])")
        XCTAssertEqual(cells.run("t[1].shape"), "[3, 4]")
        XCTAssertEqual(cells.run("t[0, ..., 2..<4].shape"), "[3, 2]")
        XCTAssertEqual(cells.run("t[..., 1...2].shape"), "[2, 3, 2]")
        XCTAssertEqual(cells.run("t[1, 2, 3].scalar"), "23.0")
    }

    func testGradientOfAClosure() {
        XCTAssertEqual(cells.run("gradient(at: Tensor([1, 2, 3])) { ($0 * $0).sum() }.scalars"), "[2.0, 4.0, 6.0]")
        XCTAssertEqual(
            cells.run(
                "let (value, slope) = valueWithGradient(at: Tensor([3])) { $0.square().sum() }\n[value.scalar, slope.scalars[0]]"),
            "[9.0, 6.0]")
    }

    func testAGradientOfAGradient() {
        XCTAssertEqual(
            cells.run("gradient(at: Tensor([2])) { x in gradient(at: x) { ($0 * $0 * $0).sum() }.sum() }.scalars"), "[12.0]")
        XCTAssertEqual(cells.run("Tensor([1, 2]) == Tensor([0.5, 1]) * 2"), "true")
        XCTAssertEqual(cells.run("gradient(at: Tensor([3, 3])) { $0.standardDeviation() }.scalars"), "[0.0, 0.0]")
    }

    /// With addresses for no more than some hundred mebibytes: an error of the cell that asks for more, and the next one runs.
    func testNoMemoryIsAnErrorOfTheCell() {
        let cells = Cells()
        _ = cells.run(
            """
            import Glibc
            let pages = Int(try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[0])!
            var limit = rlimit(rlim_cur: UInt(pages * 4096 + 600 << 20), rlim_max: UInt(pages * 4096 + 600 << 20))
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
            """)
        let message = cells.failure("let large = Tensor.ones([256 << 20])")
        XCTAssertTrue(message.contains("memory: found 1.0 GiB asked for beside"), message)
        XCTAssertEqual(cells.run("Tensor.ones([1000]).sum().scalar"), "1000.0")
    }

    func testBadShapesAreErrorsOfTheCell() {
        let message = cells.failure("Tensor.zeros([2, 3]) + Tensor.zeros([2, 4])")
        XCTAssertTrue(message.contains("[2, 3]") && message.contains("[2, 4]"), message)
        for source in [
            "matmul(Tensor.zeros([2, 3]), Tensor.zeros([2, 3]))", "Tensor.zeros([2, 3]).reshaped(to: [5])",
            "Tensor.zeros([2, 3])[5]", "Tensor.zeros([2, 3])[0, 0, 0]", "Tensor([1, 2, 3], shape: [2])",
            "Tensor.zeros([2]).sum(axes: [4])", "Tensor.zeros([-1])",
            "Tensor.concatenated([Tensor.zeros([2]), Tensor.zeros([2, 2])])",
            "Tensor.zeros([0]).max()", "Tensor.zeros([2, 3]).scalar", "Tensor.stacked([])",
            "gradient(at: Tensor.ones([3])) { $0 * 2 }", "Tensor.oneHot([7], classes: 3)", "Tensor(npy: \"/no/such/file.npy\")",
            "Tensor.zeros([2]).gathered(rows: [9])", "Tensor.zeros([3]).squeezed(axis: 0)",
            "Tensor.zeros([3]).broadcast(to: [2])", "Tensor.linspace(from: 0, to: 1, count: -2)",
        ] {
            XCTAssertFalse(cells.failure(source).isEmpty, source)
        }
    }

    func testTensorsLargerThanMemoryAreRefused() {
        for source in [
            "Tensor.zeros([1_000_000, 1_000_000])", "Tensor.normal([1_000_000_000_000])",
            "Tensor.ones([1]).broadcast(to: [10_000_000_000_000])", "Tensor.zeros([4_000_000_000, 4_000_000_000])",
            "matmul(Tensor.zeros([10_000_000, 1]), Tensor.zeros([1, 10_000_000]))",
        ] {
            let message = cells.failure(source)
            XCTAssertTrue(message.contains("memory") || message.contains("GiB"), message)
        }
    }

    func testRandomNumbersComeFromTheCellsOwnStream() {
        let draw = "Tensor.uniform([3], in: 0..<1).scalars"
        XCTAssertEqual(cells.run(draw), Cells().run(draw))
        let twice = cells.run(
            "let a = Tensor.uniform([3], in: 0..<1)\nlet b = Tensor.uniform([3], in: 0..<1)\n(a - b).abs().sum().scalar > 0")
        XCTAssertEqual(twice, "true")
    }

    func testATensorChangesByANumberAndIsMadeOfRows() {
        XCTAssertEqual(
            cells.run("var t = Tensor([1, 2])\nt += 1\nt *= 2.5\nt /= 2\nt -= Tensor([0.5, 0.25])\nt.scalars"), "[2.0, 3.5]")
        XCTAssertEqual(cells.run("let m = Tensor([[1, 2, 3], [4, 5, 6]])\nprint(m.shape)\nm[1].scalars"), "[4.0, 5.0, 6.0]")
        XCTAssertTrue(cells.failure("Tensor([[1, 2], [3]])").contains("1 numbers in row 1, expected 2, as in row 0"))
        XCTAssertEqual(
            cells.run("Tensor.uniform([100]).clamped(to: 0...1).sum().scalar == Tensor.uniform([100]).sum().scalar"), "false")
        XCTAssertEqual(cells.run("(0..<100).allSatisfy { _ in (2..<3).contains(Float.random(in: 2..<3)) }"), "true")
    }

    /// Sizes that no memory holds, or whose sums overflow, are errors of the cell.
    func testExtremeSizesEndNothing() {
        let picture = "(Tensor.zeros([1, 4, 4, 1]))"
        for (source, operation) in [
            ("Tensor.zeros([2, 3]).padded(axis: -1, before: Int.max, after: Int.max, with: 0)", "padded"),
            ("BatchNormalization(Int.max)", "BatchNormalization"), ("ResidualBlock(1, 1_000_000, kernel: 1)", "Convolution3D"),
            ("Convolution2D(1, 1, kernel: 1, padding: Int.max)\(picture)", "padding"),
            ("Convolution2D(1, 1, kernel: 1, padding: 1_000_000)\(picture)", "onvolution2D"),
            ("Convolution2D(1, 1, kernel: 1, stride: 1_000_000, padding: 1_000_000)\(picture)", "onvolution2D"),
            ("MaxPool2D(2, stride: Int.max, padding: 1)\(picture)", "stride"),
            ("MaxPool2D(1_000_000, padding: 500_000)\(picture)", "GiB"),
        ] {
            let message = cells.failure("_ = " + source)
            XCTAssertTrue(message.contains(operation), "\(source): \(message)")
        }
    }
}
