import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

final class InversionTests: XCTestCase {
    func testTheInverseOfATransformIsTheSignal() throws {
        let x = testSignal(1000)
        for (size, window, hop) in [(64, 64, 16), (64, 40, 10), (45, 45, 11), (45, 30, 7), (1, 1, 1), (2, 2, 1), (100, 99, 50)] {
            for framing in [Framing.centred, .centredReflecting, .centredRepeating, .paddedEnd] {
                let spectrum = try stft(
                    x, fftSize: size, windowLength: window, hopLength: hop, window: .hamming, framing: framing)
                assertClose(
                    try istft(spectrum, length: x.count), x, tolerance: 1e-5, "\(size) \(window) \(hop) \(framing)")
            }
            let whole = try stft(
                x, fftSize: size, windowLength: window, hopLength: hop, window: .rectangular, framing: .complete)
            let back = try istft(whole)
            // Zeros around a short window leave the very ends unheard.
            let edge = (size - window + 1) / 2
            let heard = edge..<back.count - edge
            assertClose(back.slice(axis: 0, heard), x.slice(axis: 0, heard), tolerance: 1e-5, "\(size) complete")
        }
    }

    func testLengthsOfInverses() throws {
        let spectrum = try stft(testSignal(1000), fftSize: 64, hopLength: 16)
        XCTAssertEqual(try istft(spectrum).shape, [16 * 62])
        XCTAssertEqual(try istft(spectrum, length: 10).shape, [10])
        XCTAssertEqual(try istft(spectrum, length: 1030).scalars.suffix(6), [0, 0, 0, 0, 0, 0])
        XCTAssertEqual(try istft(stft(Tensor([0.5]), fftSize: 64)).shape, [0])
        assertClose(try istft(stft(Tensor([0.5]), fftSize: 64), length: 1), Tensor([0.5]))
        for length in [-1, 1 << 20, .max, .min] {
            XCTAssertThrowsError(try istft(spectrum, length: length)) { XCTAssertTrue($0 is SignalError, "\($0)") }
        }
        for (real, imaginary, size, hop) in [
            ([4, 32], [4, 32], 64, 16), ([4, 33], [3, 33], 64, 16), ([0, 33], [0, 33], 64, 16), ([33], [33], 64, 16),
            ([4, 33], [4, 33], -1, 16), ([4, 33], [4, 33], 64, 0),
        ] as [(Shape, Shape, Int, Int)] {
            XCTAssertThrowsError(
                try Spectrum(real: .zeros(real), imaginary: .zeros(imaginary), fftSize: size, hopLength: hop)
            ) { XCTAssertTrue($0 is SignalError, "\($0)") }
        }
        let far = try Spectrum(real: .ones([2, 33]), imaginary: .ones([2, 33]), fftSize: 64, hopLength: 1 << 50)
        XCTAssertThrowsError(try istft(far)) { XCTAssertTrue($0 is SignalError, "\($0)") }
    }

    /// ‖|STFT(x)| − S‖ / ‖S‖.
    private func inconsistency(_ x: Tensor, _ magnitude: Tensor, _ framing: Framing) throws -> Double {
        let found = try stft(x, fftSize: 128, framing: framing).magnitude
        let difference = found - magnitude
        return Double((difference * difference).sum().scalar / (magnitude * magnitude).sum().scalar).squareRoot()
    }

    func testTheSearchForPhasesConverges() throws {
        let x = testSignal(3000)
        for framing in [Framing.centred, .centredReflecting, .paddedEnd] {
            let magnitude = try stft(x, fftSize: 128, framing: framing).magnitude
            for stream in [nil, RandomStream(seed: 3)] {
                var errors: [Double] = []
                for iterations in [0, 4, 16, 64] {
                    let y = try griffinLim(
                        magnitude, framing: framing, iterations: iterations, length: x.count, stream: stream)
                    XCTAssertEqual(y.shape, x.shape)
                    errors.append(try inconsistency(y, magnitude, framing))
                }
                XCTAssertEqual(errors, errors.sorted(by: >), "\(framing)")
                XCTAssertLessThan(errors[3], 0.1, "\(framing)")
                XCTAssertLessThan(errors[3], 0.35 * errors[0], "\(framing)")
            }
        }
    }

    func testASeedGivesTheSameSoundAndAnotherAnother() throws {
        let magnitude = try stft(testSignal(600), fftSize: 64).magnitude
        func sound(_ seed: UInt64) throws -> [Float] {
            try griffinLim(magnitude, iterations: 2, stream: RandomStream(seed: seed)).scalars
        }
        XCTAssertEqual(try sound(1), try sound(1))
        XCTAssertNotEqual(try sound(1), try sound(2))
    }

