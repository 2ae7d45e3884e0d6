import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

final class ResamplingTests: XCTestCase {
    func testOnlyTheRatioCounts() throws {
        let x = testSignal(500)
        XCTAssertEqual(try resampled(x, from: 2, to: 3).scalars, try resampled(x, from: 32_000, to: 48_000).scalars)
        XCTAssertEqual(try resampled(x, from: 7, to: 7).scalars, x.scalars)
    }

    func testLengthsAreRoundedUp() throws {
        for (from, to, count) in [(44_100, 16_000, 44_100), (3, 2, 7), (2, 3, 1), (1, 1024, 1), (768_000, 1, 9)] {
            let found = try resampled(.ones([count]), from: from, to: to)
            XCTAssertEqual(found.shape, [(count * to + from - 1) / from], "\(from) to \(to)")
            XCTAssertTrue(found.scalars.allSatisfy(\.isFinite))
        }
    }

    func testChannelsAndBatchesAreResampledOneByOne() throws {
        let a = testSignal(300), b = a * -0.5 + 0.1
        let (left, right) = (try resampled(a, from: 16_000, to: 11_025), try resampled(b, from: 16_000, to: 11_025))
        let rows = Tensor.stacked([a, b], axis: 0), columns = Tensor.stacked([a, b], axis: 1)
        XCTAssertEqual(
            try resampled(rows, from: 16_000, to: 11_025).scalars, Tensor.stacked([left, right], axis: 0).scalars)
        XCTAssertEqual(
            try resampled(columns, from: 16_000, to: 11_025, axis: 0).scalars,
            Tensor.stacked([left, right], axis: 1).scalars)
        let batch = Tensor.stacked([columns, columns], axis: 0)  // [2, S, 2]
        let found = try resampled(batch, from: 16_000, to: 11_025, axis: 1)
        XCTAssertEqual(found.shape, [2, left.count, 2])
        XCTAssertEqual(found.slice(axis: 0, at: 1).scalars, Tensor.stacked([left, right], axis: 1).scalars)
    }

    func testAToneStaysItself() throws {
        func tone(_ rate: Int) -> [Float] { (0..<rate / 10).map { Float(sin(2 * .pi * 440 * Double($0) / Double(rate))) } }
        for (from, to) in [(16_000, 44_100), (44_100, 16_000), (48_000, 11_025), (8000, 96_000), (44_100, 44_099)] {
            let found = try resampled(Tensor(tone(from)), from: from, to: to).scalars, expected = tone(to)
            let middle = expected.count / 4..<3 * expected.count / 4
            for index in middle { XCTAssertEqual(found[index], expected[index], accuracy: 0.01, "\(from) to \(to)") }
        }
    }

    func testWeightsComputedAnewAreThoseThatAreKept() throws {
        // 44 100 phases: a second shares them, 100 samples do not.
        let x = testSignal(44_099)
        let kept = try resampled(x, from: 44_099, to: 44_100)
        let anew = try resampled(x.slice(axis: 0, 0..<100), from: 44_099, to: 44_100)
        assertClose(anew.slice(axis: 0, 0..<90), kept.slice(axis: 0, 0..<90), tolerance: 1e-6)
    }

    func testNaNSpoilsWhatLiesWithinReach() throws {
        for (from, to) in [(16_000, 8000), (8000, 16_000), (16_000, 15_999)] {
            for bad in [Float.nan, .infinity] {
                var values = [Float](repeating: 0.5, count: 400)
                values[200] = bad
                let found = try resampled(Tensor(values), from: from, to: to).scalars
                let reach = 6 / 0.99 * max(1, Double(from) / Double(to)) + 1
                for (index, value) in found.enumerated() {
                    let distance = abs(Double(index) * Double(from) / Double(to) - 200)
                    if distance > reach { XCTAssertTrue(value.isFinite, "\(from) to \(to) at \(index)") }
                }
                XCTAssertTrue(found.contains { !$0.isFinite })
            }
        }
    }

    func testHostileParametersAreErrors() {
        let x = testSignal(10)
        for (body, message) in [
            ({ try resampled(x, from: 1, to: 768_001) }, "resampled: to is 768001 Hz, expected 1…768 000 Hz"),
            ({ try resampled(x, from: 1, to: 768_000) }, "resampled: to is 768000 Hz, expected at most 1024 times from, 1024 Hz"),
            ({ try resampled(x, from: 0, to: 1) }, "resampled: from is 0 Hz, expected 1…768 000 Hz"),
            ({ try resampled(x, from: .min, to: .max) }, "resampled: from is -9223372036854775808 Hz, expected 1…768 000 Hz"),
            ({ try resampled(x, from: 2, to: 1, width: 0) }, "resampled: width is 0, expected 1…1024 crossings"),
            ({ try resampled(x, from: 2, to: 1, width: 1025) }, "resampled: width is 1025, expected 1…1024 crossings"),
            ({ try resampled(x, from: 2, to: 1, rolloff: .nan) }, "resampled: rolloff is nan, expected above 0, at most 1"),
            (
                { try resampled(x, from: 2, to: 1, rolloff: 1e-9) },
                "resampled: rolloff is 1e-09 at 6 crossings, expected a filter of at most 16777216 samples"
            ),
            ({ try resampled(x, from: 2, to: 1, window: .kaiser(beta: -1)) }, "resampled: beta is -1.0, expected at least 0"),
            ({ try resampled(.zeros([0]), from: 2, to: 1) }, "resampled: found no samples, expected at least one"),
        ] as [(() throws -> Tensor, String)] {
            XCTAssertThrowsError(try body()) {
                XCTAssertTrue($0 is SignalError)
                XCTAssertEqual("\($0)", message)
            }
        }
        XCTAssertThrowsError(try resampled(x, from: 2, to: 1, axis: 1)) { XCTAssertTrue($0 is SignalError) }
        XCTAssertThrowsError(try resampled(Tensor(1), from: 2, to: 1)) { XCTAssertTrue($0 is SignalError) }
    }
}
