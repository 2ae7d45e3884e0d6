/// A curve of a ``LinePlot``.
public typealias LineSeries = LinePlot.Series
/// The bars of one colour of a ``BarPlot``.
public typealias BarSeries = BarPlot.Series
/// The values of one colour of a ``Histogram``.
public typealias HistogramGroup = Histogram.Group
/// The points of one colour of a ``ScatterPlot``.
public typealias ScatterGroup = ScatterPlot.Group

extension LinePlot.Series {
    /// A curve over steps, which are whole numbers.
    public init(_ name: String = "", x: [Int], y: [Double], smoothing: Double = 0) {
        self.init(name, x: x.map(Double.init), y: y, smoothing: smoothing)
    }

    /// A curve within a band of half-height `deviation`, one value a point.
    public init(_ name: String = "", x: [Double]? = nil, y: [Double], deviation: [Double], smoothing: Double = 0) {
        self.init(name, x: x, y: y, band: LinePlot.Band(y, deviation: deviation), smoothing: smoothing)
    }
}

extension Axis {
    /// An axis whose steps are factors, where `logarithmic` says so.
    ///
    ///     Axis("loss", logarithmic: true)
    public init(_ label: String, unit: String? = nil, logarithmic: Bool, limits: ClosedRange<Double>? = nil) {
        self.init(label, unit: unit, scale: logarithmic ? .logarithmic : .linear, limits: limits)
    }
}

extension ConfusionMatrix {
    /// Counts already made: a row for each true class, a column for each it was taken for.
    public init(_ counts: [[Int]], classes: [String], title: String = "") {
        self.init(counts.map { $0.map(Double.init) }, classes: classes, title: title)
    }
}
