import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

/// Every front-end over twelve signals, against librosa, torchaudio and python_speech_features.
///
/// Spectra agree to 1e-4 of their largest value; logarithms, levels and cepstra to 1e-4 itself, per unit of their scale.
final class FrontEndTests: XCTestCase {
    /// A tenth of a bel for each 4.343rd of a neper: dB in a unit of natural logarithms of powers.
    private let bels = 10 / log(10.0)

    /// Calls `body` with each signal, its reference tables, and the sizes the reference took.
    private func forEachSignal(_ body: (FrontEndSignal, Double, Reference, Int) throws -> Void) throws {
        let reference = try frontEnds()["tables"]
        XCTAssertEqual(FrontEndSignal.all.count, 12)
        for signal in FrontEndSignal.all {
            let size = signal.rate <= 11_025 ? 256 : signal.rate <= 24_000 ? 512 : 1024
            try body(signal, Double(signal.rate), reference[signal.name], size)
        }
    }

    func testTheSignalsAreThoseOfTheReference() throws {
        let reference = try frontEnds()
        for signal in FrontEndSignal.all {
            XCTAssertEqual(reference["rates"][signal.name].integer, signal.rate)
            assertThin(signal.samples, reference["signals"][signal.name], tolerance: 1e-6, signal.name)
        }
    }

    func testTransforms() throws {
        try forEachSignal { signal, _, reference, n in
            let x = signal.samples, name = signal.name
            let spectrum = try stft(x, fftSize: n)
            let scale = Double(spectrum.magnitude.max().scalar)
            assertThin(spectrum.real, reference["stft_real"], scale: scale, name)
            assertThin(spectrum.imaginary, reference["stft_imaginary"], scale: scale, name)
            assertThin(
                try stft(
                    x, fftSize: n, windowLength: n / 2, hopLength: n / 4, window: .blackman, framing: .centredReflecting
                ).magnitude, reference["magnitude"], name)
            assertThin(
                try powerSpectrum(x, fftSize: n, hopLength: n / 4, window: .kaiser(beta: 9), framing: .complete),
                reference["power_kaiser"], name)
            assertThin(
                try powerSpectrum(x, fftSize: n, hopLength: n / 4, framing: .centredReflecting),
                reference["spectrogram_torch"], name)
        }
    }

    func testMelSpectrogramsAndLevels() throws {
        try forEachSignal { signal, rate, reference, n in
            let x = signal.samples, name = signal.name
            let mel = try melSpectrogram(x, sampleRate: rate, fftSize: n, hopLength: n / 4, bands: 24)
            assertThin(mel, reference["mel_slaney"], name)
            assertThin(
                try melSpectrogram(
                    x, sampleRate: rate, fftSize: n, hopLength: n / 4, bands: 24, lowFrequency: 60,
                    highFrequency: 0.4 * rate, scale: .mel, window: .hamming, normalisation: .none,
                    windowLength: n * 3 / 4, exponent: 1), reference["mel_htk"], name)
            assertLevels(try decibels(mel), reference["decibels"], unit: bels, name)
            assertLevels(
                try decibels(mel, reference: .maximum, range: 60), reference["decibels_maximum"], unit: bels, name)
            assertLevels(
                try amplitudeDecibels(stft(x, fftSize: n).magnitude, floor: 1e-4, range: 70),
                reference["amplitude_decibels"], unit: bels, name)
        }
    }

    func testFilterBanksAndCepstraOfPythonSpeechFeatures() throws {
        try forEachSignal { signal, rate, reference, _ in
            let x = signal.samples, name = signal.name
            assertLevels(
                try logFilterBank(x, sampleRate: rate, fftSize: 2048, bands: 20), reference["logfbank"], name)
            assertLevels(
                try logFilterBank(
                    x, sampleRate: rate, window: 0.025, step: 0.0125, fftSize: 4096, bands: 18, lowFrequency: 200,
                    highFrequency: 0.45 * rate, preemphasis: 0.9), reference["logfbank_band"], name)
            let cepstra = try mfcc(x, sampleRate: rate, fftSize: 4096)
            assertThin(cepstra, reference["mfcc_psf"], name)
            assertThin(
                try mfcc(
                    x, sampleRate: rate, coefficients: 10, window: 0.03, step: 0.015, fftSize: 4096, bands: 22,
                    lowFrequency: 100, highFrequency: 0.4 * rate, preemphasis: 0.95, windowFunction: .hammingSymmetric,
                    lifter: 15, replacesFirstWithEnergy: false), reference["mfcc_psf_hamming"], name)
            assertThin(try deltas(cepstra), reference["deltas_psf"], name)
            assertThin(
                try deltas(cepstra, width: 5, order: 2, ends: .interpolated), reference["deltas_librosa"], name)
            assertThin(try deltas(cepstra, width: 7), reference["deltas_torch"], name)
        }
    }

