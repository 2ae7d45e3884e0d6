import Signals
import Tensors
import TestSupport
import XCTest

final class FramingTests: XCTestCase {
    private let five = Tensor([1, 2, 3, 4, 5])

    func testEveryFraming() throws {
        XCTAssertEqual(try frames(five, length: 2, hop: 2).scalars, [1, 2, 3, 4, 5, 0])
        XCTAssertEqual(try frames(five, length: 4, hop: 3).scalars, [1, 2, 3, 4, 4, 5, 0, 0])
        XCTAssertEqual(try frames(five, length: 2, hop: 2, framing: .complete).scalars, [1, 2, 3, 4])
        XCTAssertEqual(try frames(five, length: 4, hop: 2, framing: .centred).scalars, [0, 0, 1, 2, 1, 2, 3, 4, 3, 4, 5, 0])
        XCTAssertEqual(
            try frames(five, length: 4, hop: 2, framing: .centredReflecting).scalars, [3, 2, 1, 2, 1, 2, 3, 4, 3, 4, 5, 4])
        XCTAssertEqual(
            try frames(Tensor([1, 2]), length: 6, hop: 2, framing: .centredReflecting).scalars,
            [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
        XCTAssertEqual(try frames(Tensor([7]), length: 3, hop: 1, framing: .centredReflecting).scalars, [7, 7, 7])
        XCTAssertEqual(try frames(five, length: 1, hop: 10).scalars, [1, 0])
    }

    func testFrameCounts() throws {
        for (samples, expected) in [(1, 1), (320, 1), (321, 2), (480, 2), (481, 3), (16_000, 99)] {
            XCTAssertEqual(try Framing.paddedEnd.count(samples: samples, length: 320, hop: 160), expected)
        }
        XCTAssertEqual(try Framing.centred.count(samples: 1000, length: 64, hop: 100), 11)
        XCTAssertEqual(try Framing.complete.count(samples: 1000, length: 64, hop: 100), 10)
    }

    func testWindowsWeightFrames() throws {
        assertClose(
            try frames(.ones([8]), length: 4, hop: 4, window: .hann), Tensor([0, 0.5, 1, 0.5, 0, 0.5, 1, 0.5], shape: [2, 4]),
            tolerance: 1e-6)
    }

    func testPreemphasis() throws {
        assertClose(
            try preemphasised(Tensor([1, 2, 4]), coefficient: 0.5), Tensor([1, 1.5, 3]), tolerance: 1e-6)
        XCTAssertEqual(try preemphasised(.zeros([0])).count, 0)
    }

    private func assertThrows(
        _ expected: String, file: StaticString = #filePath, line: UInt = #line, _ body: () throws -> Void
    ) {
        XCTAssertThrowsError(try body(), file: file, line: line) { error in
            XCTAssertEqual("\(error)", expected, file: file, line: line)
            XCTAssertTrue(error is SignalError, file: file, line: line)
        }
    }

    func testErrorsNameTheOperationAndWhatWasExpected() {
        assertThrows("logFilterBank: found no samples, expected at least one") {
            _ = try logFilterBank(.zeros([0]), sampleRate: 16_000)
        }
        assertThrows("logFilterBank: the window is 1920 samples, expected 1…1024 samples, the FFT size") {
            _ = try logFilterBank(.zeros([9]), sampleRate: 96_000)
        }
        assertThrows("FilterBank: highFrequency is 9000.0 Hz, expected more than 0 and at most half the sample rate, 8000.0 Hz") {
            _ = try logFilterBank(.zeros([9]), sampleRate: 16_000, highFrequency: 9000)
        }
        assertThrows("FilterBank: sampleRate is nan Hz, expected more than 0 Hz") {
            _ = try logFilterBank(.zeros([9]), sampleRate: .nan)
        }
        assertThrows(
            "stft: found 10 samples, expected at least 64 for one whole frame "
                + "(frame with .paddedEnd or .centred to pad shorter signals)"
        ) { _ = try stft(.zeros([10]), fftSize: 64, framing: .complete) }
        assertThrows("stft: the step is 0 samples, expected at least 1 sample") {
            _ = try stft(.zeros([10]), fftSize: 64, hopLength: 0)
        }
        for body in [
            { _ = try frames(self.five, length: 0, hop: 1) }, { _ = try frames(.zeros([2, 2]), length: 1, hop: 1) },
            { _ = try stft(self.five, fftSize: -4) }, { _ = try stft(self.five, fftSize: 4, windowLength: 9) },
            { _ = try FilterBank(bands: 0, fftSize: 4, sampleRate: 1) },
            { _ = try FilterBank(fftSize: 4, sampleRate: 1, lowFrequency: 0.6) },
            { _ = try logFilterBank(self.five, sampleRate: 16_000, window: 0) },
            { _ = try logFilterBank(self.five, sampleRate: 16_000, step: .infinity) },
            { _ = try mfcc(self.five, sampleRate: 16_000, coefficients: 27) },
            { _ = try cepstralCoefficients(self.five, count: 1) },
        ] as [() throws -> Void] {
            XCTAssertThrowsError(try body()) { XCTAssertTrue($0 is SignalError, "\($0)") }
        }
    }
}
