/// What figures leave out of their data, in words: a value that vanishes without one misleads.
enum Omissions {
    /// Of points, those that are no finite numbers, and those that the axes have no place for.
    static func words(_ points: some Sequence<(Double, Double)>, x: Axis, y: Axis) -> [String] {
        var (count, unfinite, offX, offY) = (0, 0, 0, 0)
        for (px, py) in points {
            count += 1
            if !px.isFinite || !py.isFinite {
                unfinite += 1
            } else if x.scale.forward(px) == nil {
                offX += 1
            } else if y.scale.forward(py) == nil {
                offY += 1
            }
        }
        return words(unfinite, of: count) + words(offX, of: count, "x", x.scale) + words(offY, of: count, "y", y.scale)
    }

    /// Of values that no axis has to find a place for.
    static func words(_ values: some Sequence<Double>) -> [String] {
        var (count, unfinite) = (0, 0)
        for value in values {
            count += 1
            if !value.isFinite { unfinite += 1 }
        }
        return words(unfinite, of: count)
    }

    private static func words(_ left: Int, of count: Int) -> [String] {
        if left == 0 { return [] }
        let verb = left == 1 ? "is" : "are"
        return ["\(left) of \(count) values \(left == 1 ? "is no finite number" : "are no finite numbers") and \(verb) not drawn"]
    }

    private static func words(_ left: Int, of count: Int, _ axis: String, _ scale: AxisScale) -> [String] {
        if left == 0 { return [] }
        let verb = left == 1 ? "is" : "are"
        return [
            "\(left) of \(count) values \(left == 1 ? "has" : "have") no place on the \(scale) \(axis) axis and \(verb) not drawn"
        ]
    }
}

extension LinePlot {
    public var omissions: [String] { Omissions.words(series.lazy.flatMap { zip($0.x, $0.y) }, x: x, y: y) }
}

extension ScatterPlot {
    public var omissions: [String] { Omissions.words(groups.lazy.flatMap { zip($0.x, $0.y) }, x: x, y: y) }
}

extension BarPlot {
    public var omissions: [String] {
        Omissions.words(series.lazy.flatMap { $0.values.lazy.map { (0, $0) } }, x: "", y: y)
    }
}

extension Histogram {
    public var omissions: [String] { Omissions.words(groups.lazy.flatMap(\.values)) }
}

extension HeatMap {
    public var omissions: [String] { Omissions.words(values).map { $0.replacing("not drawn", with: "drawn grey") } }
}

extension Panels {
    public var omissions: [String] {
        figures.flatMap { figure in figure.omissions.map { figure.title.isEmpty ? $0 : "\(figure.title): \($0)" } }
    }
}
