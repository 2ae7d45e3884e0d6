import Plotting
import XCTest

final class TicksTests: XCTestCase {
    /// Ranges of every size and place, by a fixed recurrence.
    private func ranges(_ count: Int) -> [(low: Double, high: Double)] {
        var state: UInt64 = 7
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        return (0..<count).map { _ in
            let centre = (next() - 0.5) * pow(10, (next() * 12 - 6).rounded())
            let span = pow(10, next() * 10 - 5)
            return (centre - span * next(), centre + span * (0.1 + next()))
        }
    }

    func testLinearTicksAreInsideEquallySpacedAndRound() {
        for (low, high) in ranges(2000) {
            let ticks = Ticks.linear(low, high, about: 6)
            let step = Ticks.step(low, high, about: 6)
            XCTAssertTrue([1, 2, 2.5, 4, 5].contains(step.mantissa))
            XCTAssertTrue((2...15).contains(ticks.values.count), "\(ticks.values.count) ticks on \(low)…\(high)")
            let slack = (high - low) * 1e-6
            for value in ticks.values {
                XCTAssertGreaterThanOrEqual(value, low - slack)
                XCTAssertLessThanOrEqual(value, high + slack)
            }
            for (a, b) in zip(ticks.values, ticks.values.dropFirst()) {
                XCTAssertEqual(b - a, step.value, accuracy: step.value * 1e-5)
            }
            XCTAssertEqual(ticks.labels.count, ticks.values.count)
            XCTAssertEqual(Set(ticks.labels).count, ticks.labels.count, "labels repeat on \(low)…\(high): \(ticks.labels)")
        }
    }

    func testMultiplesAreTheNearestDoubles() {
        XCTAssertEqual(Ticks.linear(0, 1, about: 10).values, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    }

    func testWholeOnlyTicksAreWhole() {
        for (low, high) in [(0.0, 1.0), (0, 3), (0, 10), (-0.04, 2.04), (0, 2000)] {
            for value in Ticks.linear(low, high, about: 8, wholeOnly: true).values {
                XCTAssertEqual(value, value.rounded())
            }
        }
    }

    func testLogarithmicTicksArePowersWhenThereIsNoRoom() {
        let wide = Ticks.logarithmic(1e-6, 1e6, about: 4)
        XCTAssertEqual(wide.values, [1e-6, 1e-3, 1, 1e3, 1e6])
        XCTAssertEqual(wide.labels, ["10⁻⁶", "10⁻³", "10⁰", "10³", "10⁶"])
        let narrow = Ticks.logarithmic(1, 20, about: 6)
        XCTAssertEqual(narrow.values, [1, 2, 5, 10, 20])
        XCTAssertEqual(narrow.labels, ["1", "2", "5", "10", "20"])
        XCTAssertTrue(narrow.minor.contains(3))
    }

    func testLogarithmicTicksWithinADecade() {
        let ticks = Ticks.logarithmic(3, 4, about: 5)
        XCTAssertGreaterThanOrEqual(ticks.values.count, 3)
        XCTAssertEqual(ticks.values.count, ticks.labels.count)
        XCTAssertTrue(ticks.values.allSatisfy { $0 >= 3 && $0 <= 4 })
    }

    func testLogarithmicTicksOfAnyRangeAreFewAndInside() {
        for low in stride(from: -300.0, through: 290, by: 37) {
            for span in [0.2, 1, 1.7, 3, 9, 40, 300] where low + span < 300 {
                let a = pow(10, low), b = pow(10, low + span)
                let ticks = Ticks.logarithmic(a, b, about: 6)
                XCTAssertLessThanOrEqual(ticks.values.count, 12, "10^\(low)…+\(span)")
                XCTAssertFalse(ticks.values.isEmpty, "10^\(low)…+\(span)")
                XCTAssertTrue(ticks.values.allSatisfy { $0 >= a * 0.999 && $0 <= b * 1.001 })
            }
        }
    }

    func testMelTicksKeepTheirDistance() {
        let range = AxisRange(scale: .mel, lower: 0, upper: 8000)
        let ticks = Ticks.along(range, about: 7)
        XCTAssertEqual(ticks.values, [0, 500, 1000, 2000, 4000, 8000])
        let places = ticks.values.compactMap { range.fraction($0) }
        for (a, b) in zip(places, places.dropFirst()) { XCTAssertGreaterThan(b - a, 0.1) }
    }

    func testRangesOfDegenerateData() {
        XCTAssertNil(AxisRange.fitting([.nan, .infinity], on: ""))
        XCTAssertNil(AxisRange.fitting([-1, 0], on: Axis("", scale: .logarithmic)))
        for value in [0, 1, -3.5, 1e300, -1e300, .leastNonzeroMagnitude, 1e-300, .greatestFiniteMagnitude] {
            let range = AxisRange.fitting([value], on: "")
            XCTAssertNotNil(range)
            XCTAssertLessThan(range?.lower ?? 0, range?.upper ?? 0)
        }
        let whole = AxisRange.fitting([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], on: "")
        XCTAssertEqual(whole?.fraction(0) ?? 0, 0.5, accuracy: 1e-9)
        XCTAssertFalse(Ticks.along(whole!, about: 5).values.isEmpty)
        let bars = AxisRange.fitting([3, 5], on: "", include: 0)
        XCTAssertEqual(bars?.lower, 0)
    }

    func testMelAxisFollowsTheFormula() {
        XCTAssertEqual(AxisScale.mel.forward(1000) ?? 0, 999.985, accuracy: 1e-2)
        XCTAssertEqual(AxisScale.mel.between(0, 8000, 0.5), 1767.6, accuracy: 0.5)
        XCTAssertNil(AxisScale.logarithmic.forward(0))
        XCTAssertNil(AxisScale.linear.forward(.nan))
    }
}
