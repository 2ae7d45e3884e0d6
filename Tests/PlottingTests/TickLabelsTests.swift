import Plotting
import XCTest

final class TickLabelsTests: XCTestCase {
    private func labels(_ values: [Double], _ step: Double) -> [String] { TickLabels.linear(values, step: step).labels }

    func testNoFloatNoise() {
        XCTAssertEqual(labels([0, 0.1, 0.1 + 0.2], 0.1), ["0.0", "0.1", "0.3"])
        XCTAssertEqual(labels([0, 0.25, 0.5], 0.25), ["0.00", "0.25", "0.50"])
        XCTAssertEqual(labels([-2, 0, 2], 2), ["−2", "0", "2"])
        XCTAssertEqual(labels([-0.0000001, 1], 1), ["0", "1"])
    }

    func testThousandsAreSetApart() {
        XCTAssertEqual(labels([0, 5000, 10_000], 5000), ["0", "5000", "10\u{2009}000"])
        XCTAssertEqual(TickLabels.plain(1_234_567, decimals: 1), "1\u{2009}234\u{2009}567.0")
    }

    func testExtremesUsePowers() {
        XCTAssertEqual(labels([0, 5e6, 1e7], 5e6), ["0", "0.5×10⁷", "1.0×10⁷"])
        XCTAssertEqual(labels([1e-9, 2e-9], 1e-9), ["0.5×10⁻⁹", "1×10⁻⁹", "2×10⁻⁹"].suffix(2))
    }

    func testSmallStepsFarFromZeroGiveAnOffset() {
        let (labels, offset) = TickLabels.linear([1_700_000_000, 1_700_000_005, 1_700_000_010], step: 5)
        XCTAssertEqual(labels, ["0", "5", "10"])
        XCTAssertEqual(offset, "+1\u{2009}700\u{2009}000\u{2009}000")
    }

    func testShortValues() {
        let expected: [(Double, String)] = [
            (69, "69"), (58.912, "58.91"), (0.333333, "0.3333"), (1234.5, "1234"), (0, "0"), (-0.5, "−0.5"),
            (2.5e-5, "2.5×10⁻⁵"), (3e8, "3×10⁸"), (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "–"),
        ]
        for (value, text) in expected { XCTAssertEqual(TickLabels.short(value), text) }
        XCTAssertEqual(TickLabels.short(.greatestFiniteMagnitude, digits: 2), "1.8×10³⁰⁸")
    }

    func testValuesToBeComparedHaveAsManyDecimals() {
        for (values, texts) in [
            ([88, 87.9], ["88.0", "87.9"]), ([0.5, 0.25, 0], ["0.50", "0.25", "0"]), ([99.5, 100], ["99.5", "100"]),
            ([88, 0.123], ["88", "0.123"]), ([-3, -2.25, .nan], ["−3.00", "−2.25", "–"]), ([12, 13], ["12", "13"]),
            ([1234.5, 2], ["1234", "2"]), ([3e8, 0.5], ["3×10⁸", "0.5"]), ([], []),
        ] as [([Double], [String])] { XCTAssertEqual(TickLabels.alike(values, digits: 3), texts) }
    }

    func testDecimals() {
        XCTAssertEqual([1, 10, 0.5, 0.25, 0.001, 2.5].map(TickLabels.decimals), [0, 0, 1, 2, 3, 1])
    }
}
