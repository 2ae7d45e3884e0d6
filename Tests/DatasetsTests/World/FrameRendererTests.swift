import Datasets
import XCTest

final class FrameRendererTests: XCTestCase {
    /// Mean absolute difference of two frames, levels of 255.
    private func difference(_ frames: [UInt8], _ a: Int, _ b: Int, side: Int) -> Double {
        let size = side * side * 3
        var sum = 0
        for i in 0..<size { sum += abs(Int(frames[a * size + i]) - Int(frames[b * size + i])) }
        return Double(sum) / Double(size)
    }

    func testFramesAreTheSameTwiceAndOfTheSizeAsked() {
        let video = WorldSpecification().video("train", 0)
        let frames = video.frames(frameRate: 24, side: 64)
        XCTAssertEqual(frames.count, 96 * 64 * 64 * 3)
        XCTAssertEqual(frames, video.frames(frameRate: 24, side: 64))
        XCTAssertEqual(video.frames(frameRate: 12, side: 32).count, 48 * 32 * 32 * 3)
    }

    func testTheStrikeIsTheBrightestInstantOfARestingBody() {
        var difficulty = Difficulty.clean
        difficulty.cameraNoise = .init(0, 0)
        let specification = WorldSpecification(difficulty: difficulty)
        for index in 0..<64 where specification.action("train", index) == .flash {
            let video = specification.video("train", index)
            let frames = video.frames(frameRate: 24, side: 64)
            for event in video.events {
                let strike = Int((event * 24).rounded())
                guard strike > 0 else { continue }
                XCTAssertGreaterThan(difference(frames, strike, strike - 1, side: 64), 1, "video \(index) at \(event) s")
            }
        }
    }

    func testEveryClassChangesMoreAtAStrikeThanElsewhere() {
        var difficulty = Difficulty.clean
        difficulty.cameraNoise = .init(0, 0)
        let specification = WorldSpecification(difficulty: difficulty)
        for index in 0..<32 {
            let video = specification.video("train", index)
            let frames = video.frames(frameRate: 24, side: 64)
            let strikes = Set(video.events.map { Int(($0 * 24).rounded()) })
            let (at, other) = (1..<96).reduce(into: ([Double](), [Double]())) { lists, frame in
                let change = difference(frames, frame, frame - 1, side: 64)
                if strikes.contains(frame) { lists.0.append(change) } else { lists.1.append(change) }
            }
            let (strike, rest) = (at.reduce(0, +) / Double(at.count), other.reduce(0, +) / Double(other.count))
            XCTAssertGreaterThan(strike, 1.25 * rest, "\(video.action), video \(index)")
        }
    }

    func testTheWholeMotionStaysInTheFrame() {
        var difficulty = Difficulty.clean
        difficulty.cameraNoise = .init(0, 0)
        difficulty.backgroundContrast = .init(0, 0)
        let specification = WorldSpecification(difficulty: difficulty)
        for index in 0..<64 {
            let video = specification.video("train", index)
            let frames = video.frames(frameRate: 24, side: 64)
            for frame in 0..<96 {
                let base = frame * 64 * 64 * 3
                for i in 0..<64 {
                    for corner in [i, 63 * 64 + i, i * 64, i * 64 + 63] {
                        XCTAssertEqual(
                            Int(frames[base + corner * 3]), Int(frames[base]), "\(video.action), video \(index), frame \(frame)")
                    }
                }
            }
        }
    }

    func testTheHandHeldStyleMovesTheBackground() {
        var difficulty = Difficulty.noisy.handHeld()
        difficulty.cameraNoise = .init(0, 0)
        difficulty.backgroundContrast = .init(0.5, 0.5)
        let specification = WorldSpecification(difficulty: difficulty, palette: .earthen)
        let moved = (0..<16).filter { index in
            let frames = specification.video("train", index).frames(frameRate: 24, side: 64)
            let size = 64 * 64 * 3
            return (0..<64 * 3).contains { frames[$0] != frames[40 * size + $0] }
        }
        XCTAssertGreaterThan(moved.count, 8)
        XCTAssertTrue((0..<16).contains { !specification.video("train", $0).distractors.isEmpty })
    }
}
