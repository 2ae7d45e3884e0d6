import Signals
import Tensors
import TestSupport
import XCTest

/// Against `python_speech_features`; logarithms agree to 1e-4, absolutely.
final class LogFilterBankTests: XCTestCase {
    func testTheSignalIsThatOfTheReference() throws {
        let x = testSignal(4000)
        assertClose(x.slice(axis: 0, 0..<64), try features()["signal"].tensor, tolerance: 1e-7)
    }

    func testThePapersDefaults() throws {
        let found = try logFilterBank(testSignal(4000), sampleRate: 16_000)
        assertClose(found, try features()["logfbank"]["paper"].tensor, tolerance: 1e-4, scale: 1)
    }

    func testOtherParameters() throws {
        let reference = try features()["logfbank"]
        let x = testSignal(4000)
        assertClose(
            try logFilterBank(x, sampleRate: 16_000, window: 0.025, fftSize: 512, bands: 26),
            reference["defaults"].tensor, tolerance: 1e-4, scale: 1)
        assertClose(
            try logFilterBank(
                x, sampleRate: 16_000, fftSize: 512, bands: 20, lowFrequency: 300, highFrequency: 4000, preemphasis: 0),
            reference["band"].tensor, tolerance: 1e-4, scale: 1)
        assertClose(
            try logFilterBank(testSignal(5000, rate: 44_100), sampleRate: 44_100), reference["rate44100"].tensor,
            tolerance: 1e-4, scale: 1)
    }

    func testASignalShorterThanAWindowIsOneFrame() throws {
        let x = testSignal(4000).slice(axis: 0, 0..<100)
        assertClose(
            try logFilterBank(x, sampleRate: 16_000), try features()["logfbank"]["short"].tensor, tolerance: 1e-4,
            scale: 1)
        XCTAssertEqual(try logFilterBank(Tensor([0.5]), sampleRate: 16_000).shape, [1, 40])
    }

    func testDigitalSilenceHasTheLogarithmOfTheSmallestEnergy() throws {
        assertClose(
            try logFilterBank(.zeros([700]), sampleRate: 16_000), try features()["logfbank"]["silence"].tensor,
            tolerance: 1e-5, scale: 1)
    }

    func testAOneSecondClipHas99FramesAndAMinute5999() throws {
        XCTAssertEqual(try logFilterBank(.zeros([16_000]), sampleRate: 16_000).shape, [99, 40])
        XCTAssertEqual(try logFilterBank(.zeros([960_000]), sampleRate: 16_000, bands: 3).shape, [5999, 3])
    }

    func testAFactorAddsTwiceItsLogarithm() throws {
        let x = testSignal(2000)
        let quiet = try logFilterBank(x, sampleRate: 16_000), loud = try logFilterBank(x * 32_768, sampleRate: 16_000)
        assertClose(loud - quiet, .full(quiet.shape, 2 * log(Float(32_768))), tolerance: 1e-5)
    }

    func testNaNSpoilsTheFramesThatHoldItAndNoOthers() throws {
        var samples = testSignal(4000).scalars
        samples[2000] = .nan
        let bank = try logFilterBank(Tensor(samples), sampleRate: 16_000)
        let clean = try logFilterBank(testSignal(4000), sampleRate: 16_000)
        for frame in 0..<bank.shape[0] {
            let touched = (frame * 160..<frame * 160 + 320).overlaps(2000..<2002)
            for band in 0..<40 {
                let value = bank.element(at: [frame, band])
                XCTAssertEqual(value.isNaN, touched, "frame \(frame)")
                if !touched { XCTAssertEqual(value, clean.element(at: [frame, band])) }
            }
        }
    }

    func testLinearBandsAreEquallyWide() throws {
        let bank = try FilterBank(bands: 9, fftSize: 100, sampleRate: 1000, scale: .linear)
        assertClose(bank.corners, (0...10).map { Double($0) * 50 }, tolerance: 1e-12)
        let tone = Tensor((0..<1000).map { sin(2 * .pi * 250 * Float($0) / 1000) })
        let energies = try logFilterBank(
            tone, sampleRate: 1000, window: 0.1, step: 0.1, fftSize: 100, bands: 9, scale: .linear, preemphasis: 0)
        XCTAssertEqual(Set(energies.argmax(axis: 1)), [4])
    }
}
