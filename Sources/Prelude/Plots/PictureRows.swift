import Plotting
import Script
import Tensors

extension PlotRows {
    /// Tensors as pictures.
    static var pictures: [NativeRow] {
        [
            native(
                "plot(_:title:x:y:smoothing:)", defaults: ["title": "", "x": "", "y": "", "smoothing": 0],
                doc: "A curve of a tensor of one axis over 0, 1, 2, …"
            ) { (values: Tensor, title: String, x: Axis, y: Axis, smoothing: Double) throws -> LinePlot in
                guard values.rank == 1 else {
                    throw NativeError("plot: found a tensor of shape \(values.shape), expected one axis; heatMap draws a matrix")
                }
                return LinePlot(
                    [.init("", y: values.scalars.map(Double.init), smoothing: smoothing)], title: title, x: x, y: y)
            },
            native(
                "heatMap(_:title:x:y:value:)", defaults: ["title": "", "x": "", "y": "", "value": ""],
                doc: "A matrix `[rows, columns]` as colours, its first row on top; `value` is the label of the colours."
            ) { (matrix: Tensor, title: String, x: Axis, y: Axis, value: Axis) throws -> HeatMap in
                guard matrix.rank == 2, matrix.count > 0 else {
                    throw NativeError(
                        "heatMap: found a tensor of shape \(matrix.shape), expected [rows, columns], at least one of each")
                }
                return HeatMap(
                    matrix.scalars.map(Double.init), rows: matrix.shape[0], columns: matrix.shape[1], title: title, x: x, y: y,
                    value: value, firstRowIsLowest: false)
            },
            native(
                "images(_:columns:titles:title:)", defaults: ["columns": nil, "titles": [], "title": ""],
                doc: """
                    Pictures side by side: `[N, height, width, 3]` of red, green and blue, or `[N, height, width, 1]` of grey, 0…1; values \
                    beyond are held within. One picture may leave out the first axis.
                    """
            ) { (pixels: Tensor, columns: Int?, titles: [String], title: String) throws -> ImageGrid in
                ImageGrid(try rasters(pixels), columns: columns, titles: titles, title: title)
            },
        ]
    }

    private static let mostImages = 400

    private static func rasters(_ pixels: Tensor) throws -> [RasterImage] {
        let shape = pixels.rank == 3 ? [1] + pixels.shape.dimensions : pixels.shape.dimensions
        guard shape.count == 4, [1, 3].contains(shape[3]), pixels.count > 0 else {
            throw NativeError(
                "images: found a tensor of shape \(pixels.shape), expected [N, height, width, 3] or [N, height, width, 1], nothing empty"
            )
        }
        guard shape[0] <= mostImages else {
            throw NativeError(
                "images: found \(shape[0]) pictures, expected at most \(mostImages): take some, t[0..<\(mostImages)]")
        }
        let size = shape[1] * shape[2] * shape[3]
        let scalars = pixels.scalars
        return (0..<shape[0]).map { number in
            let values = scalars[number * size..<(number + 1) * size].map(Double.init)
            return shape[3] == 3
                ? RasterImage(width: shape[2], height: shape[1], colour: values)
                : RasterImage(width: shape[2], height: shape[1], grey: values)
        }
    }
}
