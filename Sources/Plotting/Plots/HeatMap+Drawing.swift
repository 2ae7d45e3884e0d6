extension HeatMap {
    public func draw(on canvas: Canvas, in area: Rectangle) {
        guard rows > 0, columns > 0, values.contains(where: \.isFinite),
            let range = AxisRange.fitting(values, on: Axis(scale: .linear, limits: value.limits), margin: 0)
        else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, x: x.text, y: y.text)
            return
        }
        let xSide = Self.side(x, xExtent, columns), ySide = Self.side(y, yExtent, rows)
        let bar = ColourBar(axis: value, range: range, colours: colours)
        let room = bar.width(on: canvas, height: area.height * 0.6)
        let frame = PlotFrame(
            on: canvas, in: area, title: title, subtitle: subtitle, x: xSide, y: ySide, rightRoom: room,
            aspect: isSquare ? Double(columns) / Double(rows) : nil, isDownwards: !firstRowIsLowest)
        paint(frame.plot, range, on: canvas)
        frame.drawAxes(on: canvas)
        bar.draw(on: canvas, beside: frame.plot)
    }

    /// An axis over cells: between the extents when there are any, else the cells' numbers.
    private static func side(_ axis: Axis, _ extent: ClosedRange<Double>?, _ count: Int) -> PlotFrame.Side {
        if let extent, let low = axis.scale.forward(extent.lowerBound), let high = axis.scale.forward(extent.upperBound),
            low < high
        {
            return .init(
                axis, AxisRange(scale: axis.scale, lower: extent.lowerBound, upper: extent.upperBound), hasGrid: false)
        }
        let range = AxisRange(scale: .linear, lower: -0.5, upper: Double(count) - 0.5)
        return .init(axis, range, wholeOnly: true, hasGrid: false)
    }

    /// One block a cell when cells are larger than pixels, the mean of the cells under a pixel when they are smaller.
    func paint(_ plot: Rectangle, _ range: AxisRange, on canvas: Canvas) {
        let table = colours.table
        let missing = Colour.missing.bytes
        let scale = 255 / (range.upper - range.lower)
        canvas.pixels(in: plot) { width, height, put in
            let xs = (0..<width).map { Canvas.span($0, of: width, over: columns) }
            values.withUnsafeBufferPointer { values in
                for row in 0..<height {
                    let place = firstRowIsLowest ? height - 1 - row : row
                    let ys = Canvas.span(place, of: height, over: rows)
                    for column in 0..<width {
                        var sum = 0.0, count = 0.0
                        for y in ys {
                            for x in xs[column] {
                                let value = values[y * columns + x]
                                if value.isFinite {
                                    sum += value
                                    count += 1
                                }
                            }
                        }
                        guard count > 0 else {
                            put(row, column, missing)
                            continue
                        }
                        let level = (sum / count - range.lower) * scale
                        put(row, column, table[level.isFinite ? Int(min(255, max(0, level)).rounded()) : 0])
                    }
                }
            }
        }
    }
}
