import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

final class CepstraTests: XCTestCase {
    func testDeltasOfSciPyAndTorchaudioAtEveryKindOfEnd() throws {
        let reference = try frontEnds()["deltas"]
        let x = reference["input"].tensor
        for ends in DeltaEnds.allCases {
            for (width, order) in [(3, 1), (9, 1), (9, 2), (11, 3)] {
                assertClose(
                    try deltas(x, width: width, order: order, ends: ends),
                    reference["\(ends.rawValue).\(width).\(order)"].tensor, "\(ends) \(width) \(order)")
            }
            guard ends != .interpolated else { continue }
            assertClose(try deltas(x, ends: ends), reference["torch.\(ends.rawValue)"].tensor, "torch \(ends)")
        }
    }

    func testDeltasOfFewFramesAndOfNone() throws {
        for ends in DeltaEnds.allCases where ends != .interpolated {
            for frames in 1...4 {
                let found = try deltas(.ones([frames, 2]), width: 9, ends: ends)
                XCTAssertEqual(found.shape, [frames, 2])
                if ends != .zeros { XCTAssertLessThan(found.abs().max().scalar, 1e-6, "\(ends) \(frames)") }
            }
        }
        XCTAssertEqual(try deltas(.zeros([3, 0])).shape, [3, 0])
        for body in [
            { _ = try deltas(.zeros([0, 3])) }, { _ = try deltas(.zeros([9])) },
            { _ = try deltas(.zeros([9, 1]), width: 4) }, { _ = try deltas(.zeros([9, 1]), width: 1) },
            { _ = try deltas(.zeros([9, 1]), width: .max) }, { _ = try deltas(.zeros([9, 1]), width: 3, order: 3) },
            { _ = try deltas(.zeros([9, 1]), order: 0) }, { _ = try deltas(.zeros([8, 1]), width: 9, ends: .interpolated) },
        ] as [() throws -> Void] {
            XCTAssertThrowsError(try body()) { XCTAssertTrue($0 is SignalError, "\($0)") }
        }
    }

    func testNaNSpoilsDeltasWithinReach() throws {
        var values = [Float](repeating: 1, count: 20)
        values[10] = .nan
        let found = try deltas(Tensor(values, shape: [20, 1]), width: 5).scalars
        XCTAssertEqual(found.indices.filter { found[$0].isNaN }, Array(8...12))
    }

    func testEveryCosineTransform() throws {
        let reference = try frontEnds()["cosines"]
        for transform in CosineTransform.allCases {
            for isOrthonormal in [true, false] {
                assertClose(
                    try cepstralCoefficients(
                        reference["input"].tensor, count: 5, transform: transform, isOrthonormal: isOrthonormal),
                    reference["\(transform.rawValue).\(isOrthonormal ? "ortho" : "None")"].tensor, "\(transform)")
            }
        }
        XCTAssertThrowsError(try cepstralCoefficients(.zeros([3, 1]), count: 1, transform: .one))
    }

    func testTheThirdTransformUndoesTheSecond() throws {
        let x = testSignal(60).reshaped(to: [4, 15])
        let there = try cepstralCoefficients(x, count: 15)
        assertClose(try cepstralCoefficients(there, count: 15, transform: .three), x)
    }

    func testKaldisNoiseComesOfASeed() throws {
        func bank(_ dither: Double, _ seed: UInt64) throws -> Tensor {
            var options = KaldiOptions()
            (options.dither, options.ditherSeed) = (dither, seed)
            return try kaldiFilterBank(.zeros([1600]), sampleRate: 16_000, options: options)
        }
        XCTAssertEqual(try bank(1, 5).scalars, try bank(1, 5).scalars)
        XCTAssertNotEqual(try bank(1, 5).scalars, try bank(1, 6).scalars)
        // Noise of ten times the deviation has a hundred times the power.
        assertClose(try bank(10, 5) - bank(1, 5), .full([8, 23], 2 * log(Float(10))), tolerance: 1e-4)
        XCTAssertTrue(try bank(0, 5).scalars.allSatisfy { $0 == log(Float.ulpOfOne) })
    }
}
