import Foundation
import Kernels
import XCTest

/// The polynomials against the C library in double precision, over every binade.
final class VectorMathTests: XCTestCase {
    /// The largest error in units of the last place of the true value.
    private func worst(
        _ operation: UnaryOperation, _ truth: (Double) -> Double, over samples: [Float]
    ) -> (error: Double, at: Float) {
        var found = [Float](repeating: 0, count: samples.count)
        ElementwiseKernel.unary(operation, samples, into: &found, count: samples.count)
        var worst = (error: 0.0, at: Float.nan)
        for (x, y) in zip(samples, found) {
            let expected = truth(Double(x))
            let rounded = Float(expected)
            if rounded.isInfinite || rounded.isNaN {
                if y != rounded && !(y.isNaN && rounded.isNaN) { return (.infinity, x) }
                continue
            }
            let error = abs(Double(y) - expected) / Double(rounded.ulp)
            if error > worst.error || error.isNaN { worst = (error, x) }
        }
        return worst
    }

    /// Floats of every exponent, 64 to each, of the given signs.
    private func everyBinade(negative: Bool) -> [Float] {
        var samples: [Float] = [0]
        for exponent in UInt32(0)..<255 {
            for step in UInt32(0)..<64 {
                let bits = exponent << 23 | (step &* 131_011 &+ exponent &* 77) & 0x7f_ffff
                samples.append(Float(bitPattern: bits))
                if negative { samples.append(-Float(bitPattern: bits)) }
            }
        }
        return samples
    }

    private func dense(_ low: Float, _ high: Float) -> [Float] {
        (0...200_000).map { low + (high - low) * Float($0) / 200_000 }
    }

    func testExponential() {
        let (error, place) = worst(.exponential, exp, over: everyBinade(negative: true) + dense(-105, 90))
        XCTAssertLessThanOrEqual(error, 1.0, "at \(place)")
    }

    func testLogarithm() {
        let (error, place) = worst(.logarithm, log, over: everyBinade(negative: true) + dense(0.25, 4))
        XCTAssertLessThanOrEqual(error, 1.0, "at \(place)")
    }

    func testHyperbolicTangent() {
        let (error, place) = worst(.tanh, tanh, over: everyBinade(negative: true) + dense(-10, 10))
        XCTAssertLessThanOrEqual(error, 2.0, "at \(place)")
    }

    func testSigmoid() {
        let (error, place) = worst(.sigmoid, { 1 / (1 + exp(-$0)) }, over: everyBinade(negative: true) + dense(-80, 80))
        XCTAssertLessThanOrEqual(error, 2.5, "at \(place)")
    }

    func testSpecialValues() {
        func value(_ operation: UnaryOperation, _ x: Float) -> Float {
            var y: Float = 0
            ElementwiseKernel.unary(operation, [x], into: &y, count: 1)
            return y
        }
        XCTAssertEqual(value(.exponential, -.infinity), 0)
        XCTAssertEqual(value(.exponential, .infinity), .infinity)
        XCTAssertEqual(value(.logarithm, 0), -.infinity)
        XCTAssertEqual(value(.logarithm, .infinity), .infinity)
        XCTAssertTrue(value(.logarithm, -1).isNaN)
        XCTAssertEqual(value(.tanh, -.infinity), -1)
        XCTAssertEqual(value(.sigmoid, .infinity), 1)
        for operation in [UnaryOperation.exponential, .logarithm, .tanh, .sigmoid, .relu, .square, .clamp(0, 1), .sign] {
            XCTAssertTrue(value(operation, .nan).isNaN, "\(operation) hides NaN")
        }
    }
}
