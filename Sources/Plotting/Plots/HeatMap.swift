import Files

/// A matrix as colours, with real axes and a colour bar.
///
/// ```swift
/// HeatMap(values, rows: 40, columns: 100, x: Axis("time", unit: "s"), y: Axis("frequency", unit: "Hz"),
///     xExtent: 0...1, yExtent: 0...8000, value: Axis("energy", unit: "dB"))
/// ```
public struct HeatMap: Figure, Hashable {
    /// Row after row, `rows * columns` values; those that are not finite are grey.
    public var values: [Double]
    /// Rows of cells.
    public var rows: Int
    /// Cells a row.
    public var columns: Int
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// The axis to the right.
    public var x: Axis
    /// The axis upwards.
    public var y: Axis
    /// What the outer edges of the first and last column stand for; column numbers when nil.
    public var xExtent: ClosedRange<Double>?
    /// What the outer edges of the first and last row stand for; row numbers when nil. The rows are equally high, so
    /// that on a `.mel` axis they must be equally wide in mel.
    public var yExtent: ClosedRange<Double>?
    /// Label, unit and, when given, limits of the colours; values beyond them take the outermost colour.
    public var value: Axis
    /// From the least value to the greatest.
    public var colours: ColourMap
    /// True when the first row is the lowest, as in a spectrogram; false when it is the top one, as in a matrix.
    public var firstRowIsLowest: Bool
    /// True for square cells.
    public var isSquare: Bool

    /// A grid of coloured cells.
    ///
    /// - Parameters:
    ///   - values: row after row, `rows * columns`.
    ///   - rows: of cells.
    ///   - columns: cells a row.
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - x: the axis to the right.
    ///   - y: the axis upwards.
    ///   - xExtent: what the outer edges of the first and last column stand for.
    ///   - yExtent: what the outer edges of the first and last row stand for.
    ///   - value: label, unit and limits of the colours.
    ///   - colours: from the least value to the greatest.
    ///   - firstRowIsLowest: as in a spectrogram; false as in a matrix.
    ///   - isSquare: true for square cells.
    public init(
        _ values: [Double], rows: Int, columns: Int, title: String = "", subtitle: String = "", x: Axis = "",
        y: Axis = "", xExtent: ClosedRange<Double>? = nil, yExtent: ClosedRange<Double>? = nil, value: Axis = "",
        colours: ColourMap = .viridis, firstRowIsLowest: Bool = true, isSquare: Bool = false
    ) {
        self.values = values
        self.rows = rows
        self.columns = columns
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.xExtent = xExtent
        self.yExtent = yExtent
        self.value = value
        self.colours = colours
        self.firstRowIsLowest = firstRowIsLowest
        self.isSquare = isSquare
    }

    /// The spectrogram of `frames` × `bins` values, one row of `values` a frame, as filter banks give it.
    ///
    /// - Parameters:
    ///   - step: seconds from one frame to the next.
    ///   - start: seconds at which the first frame begins.
    ///   - frequencies: Hz at the lower edge of the first and the upper edge of the last bin.
    ///   - scale: `.mel` when the bins are equally wide in mel, `.linear` when in Hz.
    public static func spectrogram(
        _ values: [Double], frames: Int, bins: Int, step: Double, start: Double = 0, frequencies: ClosedRange<Double>,
        scale: AxisScale = .linear, title: String = "", subtitle: String = "",
        value: Axis = Axis("energy", unit: "dB"), colours: ColourMap = .viridis
    ) -> HeatMap {
        var turned: [Double] = []
        if frames > 0, bins > 0, values.count / frames == bins, values.count % frames == 0 {
            turned.reserveCapacity(values.count)
            for bin in 0..<bins {
                for frame in 0..<frames { turned.append(values[frame * bins + bin]) }
            }
        } else {
            turned = values
        }
        let end = start + step * Double(max(1, frames))
        return HeatMap(
            turned, rows: bins, columns: frames, title: title, subtitle: subtitle, x: Axis("time", unit: "s"),
            y: Axis("frequency", unit: "Hz", scale: scale), xExtent: start < end ? start...end : nil,
            yExtent: frequencies, value: value, colours: colours)
    }

    public func validate() throws(PlotError) {
        let cells = rows.multipliedReportingOverflow(by: columns)
        guard rows >= 0, columns >= 0, !cells.overflow, values.count == cells.partialValue else {
            throw .mismatched(
                figure: "HeatMap", what: "values for \(rows) rows of \(columns)", found: values.count,
                expected: cells.overflow ? .max : max(0, cells.partialValue))
        }
    }

    /// A column of row positions, then one column of values for each column; positions are the cells' centres.
    public func csv() -> String {
        func centre(_ index: Int, _ count: Int, _ extent: ClosedRange<Double>?, _ scale: AxisScale) -> Double {
            guard let extent else { return Double(index) }
            return scale.between(extent.lowerBound, extent.upperBound, (Double(index) + 0.5) / Double(count))
        }
        guard (try? validate()) != nil else { return "" }
        let corner = [y.text, x.text].filter { !$0.isEmpty }.joined(separator: " \\ ")
        var table = CSVTable([corner] + (0..<columns).map { CSVText.number(centre($0, columns, xExtent, x.scale)) })
        for row in 0..<rows {
            table.append(
                [.number(centre(row, rows, yExtent, y.scale))]
                    + values[(row * columns)..<((row + 1) * columns)].map { .number($0) })
        }
        return table.text
    }
}
