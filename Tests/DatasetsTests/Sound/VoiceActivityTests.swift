import Datasets
import Tensors
import XCTest

final class VoiceActivityTests: XCTestCase {
    /// Log energies of rows whose level is given in dB, the same in four bands.
    private func bank(_ levels: [Float]) -> Tensor {
        Tensor(levels.flatMap { [Float](repeating: $0 / 10 * 2.302585, count: 4) }, shape: [levels.count, 4])
    }

    private func levels(_ parts: (count: Int, level: Float)...) -> [Float] {
        parts.flatMap { [Float](repeating: $0.level, count: $0.count) }
    }

    func testWhatStandsOutOfTheNoiseIsActive() {
        let voice = VoiceActivity(bank: bank(levels((100, -40), (120, 0), (80, -40))))
        XCTAssertEqual(voice.active, levels((100, 0), (120, 1), (80, 0)).map { $0 == 1 })
        XCTAssertEqual(voice.share(of: 0..<300), 0.4, accuracy: 1e-9)
        XCTAssertEqual(voice.share(of: 90..<110), 0.5, accuracy: 1e-9)
        XCTAssertEqual(voice.share(of: 7..<7), 0)
    }

    /// The rule is relative: of the clip's own noise, whatever the recording's level and the number of bands.
    func testTheLevelOfTheRecordingDoesNotMatter() {
        let shape = levels((50, -30), (50, -5), (50, -30), (50, -12))
        let (quiet, loud) = (VoiceActivity(bank: bank(shape.map { $0 - 60 })), VoiceActivity(bank: bank(shape)))
        XCTAssertEqual(quiet.active, loud.active)
        XCTAssertEqual(loud.floor - quiet.floor, 60, accuracy: 1e-3)
        XCTAssertTrue(loud.active[60] && loud.active[170] && !loud.active[20])
    }

    func testTwelveDecibelsAreTheMargin() {
        XCTAssertEqual(VoiceActivity(bank: bank(levels((100, 0), (100, 11)))).share(of: 0..<200), 0)
        XCTAssertEqual(VoiceActivity(bank: bank(levels((100, 0), (100, 13)))).share(of: 100..<200), 1)
    }

    /// Digital silence lies hundreds of dB below anything; a breath 70 dB below the loudest word is none all the same.
    func testDigitalSilenceIsNoFloor() {
        let voice = VoiceActivity(bank: bank(levels((100, -300), (100, -70), (100, 0))))
        XCTAssertEqual(voice.floor, -60 + 10 * 0.60206, accuracy: 1e-3, "60 dB below the loudest rows of four bands")
        XCTAssertEqual(voice.share(of: 0..<200), 0)
        XCTAssertEqual(voice.share(of: 200..<300), 1)
        XCTAssertEqual(VoiceActivity(bank: bank(levels((50, -300)))).share(of: 0..<50), 0)
    }

    func testAClickIsNoWordAndAStopIsNoPause() {
        var levels = levels((100, -40), (100, 0))
        levels[50] = 0
        levels[150] = -40
        let voice = VoiceActivity(bank: bank(levels))
        XCTAssertFalse(voice.active[50])
        XCTAssertTrue(voice.active[150])
    }
}
