import CellSupport
import XCTest

/// Tensors that cells draw as they are.
final class PictureCellTests: XCTestCase {
    private let cells = Cells()

    func testTensorsAreDrawn() throws {
        _ = cells.run("let matrix = heatMap(Tensor([[1, 2, 3], [4, 5, 6]]), x: \"k\")")
        XCTAssertEqual(cells.run("(matrix.values, matrix.rows, matrix.columns)"), "([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2, 3)")
        XCTAssertEqual(cells.run("matrix.firstRowIsLowest"), "false")
        XCTAssertEqual(
            cells.run("images(Tensor([0, 0.5, 1, 2, 0, 0]).reshaped(to: [2, 1, 1, 3])).images.map(\\.rgb)"),
            "[[0, 128, 255], [255, 0, 0]]")
        XCTAssertEqual(
            cells.run("images(Tensor([0, 1]).reshaped(to: [1, 2, 1])).images.map(\\.rgb)"), "[[0, 0, 0, 255, 255, 255]]")
        XCTAssertEqual(cells.run("plot(Tensor.arange(3).square()).series.map(\\.y)"), "[[0.0, 1.0, 4.0]]")
        for (source, message) in [
            ("heatMap(Tensor.ones([3]))", "expected [rows, columns]"), ("heatMap(Tensor.ones([0, 3]))", "at least one of each"),
            ("images(Tensor.ones([2, 2, 2]))", "expected [N, height, width, 3]"),
            ("images(Tensor.ones([0, 2, 2, 3]))", "nothing empty"),
            ("images(Tensor.ones([401, 1, 1, 3]))", "expected at most 400"),
            ("plot(Tensor.ones([2, 2]))", "heatMap draws a matrix"),
        ] { XCTAssertTrue(cells.failure(source).contains(message), source) }
    }
}
