import Datasets
import XCTest

final class StartGridTests: XCTestCase {
    func testTheMiniScale() throws {
        let grid = try StartGrid(frameRate: 12, sound: .init())
        XCTAssertEqual(grid.framesPerStep, 3)
        XCTAssertEqual(grid.rowsPerStep, 25)
        XCTAssertEqual(grid.seconds, 0.25)
        XCTAssertEqual(grid.count(in: 4, clip: 1), 13)
        XCTAssertEqual(grid.count(in: 0.99, clip: 1), 0)
        XCTAssertEqual(grid.count(in: 1, clip: 1), 1)
        XCTAssertEqual(grid.time(3), 0.75)
        XCTAssertEqual(grid.steps(covering: 0.5), 2)
        XCTAssertEqual(grid.steps(covering: 0.51), 3)
    }

    func testEveryStartIsAWholeFrameAndAWholeRow() throws {
        for rate in [10, 12, 15, 16, 24, 25, 30, 50] {
            for sampleRate in [8000, 16000, 44100, 48000] {
                let sound = DecodedFormat.Sound(sampleRate: sampleRate)
                let grid = try StartGrid(frameRate: rate, sound: sound)
                XCTAssertGreaterThanOrEqual(grid.seconds, 0.25 - 1e-9)
                XCTAssertEqual(Double(grid.framesPerStep) / Double(rate), grid.seconds, accuracy: 1e-12)
                XCTAssertEqual(grid.framesPerStep * sampleRate, grid.rowsPerStep * sound.hop * rate)
            }
        }
    }

    func testARateAndHopThatNeverMeetAreAnError() {
        XCTAssertThrowsError(try StartGrid(frameRate: 29, sound: .init(sampleRate: 16000, window: 1000, hop: 997))) {
            XCTAssertTrue("\($0)".contains("never meet"))
        }
    }

    func testFormatsOfOneSenseStepByTheirOwnClock() throws {
        let seen = try StartGrid(DecodedFormat(picture: .init(frameRate: 12, width: 32, height: 32), sound: nil))
        XCTAssertEqual([seen.framesPerStep, seen.rowsPerStep], [3, 0])
        let heard = try StartGrid(DecodedFormat(picture: nil, sound: .init()))
        XCTAssertEqual([heard.framesPerStep, heard.rowsPerStep], [0, 25])
    }
}
