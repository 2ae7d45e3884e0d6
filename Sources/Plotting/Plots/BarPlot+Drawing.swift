extension BarPlot {
    public func draw(on canvas: Canvas, in area: Rectangle) {
        var reach: [Double] = lines.filter { $0.direction == .horizontal }.map(\.value)
        for bars in series {
            reach += bars.values + (bars.references ?? [])
            for (value, error) in zip(bars.values, bars.errors ?? []) where error.isFinite {
                reach += [value - error, value + error]
            }
        }
        let hasBars = series.contains { $0.values.contains(where: \.isFinite) }
        guard hasBars, !groups.isEmpty,
            let range = AxisRange.fitting(reach, on: y, include: 0, margin: hasValueLabels ? 0.1 : 0.05)
        else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, x: x.text, y: y.text)
            return
        }
        LegendedFrame.draw(
            on: canvas, in: area, title: title, subtitle: subtitle, x: .categories(groups, x), y: .init(y, range),
            legend: legend, entries: entries(), references: lines, tolerance: 0
        ) { frame in
            let bars = bars(frame)
            return (bars.flatMap { Self.samples($0, canvas) }, { draw(bars, frame, on: canvas) })
        }
    }

    /// One bar in canvas units.
    private struct Bar {
        let box: Rectangle
        let end: Double
        let isUp: Bool
        let value: Double
        let error: (low: Double, high: Double)?
        let reference: Double?
        let colour: Colour
    }

    private func bars(_ frame: PlotFrame) -> [Bar] {
        let slot = frame.plot.width / Double(groups.count)
        let width = min(slot * 0.8 / Double(max(1, series.count)), 90)
        let zero = min(frame.plot.maxY, max(frame.plot.y, frame.y(0) ?? frame.plot.maxY))
        var result: [Bar] = []
        for group in groups.indices {
            let left = frame.plot.x + (Double(group) + 0.5) * slot - width * Double(series.count) / 2
            for (index, bars) in series.enumerated() {
                let value = bars.values[group]
                guard let end = frame.y(value) else { continue }
                let box = Rectangle(
                    x: left + Double(index) * width + width * 0.04, y: min(zero, end), width: width * 0.92,
                    height: abs(end - zero))
                var error: (Double, Double)?
                if let e = bars.errors?[group], e.isFinite, let low = frame.y(value - e), let high = frame.y(value + e) {
                    error = (low, high)
                }
                result.append(
                    Bar(
                        box: box, end: end, isUp: value >= 0, value: value, error: error,
                        reference: bars.references.flatMap { frame.y($0[group]) },
                        colour: bars.colour ?? Palette.series(index)))
            }
        }
        return result
    }

    private func draw(_ bars: [Bar], _ frame: PlotFrame, on canvas: Canvas) {
        for bar in bars { canvas.fill(bar.box, bar.colour) }
        if let zero = frame.y(0) {
            let y = canvas.crisp(zero)
            canvas.line(from: Point(x: frame.plot.x, y: y), to: Point(x: frame.plot.maxX, y: y), .frame)
        }
        for line in lines { line.draw(on: canvas, frame) }
        for bar in bars {
            let middle = bar.box.centre.x
            if let error = bar.error {
                let cap = min(6, bar.box.width * 0.25)
                canvas.line(
                    from: Point(x: middle, y: error.low), to: Point(x: middle, y: error.high), .ink, width: 1.25)
                for y in [error.low, error.high] {
                    canvas.line(from: Point(x: middle - cap, y: y), to: Point(x: middle + cap, y: y), .ink, width: 1.25)
                }
            }
            if let reference = bar.reference {
                let ends = (Point(x: bar.box.x - 1, y: reference), Point(x: bar.box.maxX + 1, y: reference))
                canvas.line(from: ends.0, to: ends.1, .white, width: 4)
                canvas.line(from: ends.0, to: ends.1, .ink, width: 2)
            }
        }
        if hasValueLabels { label(bars, on: canvas) }
    }

    private func label(_ bars: [Bar], on canvas: Canvas) {
        let texts = TickLabels.alike(bars.map(\.value), digits: 3)
        let widest = texts.map { canvas.width(of: $0, .small) }.max() ?? 0
        // Labels wider than their bars would run into each other.
        guard let width = bars.first?.box.width, widest <= width + 2 else { return }
        for (bar, text) in zip(bars, texts) {
            // A label stays at its own bar; it makes way for a reference only when that would run through it.
            let high = min(bar.end, bar.error?.high ?? bar.end)
            let low = max(bar.end, bar.error?.low ?? bar.end)
            let upper = bar.reference.map { $0 < high + 1 && $0 > high - 20 ? min(high, $0 - 1) : high } ?? high
            let lower = bar.reference.map { $0 > low - 1 && $0 < low + 20 ? max(low, $0 + 1) : low } ?? low
            let place = Point(x: bar.box.centre.x, y: bar.isUp ? upper - 5 : lower + 5)
            canvas.write(text, at: place, .small, .ink, .centre, bar.isUp ? .baseline : .top)
        }
    }

    /// A lattice over the bar and its label, for finding a quiet place for the legend.
    private static func samples(_ bar: Bar, _ canvas: Canvas) -> [Point] {
        let top = min(bar.box.y, bar.error?.high ?? bar.box.y, bar.reference ?? bar.box.y) - 18
        let bottom = bar.isUp ? bar.box.maxY : max(bar.box.maxY, bar.error?.low ?? bar.box.maxY) + 18
        return stride(from: top, through: bottom, by: 8).flatMap { y in
            stride(from: bar.box.x, through: bar.box.maxX, by: 8).map { Point(x: $0, y: y) }
        }
    }

    private func entries() -> [Legend.Entry] {
        let hasReferences = series.contains { $0.references?.contains(where: \.isFinite) ?? false }
        guard series.count > 1 || hasReferences else { return [] }
        var entries = series.enumerated().filter { !$1.name.isEmpty }.map { index, bars in
            Legend.Entry(name: bars.name, colour: bars.colour ?? Palette.series(index), sample: .area)
        }
        if hasReferences { entries.append(.init(name: referenceName, colour: .ink, sample: .line(.solid, nil))) }
        return entries
    }
}
