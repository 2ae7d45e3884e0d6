import Signals
import Tensors
import TestSupport
import XCTest

final class WindowTests: XCTestCase {
    func testWindowsAreThoseOfSciPyAndKaldi() throws {
        let reference = try frontEnds()["windows"]
        XCTAssertTrue(Set(Window.allCases.map(\.rawValue)).isSubset(of: reference.keys), "every plain window is tested")
        for name in reference.keys {
            let window = try XCTUnwrap(Window(rawValue: name), name)
            for count in reference[name].keys {
                assertClose(
                    Tensor(window.weights(Int(count)!)), reference[name][count].tensor, tolerance: 1e-6, scale: 1,
                    "\(name) of \(count)")
            }
        }
    }

    func testNamesComeBack() {
        let families: [Window] = [
            .kaiser(beta: 8.6), .gaussian(deviation: 40), .tukey(taper: 0.25), .blackman(coefficient: 0.42),
        ]
        for window in Window.allCases + families.flatMap({ [$0.periodic, $0.symmetric] }) {
            XCTAssertEqual(Window(rawValue: window.rawValue), window, window.rawValue)
        }
        for name in ["", "hanning", "kaiser", "kaiser()", "kaiser(x)", "hann(3)", "(1)", "tukey(0.1"] {
            XCTAssertNil(Window(rawValue: name), name)
        }
        XCTAssertEqual(Window.hann.symmetric, .hannSymmetric)
        XCTAssertEqual(Window.rectangular.symmetric, .rectangular)
    }

    func testALargeBetaOverflowsNothing() {
        for beta in [0, 29.999, 30, 700, 1e5] {
            let weights = Window.kaiser(beta: beta).symmetric.weights(11)
            XCTAssertEqual(weights[5], 1, accuracy: 1e-6, "beta \(beta)")
            XCTAssertTrue(weights.allSatisfy { $0 >= 0 && $0 <= 1.000001 }, "beta \(beta): \(weights)")
        }
    }

    func testNumbersOutOfRangeAreErrors() {
        let windows: [Window] = [
            .kaiser(beta: -1), .kaiser(beta: .nan), .kaiser(beta: .infinity), .gaussian(deviation: 0),
            .gaussian(deviation: .nan), .tukey(taper: 1.1), .tukey(taper: .nan), .blackman(coefficient: .infinity),
        ]
        for window in windows {
            XCTAssertThrowsError(try stft(Tensor([1, 2, 3]), fftSize: 4, window: window)) {
                XCTAssertTrue("\($0)".hasPrefix("stft: the window's "), "\($0)")
            }
            var options = KaldiOptions()
            options.windowFunction = window
            XCTAssertThrowsError(try kaldiFilterBank(.zeros([4000]), sampleRate: 16_000, options: options))
        }
    }
}
