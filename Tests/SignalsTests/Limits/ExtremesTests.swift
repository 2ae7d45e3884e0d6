import Signals
import Tensors
import TestSupport
import XCTest

/// No samples, one, silence, samples that are no numbers: an answer or a `SignalError`, never a trap.
final class ExtremesTests: XCTestCase {
    /// Every function from samples to something with frames, in which frame t looks at `reach(t)` of the samples.
    private struct FrontEnd {
        let name: String
        let reach: (Int) -> Range<Int>
        let run: (Tensor) throws -> Tensor

        static var all: [FrontEnd] {
            [
                .init(name: "logFilterBank", reach: { $0 * 160 - 1..<$0 * 160 + 320 }) {
                    try logFilterBank($0, sampleRate: 16_000)
                },
                .init(name: "mfcc", reach: { $0 * 160 - 1..<$0 * 160 + 400 }) { try mfcc($0, sampleRate: 16_000) },
                .init(name: "melSpectrogram", reach: { $0 * 100 - 128..<$0 * 100 + 128 }) {
                    try melSpectrogram($0, sampleRate: 16_000, fftSize: 256, hopLength: 100, bands: 30)
                },
                .init(name: "melCepstrum", reach: { $0 * 100 - 128..<$0 * 100 + 128 }) {
                    try melCepstrum($0, sampleRate: 16_000, fftSize: 256, hopLength: 100, bands: 30)
                },
                .init(name: "stft", reach: { $0 * 64 - 128..<$0 * 64 + 128 }) { try stft($0, fftSize: 256).magnitude },
                .init(name: "powerSpectrum", reach: { $0 * 61..<$0 * 61 + 245 }) {
                    try powerSpectrum($0, fftSize: 245, framing: .complete, exponent: 1.5)
                },
                .init(name: "kaldiFilterBank", reach: { $0 * 160..<$0 * 160 + 400 }) {
                    var options = KaldiOptions()
                    (options.usesEnergy, options.subtractsMean) = (true, true)
                    return try kaldiFilterBank($0, sampleRate: 16_000, options: options)
                },
                .init(name: "kaldiMFCC", reach: { $0 * 160 - 120..<$0 * 160 + 280 }) {
                    var options = KaldiOptions()
                    options.snipsEdges = false
                    return try kaldiMFCC($0, sampleRate: 16_000, options: options)
                },
                .init(name: "kaldiSpectrogram", reach: { $0 * 160..<$0 * 160 + 400 }) {
                    try kaldiSpectrogram($0, sampleRate: 16_000)
                },
            ]
        }
    }

    func testASampleThatIsNoNumberSpoilsItsFramesWholeAndNoOthers() throws {
        let clean = testSignal(4000)
        try withNotices({ _ in }) {
            for end in FrontEnd.all {
                let expected = try end.run(clean)
                for (place, bad) in [(2000, Float.nan), (2000, .infinity), (1777, -.infinity), (2300, .signalingNaN)] {
                    var values = clean.scalars
                    values[place] = bad
                    let found = try end.run(Tensor(values))
                    XCTAssertEqual(found.shape, expected.shape)
                    for frame in 0..<found.shape[0] {
                        let row = found.slice(axis: 0, at: frame).scalars
                        if end.reach(frame).contains(place) {
                            XCTAssertTrue(row.allSatisfy(\.isNaN), "\(end.name): frame \(frame) of \(bad): \(row)")
                        } else {
                            XCTAssertTrue(row.allSatisfy(\.isFinite), "\(end.name): frame \(frame) of \(bad)")
                            // Means are taken of other frames; all else stays as it was.
                            if end.name != "kaldiFilterBank" {
                                XCTAssertEqual(row, expected.slice(axis: 0, at: frame).scalars, "\(end.name) \(frame)")
                            }
                        }
                    }
                }
            }
        }
    }

    func testNaNSpoilsTheFramesThatTheReferencesSpoil() throws {
        let reference = try frontEnds()["extremes"]
        var values = FrontEndSignal.all[2].samples.scalars
        values[2000] = .nan
        let x = Tensor(values)
        func spoiled(_ table: Tensor) -> [Int] {
            (0..<table.shape[0]).map { table.slice(axis: 0, at: $0).scalars.contains(where: \.isNaN) ? 1 : 0 }
        }
        XCTAssertEqual(
            spoiled(try logFilterBank(x, sampleRate: 16_000, bands: 20)), reference["nan_logfbank"].integers)
        XCTAssertEqual(spoiled(try kaldiFilterBank(x, sampleRate: 16_000)), reference["nan_kaldi"].integers)
    }

