import Plotting
import Script

/// The rows of the plots: one file of them for lines and bars, one for pictures.
enum PlotRows {
    static var parts: [NativeRow] {
        [
            native(
                static: Axis.self, "init(_:unit:logarithmic:limits:)",
                defaults: ["unit": nil, "logarithmic": false, "limits": nil],
                doc: "An axis: its label, its unit (set in parentheses), whether it is logarithmic, what it spans."
            ) { (label: String, unit: String?, logarithmic: Bool, limits: ClosedRange<Double>?) in
                Axis(label, unit: unit, scale: logarithmic ? .logarithmic : .linear, limits: limits)
            },
            native(
                static: LinePlot.Series.self, "init(_:x:y:deviation:smoothing:)",
                defaults: ["x": nil, "deviation": nil, "smoothing": 0],
                doc: """
                    A curve. `x` counts from 0 when left out; `deviation` draws a band of that half-height; `smoothing` (0..<1) draws \
                    an exponential mean over the faint raw curve.
                    """
            ) { (name: String, x: [Double]?, y: [Double], deviation: [Double]?, smoothing: Double) in
                LinePlot.Series(
                    name, x: x, y: y, band: deviation.map { LinePlot.Band(y, deviation: $0) }, smoothing: smoothing)
            },
            native(
                static: BarPlot.Series.self, "init(_:_:errors:references:)",
                defaults: ["errors": nil, "references": nil],
                doc: "The bars of one colour: one value a group, half the length of each error bar, a value to compare with."
            ) { (name: String, values: [Double], errors: [Double]?, references: [Double]?) in
                BarPlot.Series(name, values, errors: errors, references: references)
            },
            native(static: Histogram.Group.self, "init(_:_:)", doc: "The values of one colour.") {
                (name: String, values: [Double]) in Histogram.Group(name, values)
            },
            native(static: ScatterPlot.Group.self, "init(_:x:y:)", doc: "The points of one colour.") {
                (name: String, x: [Double], y: [Double]) in ScatterPlot.Group(name, x: x, y: y)
            },
            native(
                static: ReferenceLine.self, "horizontal(_:_:)", defaults: [:], doc: "A thin line across at a value, with a label."
            ) { (value: Double, label: String) in ReferenceLine.horizontal(value, label) },
            native(static: ReferenceLine.self, "vertical(_:_:)", doc: "A thin upright line at a value, with a label.") {
                (value: Double, label: String) in ReferenceLine.vertical(value, label)
            },
        ]
    }

    static var curves: [NativeRow] {
        [
            native(
                static: LinePlot.self, "init(_:title:subtitle:x:y:references:)",
                defaults: ["title": "", "subtitle": "", "x": "", "y": "", "references": []],
                doc: "Curves over common axes, with a legend where it hides least."
            ) { (series: [LinePlot.Series], title: String, subtitle: String, x: Axis, y: Axis, lines: [ReferenceLine]) in
                LinePlot(series, title: title, subtitle: subtitle, x: x, y: y, references: lines)
            },
            native(
                "plot(_:title:x:y:smoothing:)", defaults: ["title": "", "x": "", "y": "", "smoothing": 0],
                doc: "A curve of numbers over 0, 1, 2, …"
            ) { (values: [Double], title: String, x: Axis, y: Axis, smoothing: Double) in
                LinePlot([.init("", y: values, smoothing: smoothing)], title: title, x: x, y: y)
            },
            native(
                "plot(x:y:title:xAxis:yAxis:)", defaults: ["title": "", "xAxis": "", "yAxis": ""],
                doc: "A curve of y over x."
            ) { (x: [Double], y: [Double], title: String, xAxis: Axis, yAxis: Axis) in
                LinePlot([.init("", x: x, y: y)], title: title, x: xAxis, y: yAxis)
            },
            native(
                static: BarPlot.self, "init(groups:_:title:subtitle:x:y:lines:)",
                defaults: ["title": "", "subtitle": "", "x": "", "y": "", "lines": []],
                doc: "Groups of bars, with error bars and values to compare with (drawn as a mark, called \"paper\")."
            ) {
                (
                    groups: [String], series: [BarPlot.Series], title: String, subtitle: String, x: Axis, y: Axis,
                    lines: [ReferenceLine]
                ) in
                BarPlot(groups: groups, series, title: title, subtitle: subtitle, x: x, y: y, lines: lines)
            },
            native(
                static: Histogram.self, "init(_:bins:title:x:references:)",
                defaults: ["bins": nil, "title": "", "x": "", "references": []],
                doc: "How often values fall into each bin, by group."
            ) { (groups: [Histogram.Group], bins: Int?, title: String, x: Axis, lines: [ReferenceLine]) in
                Histogram(groups, bins: bins, title: title, x: x, references: lines)
            },
            native(
                static: ScatterPlot.self, "init(_:title:x:y:)", defaults: ["title": "", "x": "", "y": ""],
                doc: "Points, by group."
            ) { (groups: [ScatterPlot.Group], title: String, x: Axis, y: Axis) in
                ScatterPlot(groups, title: title, x: x, y: y)
            },
            native(
                static: ConfusionMatrix.self, "init(truth:predictions:classes:title:)", defaults: ["title": ""],
                doc: "How often each class (row) was taken for each other one (column)."
            ) { (truth: [Int], predictions: [Int], classes: [String], title: String) throws -> ConfusionMatrix in
                guard truth.count == predictions.count else {
                    throw NativeError(
                        "ConfusionMatrix: found \(truth.count) true and \(predictions.count) predicted labels, expected as many")
                }
                return ConfusionMatrix(truth: truth, predictions: predictions, classes: classes, title: title)
            },
            native(
                static: ConfusionMatrix.self, "init(_:classes:title:)", defaults: ["title": ""],
                doc: "Counts already made: a row for each true class, a column for each it was taken for."
            ) { (counts: [[Int]], classes: [String], title: String) throws -> ConfusionMatrix in
                guard counts.count == classes.count, counts.allSatisfy({ $0.count == classes.count }) else {
                    throw NativeError(
                        "ConfusionMatrix: found \(counts.count) rows for \(classes.count) classes, expected as many rows and columns"
                    )
                }
                return ConfusionMatrix(counts.map { $0.map(Double.init) }, classes: classes, title: title)
            },
        ]
    }
}
