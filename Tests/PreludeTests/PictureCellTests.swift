import Plotting
import Script
import XCTest

/// Tensors that cells draw as they are.
final class PictureCellTests: XCTestCase {
    private let cells = CellSession()

    func testTensorsAreDrawn() throws {
        func figure(_ source: String) throws -> NativeObject {
            guard case .native(let object)? = try cells.session.evaluate(source) else {
                throw NativeError("no figure: \(source)")
            }
            return object
        }
        let matrix = try XCTUnwrap(figure("heatMap(Tensor([[1, 2, 3], [4, 5, 6]]), x: \"k\")").value as? HeatMap)
        XCTAssertEqual(matrix.values, [1, 2, 3, 4, 5, 6])
        XCTAssertEqual([matrix.rows, matrix.columns], [2, 3])
        XCTAssertFalse(matrix.firstRowIsLowest)
        let grid = try XCTUnwrap(figure("images(Tensor([0, 0.5, 1, 2, 0, 0]).reshaped(to: [2, 1, 1, 3]))").value as? ImageGrid)
        XCTAssertEqual(grid.images.map(\.rgb), [[0, 128, 255], [255, 0, 0]])
        let grey = try XCTUnwrap(figure("images(Tensor([0, 1]).reshaped(to: [1, 2, 1]))").value as? ImageGrid)
        XCTAssertEqual(grey.images, [RasterImage(width: 2, height: 1, grey: [0, 1])])
        let line = try XCTUnwrap(figure("plot(Tensor.arange(3).square())").value as? LinePlot)
        XCTAssertEqual(line.series.map(\.y), [[0, 1, 4]])
        for (source, message) in [
            ("heatMap(Tensor.ones([3]))", "expected [rows, columns]"), ("heatMap(Tensor.ones([0, 3]))", "at least one of each"),
            ("images(Tensor.ones([2, 2, 2]))", "expected [N, height, width, 3]"),
            ("images(Tensor.ones([0, 2, 2, 3]))", "nothing empty"),
            ("images(Tensor.ones([401, 1, 1, 3]))", "expected at most 400"),
            ("plot(Tensor.ones([2, 2]))", "heatMap draws a matrix"),
        ] { XCTAssertTrue(cells.failure(source).contains(message), source) }
    }
}
