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
extension LinePlot.Series: NativeValue, SummarizedValue {
    public static var scriptName: String { "LineSeries" }
    public var scriptSummary: String { "LineSeries \"\(name)\", \(y.count) points" }
}
extension BarPlot.Series: NativeValue, SummarizedValue {
    public static var scriptName: String { "BarSeries" }
    public var scriptSummary: String { "BarSeries \"\(name)\", \(values.count) bars" }
}
extension Histogram.Group: NativeValue, SummarizedValue {
    public static var scriptName: String { "HistogramGroup" }
    public var scriptSummary: String { "HistogramGroup \"\(name)\", \(values.count) values" }
}
extension ScatterPlot.Group: NativeValue, SummarizedValue {
    public static var scriptName: String { "ScatterGroup" }
    public var scriptSummary: String { "ScatterGroup \"\(name)\", \(x.count) points" }
}
extension ReferenceLine: NativeValue, SummarizedValue {
    public var scriptSummary: String { "\(direction) ReferenceLine at \(value)\(label.isEmpty ? "" : ", \"\(label)\"")" }
}

/// An axis is a label in cells, or `Axis("time", unit: "s")`.
extension Axis: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Axis \"\(label)\(unit.map { " (\($0))" } ?? "")\", \(scale)" }
    public static var alternatives: [ScriptType] { [.string] }
    public static func fromScript(_ value: Value) -> Axis? {
        switch value {
        case .string(let label): Axis(label)
        case .native(let object): object.value as? Axis
        default: nil
        }
    }
}
