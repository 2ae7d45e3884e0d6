import Signals
import Tensors
import TestSupport
import XCTest

/// Sizes beyond sense, and numbers that are none, in the place of every parameter.
final class AbsurdNumbersTests: XCTestCase {
    /// Each of the numbers of each function, replaced by numbers that a slip or a fuzzer would give.
    func testAbsurdNumbersAreAnswersOrErrors() throws {
        let x = testSignal(900)
        let integers = [Int.min, -1, 0, 1, 2, 3, 900, 901, 1 << 24, 1 << 24 + 1, 1 << 40, .max]
        let reals: [Double] = [-.infinity, -1, -0.0, 0, .leastNonzeroMagnitude, 1e-9, 0.5, 1, 1e9, 1e300, .infinity, .nan]
        var answers = 0, refusals = 0
        func attempt(_ body: () throws -> Tensor) {
            do {
                answers += try body().count >= 0 ? 1 : 0
            } catch {
                refusals += 1
                XCTAssertTrue(error is SignalError, "\(error)")
            }
        }
        let rate = 16_000.0
        withNotices({ _ in }) {
            for number in integers {
                if number < 1 << 24 || number > 1 << 24 {
                    attempt { try stft(x, fftSize: number).real }
                    attempt { try melSpectrogram(x, sampleRate: rate, fftSize: number, bands: 4) }
                }
                attempt { try stft(x, fftSize: 64, windowLength: number).real }
                attempt { try mfcc(x, sampleRate: rate, coefficients: number) }
                attempt { try mfcc(x, sampleRate: rate, bands: number) }
                attempt { try melCepstrum(x, sampleRate: rate, coefficients: number) }
                attempt { try kaldiFilterBank(x, sampleRate: rate, bands: number) }
                attempt { try kaldiMFCC(x, sampleRate: rate, coefficients: number) }
                attempt { try melFilterBank(bands: number, fftSize: 64, sampleRate: rate) }
                attempt { try melFilterBank(bands: 65_536, fftSize: number, sampleRate: rate).slice(axis: 0, 0..<1) }
                attempt { try deltas(x.reshaped(to: [300, 3]), width: number) }
                attempt { try deltas(x.reshaped(to: [300, 3]), order: number) }
                attempt { try cepstralCoefficients(x.reshaped(to: [30, 30]), count: number) }
                attempt { try frames(x, length: 10, hop: number) }
                for framing in Framing.allCases {
                    attempt { try stft(x, fftSize: 64, hopLength: number, framing: framing).real }
                }
            }
            for number in reals {
                attempt { try logFilterBank(x, sampleRate: number) }
                attempt { try logFilterBank(x, sampleRate: rate, window: number) }
                attempt { try logFilterBank(x, sampleRate: rate, step: number) }
                attempt { try logFilterBank(x, sampleRate: rate, lowFrequency: number) }
                attempt { try logFilterBank(x, sampleRate: rate, highFrequency: number) }
                attempt { try logFilterBank(x, sampleRate: rate, preemphasis: number) }
                attempt { try mfcc(x, sampleRate: rate, lifter: number) }
                attempt { try kaldiMFCC(x, sampleRate: rate, lowFrequency: number) }
                attempt { try kaldiMFCC(x, sampleRate: rate, highFrequency: number) }
                attempt { try melSpectrogram(x, sampleRate: rate, exponent: number) }
                attempt { try powerSpectrum(x, fftSize: 64, scale: number) }
                attempt { try preemphasised(x, coefficient: number) }
                attempt { try decibels(x, floor: number) }
                attempt { try decibels(x, reference: .power(number)) }
                attempt { try decibels(x, range: number) }
                attempt { try amplitudeDecibels(x, reference: number, floor: number) }
                attempt { try melCepstrum(x, sampleRate: rate, logarithm: .natural(offset: number)) }
                attempt {
                    try melFilterBank(fftSize: 64, sampleRate: rate, lowFrequency: number, highFrequency: number.nextUp)
                }
                for change in [
                    { $0.window = number }, { $0.step = number }, { $0.preemphasis = number }, { $0.energyFloor = number },
                    { $0.dither = number }, { $0.warp.factor = number },
                    { ($0.warp.factor, $0.warp.low) = (1.1, number) }, { ($0.warp.factor, $0.warp.high) = (1.1, number) },
                ] as [(inout KaldiOptions) -> Void] {
                    var options = KaldiOptions()
                    change(&options)
                    attempt { try kaldiFilterBank(x, sampleRate: rate, options: options) }
                    options.snipsEdges = false
                    attempt { try kaldiSpectrogram(x, sampleRate: rate, options: options) }
                }
            }
        }
        XCTAssertGreaterThan(answers, 200)
        XCTAssertGreaterThan(refusals, 300)
    }
}