    func testFramesOfNaNSpoilTheirOwnSamples() throws {
        var magnitude = try stft(testSignal(2000), fftSize: 64).magnitude.scalars
        let bins = 33
        magnitude[50 * bins + 7] = .nan
        magnitude[52 * bins] = .infinity
        let found = try griffinLim(
            Tensor(magnitude, shape: [magnitude.count / bins, bins]), iterations: 8
        ).scalars
        let spoiled = found.indices.filter { found[$0].isNaN }
        XCTAssertEqual(spoiled, Array((50 * 16 - 32)..<(52 * 16 + 32)))
        XCTAssertTrue(found.indices.allSatisfy { found[$0].isFinite || spoiled.contains($0) })
    }

    func testGriffinLimsParameters() throws {
        let magnitude = Tensor.ones([9, 33])
        for body in [
            { _ = try griffinLim(magnitude, fftSize: 32) }, { _ = try griffinLim(magnitude, iterations: -1) },
            { _ = try griffinLim(magnitude, iterations: .max) }, { _ = try griffinLim(magnitude, momentum: 1) },
            { _ = try griffinLim(magnitude, momentum: .nan) }, { _ = try griffinLim(magnitude, length: 20) },
            { _ = try griffinLim(magnitude, length: .max) }, { _ = try griffinLim(magnitude, hopLength: 65) },
            { _ = try griffinLim(magnitude, hopLength: .max) }, { _ = try griffinLim(.ones([33])) },
            { _ = try griffinLim(.ones([0, 33])) }, { _ = try griffinLim(.ones([3, 0])) },
            { _ = try griffinLim(magnitude, windowLength: 65) }, { _ = try griffinLim(magnitude, fftSize: .max) },
        ] as [() throws -> Void] {
            XCTAssertThrowsError(try body()) { XCTAssertTrue($0 is SignalError, "\($0)") }
        }
        XCTAssertEqual(try griffinLim(.ones([1, 1])).shape, [1])
        XCTAssertEqual(try griffinLim(.ones([1, 33])).shape, [0])
    }

    func testLevelsComeBack() throws {
        let reference = try frontEnds()["inverse_decibels"], levels = Tensor([-40, 0, 3, 25])
        assertClose(try power(ofDecibels: levels, reference: 2), reference["power"].tensor, tolerance: 1e-6)
        assertClose(try amplitude(ofDecibels: levels, reference: 2), reference["amplitude"].tensor, tolerance: 1e-6)
        let powers = Tensor([1e-3, 0.5, 7, 1e6])
        assertClose(try power(ofDecibels: decibels(powers, range: nil)) / powers, .ones([4]), tolerance: 1e-4)
        assertClose(
            try amplitude(ofDecibels: amplitudeDecibels(powers, range: nil)) / powers, .ones([4]), tolerance: 1e-4)
        XCTAssertThrowsError(try power(ofDecibels: levels, reference: 0))
        XCTAssertThrowsError(try amplitude(ofDecibels: levels, reference: .nan))
        XCTAssertThrowsError(try amplitudeDecibels(levels, reference: -1))
        XCTAssertThrowsError(try amplitudeDecibels(levels, floor: 0))
    }

    func testSpectraOfMelBandsAreThoseOfTorchaudio() throws {
        let signal = FrontEndSignal.all[2]
        let bank = try FilterBank(bands: 30, fftSize: 512, sampleRate: 16_000, corners: .exact)
        let mel = try melSpectrogram(
            signal.samples, sampleRate: 16_000, fftSize: 512, hopLength: 256, bands: 30, scale: .mel,
            normalisation: .none)
        let found = try inverseBands(mel, of: bank)
        assertThin(found, try frontEnds()["inverse_bands"])
        XCTAssertGreaterThanOrEqual(found.min().scalar, 0)
    }

    func testInvertedBandsHaveTheBandsWithEmptyOnesLeftOut() throws {
        try withNotices({ _ in }) {
            let bank = try FilterBank(bands: 60, fftSize: 256, sampleRate: 16_000, corners: .exact)
            XCTAssertFalse(bank.emptyBands.isEmpty)
            let power = Tensor.ones([1, 129])
            let bands = matmul(power, bank.matrix.transposed())
            let found = try inverseBands(bands, of: bank)
            assertClose(matmul(found, bank.matrix.transposed()), bands, tolerance: 0.02)
            var spoiled = Tensor.concatenated([bands, bands], axis: 0).scalars
            spoiled[59] = .nan  // of the first of the two frames
            let other = try inverseBands(Tensor(spoiled, shape: [2, 60]), of: bank)
            XCTAssertTrue(other.slice(axis: 0, at: 0).scalars.allSatisfy(\.isNaN))
            XCTAssertEqual(other.slice(axis: 0, at: 1).scalars, found.scalars)
            XCTAssertThrowsError(try inverseBands(.ones([1, 59]), of: bank))
            XCTAssertThrowsError(try inverseBands(.ones([0, 60]), of: bank))
        }
    }
}
