extension LinePlot {
    public func draw(on canvas: Canvas, in area: Rectangle) {
        guard let (xRange, yRange) = ranges() else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, x: x.text, y: y.text)
            return
        }
        let whole = series.allSatisfy { $0.x.allSatisfy { $0 == $0.rounded() } } && x.scale == .linear
        LegendedFrame.draw(
            on: canvas, in: area, title: title, subtitle: subtitle, x: .init(x, xRange, wholeOnly: whole),
            y: .init(y, yRange), legend: legend, entries: entries(), references: references
        ) { frame in
            let curves = series.enumerated().map { Curve($1, $0, frame, canvas.scale) }
            return (
                curves.flatMap { Polyline.samples($0.main) },
                {
                    for curve in curves { curve.drawBand(on: canvas) }
                    for line in references { line.draw(on: canvas, frame) }
                    for curve in curves { curve.drawLines(on: canvas) }
                }
            )
        }
    }

    private func ranges() -> (AxisRange, AxisRange)? {
        // Only points that can be drawn count: both coordinates, on both scales.
        var xs: [Double] = [], ys: [Double] = []
        for curve in series {
            for (px, py) in zip(curve.x, curve.y) where x.scale.forward(px) != nil && y.scale.forward(py) != nil {
                xs.append(px)
                ys.append(py)
            }
            if let band = curve.band { ys += band.lower + band.upper }
        }
        guard !xs.isEmpty else { return nil }
        for line in references where line.value.isFinite {
            if line.direction == .horizontal { ys.append(line.value) } else { xs.append(line.value) }
        }
        guard let xRange = AxisRange.fitting(xs, on: x, margin: 0.015), let yRange = AxisRange.fitting(ys, on: y) else {
            return nil
        }
        return (xRange, yRange)
    }

    /// The curves by name; and where values are smoothed, what is drawn faintly and what over it.
    private func entries() -> [Legend.Entry] {
        func colour(_ index: Int) -> Colour { series[index].colour ?? Palette.series(index) }
        let raw = Legend.Entry(
            name: "as measured", colour: Curve.faint(series.count > 1 ? .ink : colour(0)), sample: .line(.solid, nil))
        let isSmoothed = series.contains { $0.smoothing > 0 && !$0.y.isEmpty }
        if series.count == 1, isSmoothed {
            let name = series[0].name.isEmpty ? "smoothed" : "\(series[0].name), smoothed"
            return [.init(name: name, colour: colour(0), sample: .line(series[0].style ?? .solid, series[0].marker)), raw]
        }
        guard series.count > 1 else { return [] }
        let named = series.enumerated().filter { !$1.name.isEmpty }.map { index, curve in
            Legend.Entry(
                name: curve.smoothing > 0 ? "\(curve.name), smoothed" : curve.name, colour: colour(index),
                sample: .line(curve.style ?? Palette.style(index), curve.marker))
        }
        return named + (isSmoothed && !named.isEmpty ? [raw] : [])
    }

    /// A series brought into canvas units.
    private struct Curve {
        let colour: Colour
        let style: LineStyle
        let marker: Marker?
        /// The curve itself: smoothed where that is wished.
        let main: [[Point]]
        let faint: [[Point]]
        let marks: [Point]
        let band: [[Point]]

        init(_ series: Series, _ index: Int, _ frame: PlotFrame, _ scale: Double) {
            colour = series.colour ?? Palette.series(index)
            style = series.style ?? Palette.style(index)
            marker = series.marker
            func runs(_ ys: [Double]) -> [[Point]] {
                Polyline.runs(zip(series.x, ys).lazy.map { frame.place($0, $1) }, columnsPerUnit: scale)
            }
            let isSmooth = series.smoothing > 0
            main = runs(isSmooth ? smoothed(series.y, weight: series.smoothing) : series.y)
            faint = isSmooth ? runs(series.y) : []
            marks = series.marker == nil ? [] : zip(series.x, series.y).compactMap { frame.place($0, $1) }
            band = series.band.map { Self.band(series.x, $0, frame, scale) } ?? []
        }

        /// A polygon for each unbroken stretch: along the upper edge, and back along the lower.
        private static func band(_ x: [Double], _ band: Band, _ frame: PlotFrame, _ scale: Double) -> [[Point]] {
            var upper: [Point?] = [], lower: [Point?] = []
            for ((x, low), high) in zip(zip(x, band.lower), band.upper) {
                let top = frame.place(x, high), bottom = frame.place(x, low)
                upper.append(bottom == nil ? nil : top)
                lower.append(top == nil ? nil : bottom)
            }
            let tops = Polyline.runs(upper, columnsPerUnit: scale), bottoms = Polyline.runs(lower, columnsPerUnit: scale)
            return zip(tops, bottoms).map { $0 + $1.reversed() }
        }

        /// The colour of values as they were measured, beneath the smoothed ones.
        static func faint(_ colour: Colour) -> Colour { colour.opacity(0.35) }

        func drawBand(on canvas: Canvas) {
            for polygon in band { canvas.fill(polygon, colour.opacity(0.2)) }
        }

        func drawLines(on canvas: Canvas) {
            for run in faint { canvas.stroke(run, Self.faint(colour), width: 1) }
            for run in main {
                // A lone point between gaps would be too small to see as a line.
                if run.count == 1, marker == nil {
                    canvas.mark(.circle, at: run[0], size: 5, colour)
                } else {
                    canvas.stroke(run, colour, width: 1.75, style: style)
                }
            }
            guard let marker else { return }
            for point in marks { canvas.mark(marker, at: point, size: 6.5, colour) }
        }
    }
}