    func testCepstraOfLibrosaAndTorchaudio() throws {
        try forEachSignal { signal, rate, reference, n in
            let x = signal.samples, name = signal.name
            assertThin(
                try melCepstrum(
                    x, sampleRate: rate, coefficients: 13, fftSize: n, hopLength: n / 4, bands: 24, lifter: 22),
                reference["mfcc_librosa"], name)
            assertThin(
                try melCepstrum(
                    x, sampleRate: Double(signal.rate / 2 * 2), coefficients: 12, fftSize: n, hopLength: n / 4, bands: 24,
                    lowFrequency: 50,
                    scale: .mel, framing: .centredReflecting, normalisation: .none, logarithm: .natural(offset: 1e-6)),
                reference["mfcc_torch"], name)
        }
    }

    func testKaldisFeatures() throws {
        try forEachSignal { signal, rate, reference, _ in
            let x = signal.samples, name = signal.name
            assertLevels(try kaldiFilterBank(x, sampleRate: rate), reference["kaldi"], name)
            var centred = KaldiOptions()
            centred.snipsEdges = false
            centred.windowFunction = .hammingSymmetric
            centred.usesEnergy = true
            centred.preemphasis = 0.9
            centred.energyFloor = 0
            assertLevels(
                try kaldiFilterBank(
                    x, sampleRate: rate, bands: 30, lowFrequency: 60, highFrequency: -300, options: centred),
                reference["kaldi_centred"], name)
            var htk = KaldiOptions()
            (htk.usesEnergy, htk.usesRawEnergy, htk.isHTKCompatible) = (true, false, true)
            htk.removesOffset = false
            (htk.window, htk.step, htk.windowFunction) = (0.02, 0.0075, .hannSymmetric)
            assertLevels(
                try kaldiFilterBank(x, sampleRate: rate, bands: 20, usesPower: false, options: htk),
                reference["kaldi_htk"], name)
            var linear = KaldiOptions()
            (linear.windowFunction, linear.roundsToPowerOfTwo) = (.blackman(coefficient: 0.42), false)
            (linear.preemphasis, linear.window, linear.warp.factor, linear.warp.high) = (0, 0.0225, 1.1, 3000)
            assertThin(
                try kaldiFilterBank(
                    x, sampleRate: rate, bands: 15, highFrequency: 3500, usesLogarithm: false, options: linear),
                reference["kaldi_linear"], name)
            assertThin(try kaldiMFCC(x, sampleRate: rate), reference["kaldi_mfcc"], name)
            var plain = KaldiOptions()
            (plain.isHTKCompatible, plain.windowFunction) = (true, .rectangular)
            assertThin(
                try kaldiMFCC(x, sampleRate: rate, coefficients: 10, bands: 26, lifter: 0, options: plain),
                reference["kaldi_mfcc_htk"], name)
            var energy = KaldiOptions()
            (energy.usesEnergy, energy.snipsEdges, energy.subtractsMean) = (true, false, true)
            assertThin(
                try kaldiMFCC(x, sampleRate: rate, options: energy), reference["kaldi_mfcc_energy"], name)
            assertLevels(try kaldiSpectrogram(x, sampleRate: rate), reference["kaldi_spectrogram"], name)
        }
    }

    func testResampling() throws {
        try forEachSignal { signal, _, reference, _ in
            let x = signal.samples
            for rate in [16_000, 44_100, 7350] {
                assertThin(
                    try resampled(x, from: signal.rate, to: rate), reference["resampled_\(rate)"], "\(signal.name) to \(rate)")
            }
            assertThin(
                try resampled(x, from: signal.rate, to: 12_000, width: 16, rolloff: 0.9, window: .kaiser()),
                reference["resampled_kaiser"], signal.name)
        }
    }

    func testInverses() throws {
        try forEachSignal { signal, _, reference, n in
            let x = signal.samples, name = signal.name
            assertThin(
                try griffinLim(stft(x, fftSize: n).magnitude, iterations: 3, length: x.count), reference["griffin_lim"],
                tolerance: max(1e-4, 4 * reference["griffin_lim_rounding"].number), name)
            let magnitude = try stft(x, fftSize: n, framing: .centredReflecting).magnitude
            assertThin(
                try griffinLim(magnitude, framing: .centredReflecting, iterations: 4, momentum: 0.5),
                reference["griffin_lim_torch"],
                tolerance: max(1e-4, 4 * reference["griffin_lim_torch_rounding"].number), name)
            let spectrum = try stft(x, fftSize: n, windowLength: n / 2, hopLength: n / 4)
            let slope = Tensor.arange(n / 2 + 1) * -0.01
            let damped = try Spectrum(
                real: spectrum.real * slope.exp(), imaginary: spectrum.imaginary * slope.exp(), fftSize: n,
                hopLength: n / 4, windowLength: n / 2)
            assertThin(try istft(damped), reference["istft"], name)
        }
    }
}
