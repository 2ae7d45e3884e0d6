import Signals
import Tensors
import TestSupport
import XCTest

final class FilterBankTests: XCTestCase {
    func testMatricesOfPythonSpeechFeaturesAndLibrosa() throws {
        let reference = try features()
        assertClose(
            try melFilterBank(bands: 10, fftSize: 128, sampleRate: 16_000, lowFrequency: 100, highFrequency: 6000),
            reference["psf_filters"].tensor, tolerance: 1e-6)
        assertClose(
            try melFilterBank(
                bands: 12, fftSize: 128, sampleRate: 16_000, scale: .slaney, corners: .exact, normalisation: .area),
            reference["mel"]["filters_slaney"].tensor, tolerance: 1e-5)
        assertClose(
            try melFilterBank(bands: 12, fftSize: 128, sampleRate: 16_000, corners: .exact),
            reference["mel"]["filters_htk"].tensor, tolerance: 1e-5)
    }

    func testFrequencyScales() throws {
        let reference = try features()["scales"]
        for scale in [FrequencyScale.mel, .slaney] {
            for (hertz, mel) in zip(reference["hertz"].numbers, reference[scale.rawValue].numbers) {
                XCTAssertEqual(scale.position(ofHertz: hertz), mel, accuracy: 1e-9 * max(1, mel))
                XCTAssertEqual(scale.hertz(at: mel), hertz, accuracy: 1e-9 * max(1, hertz))
            }
        }
        XCTAssertEqual(FrequencyScale.linear.frequencies(3, from: 0, to: 8), [0, 4, 8])
    }

    func testTheExtentPutsTipsInTheMiddleOfRows() throws {
        let linear = try FilterBank(bands: 3, fftSize: 64, sampleRate: 80, scale: .linear)
        XCTAssertEqual(linear.corners, [0, 10, 20, 30, 40])
        XCTAssertEqual(linear.extent, 5...35)
        let mel = try FilterBank(bands: 40, fftSize: 1024, sampleRate: 16_000)
        XCTAssertEqual(mel.extent.lowerBound, 22, accuracy: 1)
        XCTAssertEqual(mel.extent.upperBound, 7730, accuracy: 40)
    }

    func testTheBandedProductIsTheDenseOne() throws {
        for (bands, size) in [(1, 2), (40, 1024), (200, 64), (7, 45)] {
            try withNotices({ _ in }) { try assertTheBandedProductIsTheDenseOne(bands, size) }
        }
    }

    private func assertTheBandedProductIsTheDenseOne(_ bands: Int, _ size: Int) throws {
        let bank = try FilterBank(bands: bands, fftSize: size, sampleRate: 16_000, corners: .exact)
        let x = testSignal(3 * size)
        let power = try powerSpectrum(
            x, fftSize: size, hopLength: size, window: .rectangular, framing: .complete)
        let sparse = try melSpectrogram(
            x, sampleRate: 16_000, fftSize: size, hopLength: size, bands: bands, scale: .mel, window: .rectangular,
            framing: .complete, normalisation: .none)
        assertClose(sparse, matmul(power, bank.matrix.transposed()), tolerance: 1e-5, "\(bands) bands of \(size)")
    }

    func testMelSpectrogramsOfLibrosa() throws {
        let reference = try features()["mel"]
        let x = testSignal(4000)
        assertClose(
            try melSpectrogram(x, sampleRate: 16_000, fftSize: 512, hopLength: 400, bands: 40),
            reference["slaney"].tensor, tolerance: 1e-5)
        assertClose(
            try melSpectrogram(
                x, sampleRate: 16_000, fftSize: 512, hopLength: 400, bands: 24, lowFrequency: 50, highFrequency: 7000,
                scale: .mel, normalisation: .none),
            reference["htk"].tensor, tolerance: 1e-5)
        assertClose(
            try melSpectrogram(x, sampleRate: 16_000).slice(axis: 0, 0..<2), reference["defaults"].tensor,
            tolerance: 1e-5)
    }

    func testCepstraOfPythonSpeechFeatures() throws {
        let reference = try features()["psf_mfcc"]
        let x = testSignal(4000)
        assertClose(try mfcc(x, sampleRate: 16_000), reference["defaults"].tensor, tolerance: 1e-4, scale: 1)
        assertClose(
            try mfcc(
                x, sampleRate: 16_000, coefficients: 12, window: 0.02, fftSize: 1024, bands: 40,
                windowFunction: .hammingSymmetric, lifter: 0, replacesFirstWithEnergy: false),
            reference["hamming"].tensor, tolerance: 1e-4, scale: 1)
    }

    func testCepstraOfLibrosa() throws {
        let reference = try features()["librosa_mfcc"]
        let levels = try decibels(
            melSpectrogram(testSignal(4000), sampleRate: 16_000, fftSize: 512, hopLength: 400, bands: 40))
        assertClose(try cepstralCoefficients(levels, count: 20), reference["plain"].tensor, tolerance: 1e-5)
        assertClose(
            try cepstralCoefficients(levels, count: 13, lifter: 22, firstLifterIndex: 1), reference["lifted"].tensor,
            tolerance: 1e-5)
    }
}