    func testNoSamplesAreAnError() {
        let empty = Tensor.zeros([0])
        for end in FrontEnd.all + [FrontEnd(name: "resampled", reach: { $0..<$0 }) { try resampled($0, from: 2, to: 1) }] {
            XCTAssertThrowsError(try end.run(empty), end.name) {
                XCTAssertEqual("\($0)", "\(end.name): found no samples, expected at least one")
            }
            if end.name != "resampled" {
                XCTAssertThrowsError(try end.run(.zeros([4, 4])), end.name) { XCTAssertTrue($0 is SignalError) }
            }
        }
    }

    func testOneSample() throws {
        let reference = try frontEnds()["extremes"], one = Tensor([0.5])
        try withNotices({ _ in }) {
            assertThin(
                try logFilterBank(one, sampleRate: 16_000, fftSize: 512, bands: 10), reference["one_logfbank"], scale: 1)
            assertThin(try mfcc(one, sampleRate: 16_000), reference["one_mfcc"], scale: 1)
            assertThin(try stft(one, fftSize: 64).real, reference["one_stft"])
            assertThin(
                try melSpectrogram(one, sampleRate: 16_000, fftSize: 512, bands: 10), reference["one_mel"])
            assertThin(
                try melCepstrum(one, sampleRate: 16_000, coefficients: 5, fftSize: 512, bands: 20),
                reference["one_mfcc_librosa"], scale: 1)
            assertThin(try resampled(one, from: 16_000, to: 44_100), reference["one_resampled"])
        }
        // Kaldi's frames are whole, or centred half a step on: torchaudio asserts, this says what to do.
        XCTAssertThrowsError(try kaldiFilterBank(one, sampleRate: 16_000)) {
            XCTAssertEqual(
                "\($0)",
                "kaldiFilterBank: the signal is 1 samples, expected at least 400 for one whole frame "
                    + "(pad it, or set snipsEdges to false)")
        }
        var options = KaldiOptions()
        options.snipsEdges = false
        XCTAssertThrowsError(try kaldiMFCC(one, sampleRate: 16_000, options: options)) {
            XCTAssertTrue("\($0)".contains("at least 80, half a step"), "\($0)")
        }
        XCTAssertEqual(try kaldiMFCC(.ones([80]), sampleRate: 16_000, options: options).shape, [1, 13])
    }

    func testSilence() throws {
        let reference = try frontEnds()["extremes"], silence = Tensor.zeros([2000])
        try withNotices({ _ in }) {
            assertThin(
                try logFilterBank(silence, sampleRate: 16_000, fftSize: 512, bands: 10), reference["silence_logfbank"],
                scale: 1)
            assertThin(try mfcc(silence, sampleRate: 16_000), reference["silence_mfcc"], scale: 1)
            assertThin(
                try melCepstrum(silence, sampleRate: 16_000, coefficients: 5, fftSize: 512, bands: 20),
                reference["silence_mfcc_librosa"])
            var options = KaldiOptions()
            options.usesEnergy = true
            assertThin(
                try kaldiFilterBank(silence, sampleRate: 16_000, options: options), reference["silence_kaldi"], scale: 1)
            assertThin(try kaldiMFCC(silence, sampleRate: 16_000), reference["silence_kaldi_mfcc"])
            assertThin(try decibels(silence), reference["silence_decibels"], scale: 1)
            assertThin(try griffinLim(.zeros([9, 33]), iterations: 2), reference["silence_griffin_lim"], scale: 1)
            assertThin(try resampled(silence, from: 16_000, to: 11_025), reference["silence_resampled"], scale: 1)
        }
    }

    func testInfinitePowersDoNotLiftTheFloorOfOthers() throws {
        let levels = try decibels(Tensor([1, .infinity, 10, .nan]), reference: .maximum, range: 30).scalars
        assertClose(Tensor([levels[0], levels[2]]), Tensor([-10, 0]), tolerance: 1e-5, scale: 1)
        XCTAssertEqual(levels[1], .infinity)
        XCTAssertTrue(levels[3].isNaN)
    }
}
