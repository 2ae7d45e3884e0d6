/// A polyline in canvas units, cut at gaps and thinned to what the pixels can show.
package enum Polyline {
    /// Unbroken runs of the points that have a place; a nil ends a run.
    ///
    /// Points that fall into one pixel column one after another are replaced by the first, lowest, highest and last of
    /// them, in their order: the line covers the same pixels, and a million points cost as little as a thousand.
    package static func runs(_ places: some Sequence<Point?>, columnsPerUnit: Double = 1) -> [[Point]] {
        var runs: [[Point]] = []
        var run: [Point] = []
        var column = Column()
        var current = Double.nan
        for place in places {
            guard let place else {
                column.flush(into: &run)
                if !run.isEmpty { runs.append(run) }
                run = []
                current = .nan
                continue
            }
            let index = (place.x * columnsPerUnit).rounded(.down)
            if index != current {
                column.flush(into: &run)
                current = index
            }
            column.add(place)
        }
        column.flush(into: &run)
        if !run.isEmpty { runs.append(run) }
        return runs
    }

    /// What matters of the points in one pixel column.
    private struct Column {
        private var count = 0
        private var first = Point(x: 0, y: 0), last = Point(x: 0, y: 0)
        private var low = (order: 0, point: Point(x: 0, y: 0)), high = (order: 0, point: Point(x: 0, y: 0))

        mutating func add(_ point: Point) {
            if count == 0 {
                first = point
                low = (0, point)
                high = (0, point)
            } else {
                if point.y < low.point.y { low = (count, point) }
                if point.y > high.point.y { high = (count, point) }
            }
            last = point
            count += 1
        }

        mutating func flush(into run: inout [Point]) {
            guard count > 0 else { return }
            run.append(first)
            for extreme in low.order <= high.order ? [low, high] : [high, low]
            where extreme.order > 0 && extreme.order < count - 1 {
                run.append(extreme.point)
            }
            if count > 1 { run.append(last) }
            count = 0
        }
    }

    /// Points along runs, at most `spacing` apart, for finding out what a legend would hide.
    package static func samples(_ runs: [[Point]], spacing: Double = 6) -> [Point] {
        var result: [Point] = []
        for run in runs {
            result.append(contentsOf: run.prefix(1))
            for (a, b) in zip(run, run.dropFirst()) {
                let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
                let steps = min(1000, max(1, Int((length / spacing).rounded(.up))))
                for step in 1...steps {
                    let t = Double(step) / Double(steps)
                    result.append(Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t))
                }
            }
        }
        return result
    }
}
