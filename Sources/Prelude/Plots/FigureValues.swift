import Plotting
import Script

/// A figure that a cell holds: shown as a picture, kept as PNG and CSV.
protocol FigureValue: Figure, NativeValue, DisplayableValue, SummarizedValue {}

extension FigureValue {
    public var scriptSummary: String { "\(Self.scriptName)\(title.isEmpty ? "" : " \"\(title)\"")" }

    public func representations() -> [Representation] {
        let name = Slug.of(title, otherwise: Self.scriptName.lowercased())
        do {
            // Twice the pixels: sharp on dense screens, and in print.
            return [.text(scriptSummary), .png(try png(scale: 2), name: name), .csv(csv(), name: name)]
        } catch {
            return [.text("\(scriptSummary) cannot be drawn: \(error)")]
        }
    }
}

extension LinePlot: FigureValue {}
extension BarPlot: FigureValue {}
extension HeatMap: FigureValue {}
extension Histogram: FigureValue {}
extension ScatterPlot: FigureValue {}
extension ImageGrid: FigureValue {}
extension ConfusionMatrix: FigureValue {}

// A cell names no type within a type: these have names of their own there.
extension LinePlot.Series: NativeValue {
    public static var scriptName: String { "LineSeries" }
}
extension BarPlot.Series: NativeValue {
    public static var scriptName: String { "BarSeries" }
}
extension Histogram.Group: NativeValue {
    public static var scriptName: String { "HistogramGroup" }
}
extension ScatterPlot.Group: NativeValue {
    public static var scriptName: String { "ScatterGroup" }
}
extension ReferenceLine: NativeValue {}

/// An axis is a label in cells, or `Axis("time", unit: "s")`.
extension Axis: NativeValue {
    public static var alternatives: [ScriptType] { [.string] }
    public static func fromScript(_ value: Value) -> Axis? {
        switch value {
        case .string(let label): Axis(label)
        case .native(let object): object.value as? Axis
        default: nil
        }
    }
}
