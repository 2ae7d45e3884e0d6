import Plotting
import Tensors
import Work

/// A curve of numbers over 0, 1, 2, …
///
///     plot(losses, title: "Loss", x: "step", y: Axis("loss", logarithmic: true), smoothing: 0.9)
/// - Parameter smoothing: 0..<1; the weight of the moving average that is drawn over the faint raw curve.
public func plot(
    _ values: [Double], title: String = "", x: Axis = "", y: Axis = "", smoothing: Double = 0
) -> LinePlot {
    LinePlot([.init("", y: values, smoothing: smoothing)], title: title, x: x, y: y)
}

/// A curve of numbers over 0, 1, 2, …
@_disfavoredOverload
public func plot(
    _ values: [Float], title: String = "", x: Axis = "", y: Axis = "", smoothing: Double = 0
) -> LinePlot {
    plot(values.map(Double.init), title: title, x: x, y: y, smoothing: smoothing)
}

/// A curve of a tensor of one axis over 0, 1, 2, …
public func plot(_ values: Tensor, title: String = "", x: Axis = "", y: Axis = "", smoothing: Double = 0) -> LinePlot {
    Failing.unless(
        values.rank == 1, "plot: found a tensor of shape \(values.shape), expected one axis; heatMap draws a matrix")
    return plot(values.scalars, title: title, x: x, y: y, smoothing: smoothing)
}

/// A curve of y over x.
public func plot(x: [Double], y: [Double], title: String = "", xAxis: Axis = "", yAxis: Axis = "") -> LinePlot {
    LinePlot([.init("", x: x, y: y)], title: title, x: xAxis, y: yAxis)
}

/// A matrix `[rows, columns]` as colours, its first row on top.
///
/// - Parameter value: the label of the colours.
public func heatMap(_ matrix: Tensor, title: String = "", x: Axis = "", y: Axis = "", value: Axis = "") -> HeatMap {
    Failing.unless(
        matrix.rank == 2 && matrix.count > 0,
        "heatMap: found a tensor of shape \(matrix.shape), expected [rows, columns], at least one of each")
    return HeatMap(
        matrix.scalars.map(Double.init), rows: matrix.shape[0], columns: matrix.shape[1], title: title, x: x, y: y,
        value: value, firstRowIsLowest: false)
}
