import Signals
import Tensors
import TestSupport
import XCTest

final class DecibelsTests: XCTestCase {
    func testLevelsOfLibrosa() throws {
        let reference = try features()["decibels"]
        let power = try melSpectrogram(testSignal(4000), sampleRate: 16_000, fftSize: 512, hopLength: 400, bands: 40)
        assertClose(try decibels(power), reference["plain"].tensor, tolerance: 1e-4, scale: 1)
        assertClose(try decibels(power, reference: .maximum), reference["maximum"].tensor, tolerance: 1e-4, scale: 1)
        let few = Tensor([0, 1e-12, 1e-5, 1, 250])
        assertClose(
            try decibels(few, reference: .power(2), floor: 1e-8, range: nil), reference["uncut"].tensor,
            tolerance: 1e-4, scale: 1)
        assertClose(try decibels(few, range: 60), reference["cut"].tensor, tolerance: 1e-4, scale: 1)
    }

    func testEmptyAndNaN() throws {
        XCTAssertEqual(try decibels(.zeros([0, 40])).shape, [0, 40])
        let levels = try decibels(Tensor([1, .nan, 10])).scalars
        XCTAssertEqual(levels[0], 0, accuracy: 1e-5)
        XCTAssertTrue(levels[1].isNaN)
        XCTAssertEqual(levels[2], 10, accuracy: 1e-5)
    }

    func testParametersOutOfRange() {
        XCTAssertThrowsError(try decibels(Tensor([1]), floor: 0))
        XCTAssertThrowsError(try decibels(Tensor([1]), reference: .power(-1)))
        XCTAssertThrowsError(try decibels(Tensor([1]), range: -1))
    }
}
