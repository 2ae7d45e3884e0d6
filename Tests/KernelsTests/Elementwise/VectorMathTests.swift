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

    func testAngles() {
        let samples = everyBinade(negative: true) + dense(-20, 20) + dense(-1e6, 1e6) + dense(1e6, 3e7)
        for (operation, truth, allowed) in [
            (.sine, sin, 1.5), (.cosine, cos, 1.5), (.tangent, tan, 3),
        ] as [(UnaryOperation, (Double) -> Double, Double)] {
            let (error, place) = worst(operation, truth, over: samples)
            XCTAssertLessThanOrEqual(error, allowed, "\(operation) at \(place)")
        }
        // One that is large among small ones changes none of them.
        var (alone, among) = ([Float](repeating: 0, count: 600), [Float](repeating: 0, count: 600))
        var angles = (0..<600).map { Float($0) * 0.37 }
        ElementwiseKernel.unary(.sine, angles, into: &alone, count: 600)
        angles[77] = 4e6
        ElementwiseKernel.unary(.sine, angles, into: &among, count: 600)
        alone[77] = sinf(4e6)
        XCTAssertEqual(among, alone)
    }

    func testErrorFunction() {
        let (error, place) = worst(.errorFunction, erf, over: everyBinade(negative: true) + dense(-5, 5))
        XCTAssertLessThanOrEqual(error, 1.5, "at \(place)")
    }

    func testLogarithmOfOnePlus() {
        let (error, place) = worst(.logarithmOfOnePlus, log1p, over: everyBinade(negative: true) + dense(-0.999, 2))
        XCTAssertLessThanOrEqual(error, 2.0, "at \(place)")
    }

    func testExponentialMinusOne() {
        let (error, place) = worst(.exponentialMinusOne, expm1, over: everyBinade(negative: true) + dense(-20, 90) + dense(-1, 1))
        XCTAssertLessThanOrEqual(error, 2.0, "at \(place)")
    }

    func testSoftplus() {
        let (error, place) = worst(
            .softplus, { max($0, 0) + log1p(exp(-abs($0))) }, over: everyBinade(negative: true) + dense(-80, 80))
        XCTAssertLessThanOrEqual(error, 3.0, "at \(place)")
    }

    /// In units of the last place of the argument: of the left tail the digits are not kept.
    func testGELU() {
        for x in everyBinade(negative: true) + dense(-10, 10) where abs(x) < 1e30 {
            var y: Float = 0
            ElementwiseKernel.unary(.gelu, [x], into: &y, count: 1)
            let truth = Double(x) * 0.5 * erfc(-Double(x) / 2.0.squareRoot())
            XCTAssertLessThanOrEqual(abs(Double(y) - truth), 4 * Double(x.ulp), "\(x)")
            let plan = BroadcastPlan(shape: [1], left: [1], right: [1])
            ElementwiseKernel.binary(.geluGradient, plan: plan, [x], [1], into: &y)
            let slope =
                0.5 * erfc(-Double(x) / 2.0.squareRoot()) + Double(x) * exp(-Double(x) * Double(x) / 2) / (2 * .pi).squareRoot()
            XCTAssertEqual(Double(y), slope, accuracy: 5e-7, "\(x)")
            ElementwiseKernel.binary(.geluByTanhGradient, plan: plan, [x], [1], into: &y)
            XCTAssertEqual(Double(y), slope, accuracy: 2e-3, "\(x)")
        }
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
        XCTAssertEqual(value(.logarithmOfOnePlus, -1), -.infinity)
        XCTAssertEqual(value(.logarithmOfOnePlus, .infinity), .infinity)
        XCTAssertEqual(value(.exponentialMinusOne, -.infinity), -1)
        XCTAssertEqual(value(.errorFunction, -.infinity), -1)
        XCTAssertEqual(value(.softplus, -.infinity), 0)
        XCTAssertEqual(value(.softplus, .infinity), .infinity)
        XCTAssertEqual(value(.gelu, -100), 0)
        XCTAssertEqual(value(.gelu, 100), 100, accuracy: 1e-5)
        for operation in [UnaryOperation.gelu, .geluByTanh, .silu] {
            XCTAssertEqual(value(operation, -.infinity), 0, "\(operation)")
        }
        for operation in [
            UnaryOperation.exponential, .logarithm, .tanh, .sigmoid, .relu, .square, .clamp(0, 1), .sign, .logarithmOfOnePlus,
            .exponentialMinusOne, .errorFunction, .gelu, .geluByTanh, .silu, .softplus, .sine, .cosine, .tangent,
        ] {
            XCTAssertTrue(value(operation, .nan).isNaN, "\(operation) hides NaN")
        }
    }
}
