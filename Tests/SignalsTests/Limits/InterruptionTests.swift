import Signals
import Tensors
import TestSupport
import XCTest

/// Interrupts and deadlines reach every long loop: counted in questions asked, not in seconds.
final class InterruptionTests: XCTestCase {
    private struct Stop: Error {}

    /// Runs `body` under a poll that throws from the `limit`-th question on.
    ///
    /// - Returns: how often was asked, and what `body` itself threw.
    private func questions(before limit: Int, _ body: () throws -> Void) -> (asked: Int, thrown: (any Error)?) {
        var asked = 0
        var thrown: (any Error)?
        do {
            try withInterruption(
                polling: {
                    asked += 1
                    if asked >= limit { throw Stop() }
                },
                {
                    do { try body() } catch {
                        thrown = error
                        throw error
                    }
                })
        } catch {
            XCTAssertTrue(error is Stop || asked < limit, "\(error)")
        }
        return (asked, thrown)
    }

    func testAFilterBankOfTenMinutesAt96kHzEndsEarly() throws {
        let long = Tensor.zeros([600 * 96_000])
        for limit in [1, 2, 5] {
            let (asked, thrown) = questions(before: limit) {
                _ = try logFilterBank(long, sampleRate: 96_000, fftSize: 2048)
            }
            // Once asked to stop, no further question is put: each stands for 32 of the 60 000 frames.
            XCTAssertEqual(asked, limit)
            XCTAssertEqual(thrown as? SignalError, .interrupted(operation: "logFilterBank"))
        }
    }

    func testEveryLongFunctionAsksAndStops() throws {
        let x = testSignal(200_000), rate = 16_000.0
        let magnitude = try stft(testSignal(20_000), fftSize: 256).magnitude
        let spectrum = try stft(x, fftSize: 256, hopLength: 32)
        let bank = try FilterBank(bands: 30, fftSize: 256, sampleRate: rate, corners: .exact)
        let functions: [(String, () throws -> Void)] = [
            ("logFilterBank", { _ = try logFilterBank(x, sampleRate: rate) }),
            ("mfcc", { _ = try mfcc(x, sampleRate: rate) }),
            ("melSpectrogram", { _ = try melSpectrogram(x, sampleRate: rate) }),
            ("melCepstrum", { _ = try melCepstrum(x, sampleRate: rate) }),
            ("kaldiFilterBank", { _ = try kaldiFilterBank(x, sampleRate: rate) }),
            ("kaldiMFCC", { _ = try kaldiMFCC(x, sampleRate: rate) }),
            ("kaldiSpectrogram", { _ = try kaldiSpectrogram(x, sampleRate: rate) }),
            ("stft", { _ = try stft(x, fftSize: 256) }),
            ("powerSpectrum", { _ = try powerSpectrum(x, fftSize: 256) }),
            ("frames", { _ = try frames(x, length: 400, hop: 160) }),
            ("istft", { _ = try istft(spectrum) }),
            ("griffinLim", { _ = try griffinLim(magnitude) }),
            ("griffinLim", { _ = try griffinLim(magnitude, stream: RandomStream(seed: 1)) }),
            ("power(ofDecibels:)", { _ = try power(ofDecibels: x) }),
            ("resampled", { _ = try resampled(x, from: 44_100, to: 16_000) }),
            ("resampled", { _ = try resampled(x, from: 767_999, to: 768_000) }),
            ("deltas", { _ = try deltas(x.reshaped(to: [20_000, 10])) }),
            ("cepstralCoefficients", { _ = try cepstralCoefficients(x.reshaped(to: [100, 2000]), count: 2000) }),
            ("inverseBands", { _ = try inverseBands(.ones([2000, 30]), of: bank) }),
        ]
        for (name, body) in functions {
            let (all, none) = questions(before: .max, body)
            XCTAssertNil(none, name)
            XCTAssertGreaterThan(all, 3, "\(name) asks too seldom")
            for limit in [1, 2, all / 2] {
                let (asked, thrown) = questions(before: limit, body)
                XCTAssertEqual(asked, limit, name)
                // Tensor operations give up in silence; the scope around tells.
                if let thrown { XCTAssertEqual(thrown as? SignalError, .interrupted(operation: name)) }
            }
            XCTAssertNotNil(questions(before: 1, body).thrown, name)
        }
    }

    func testWorkThatMustBeDoneWholeIsNotAsked() throws {
        XCTAssertThrowsError(
            try withInterruption(polling: { throw Stop() }) {
                try withoutInterruption {
                    XCTAssertEqual(try mfcc(testSignal(1000), sampleRate: 16_000).shape, [5, 13])
                }
                _ = try mfcc(testSignal(1000), sampleRate: 16_000)
            }
        ) { XCTAssertTrue($0 is Stop) }
    }
}
