import Datasets
import XCTest

/// The instants of strikes can be read off the decoded clips of both senses: what pre-training is to learn is there.
final class SynchronyTests: XCTestCase {
    func testTimingAloneTellsPositivesFromHardNegatives() throws {
        let folder = try TemporaryFolder()
        let sets = try SyntheticWorld.pretrain(
            train: 64, validation: 0, test: 0, specification: WorldSpecification(difficulty: .clean), into: folder.root)
        let videos = try DecodedVideos(sets.train, format: DecodedFormat(), in: folder.root)
        var (wins, total) = (0, 0)
        for index in 0..<videos.count {
            let (seen, heard) = (try brightening(videos, index), try onsets(videos, index))
            for first in [1, 13, 25] {
                for second in [1, 13, 25, 36] where abs(first - second) >= 18 {
                    let together = correlation(seen[first..<first + 12], heard[first..<first + 12])
                    let apart = correlation(seen[first..<first + 12], heard[second..<second + 12])
                    wins += together > apart ? 1 : 0
                    total += 1
                }
            }
        }
        // A crude hand-made feature gets four of five right; chance is one of two.
        XCTAssertGreaterThan(Double(wins) / Double(total), 0.7)
    }

    /// Sum of the brightenings from the frame before, for each of the 48 frames.
    private func brightening(_ videos: DecodedVideos, _ index: Int) throws -> [Double] {
        let pixels = try videos.pixels(at: ClipPlace(video: index, start: 0), frames: 48)
        let size = videos.format.picture!.width * videos.format.picture!.height * 3
        return (0..<48).map { frame in
            guard frame > 0 else { return 0 }
            return (0..<size).reduce(0) { sum, i in
                let change = Int(pixels[frame * size + i]) - Int(pixels[(frame - 1) * size + i])
                return change > 12 ? sum + Double(change) : sum
            }
        }
    }

    /// Steepest rise of the filter bank within each frame's time.
    private func onsets(_ videos: DecodedVideos, _ index: Int) throws -> [Double] {
        let bank = try videos.bank(index).scalars
        func rise(_ row: Int) -> Double {
            (0..<40).reduce(0) { sum, band in
                let at = row * 40 + band
                return sum + Double(max(0, bank[at + 40] + bank[at] - bank[at - 80] - bank[at - 120]))
            }
        }
        return (0..<48).map { frame in
            let first = max(Int((Double(frame) / 12 - 0.02) * 100), 3)
            return (first...min(first + 8, 396)).map(rise).max() ?? 0
        }
    }

    private func correlation(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        var (xy, xx, yy) = (0.0, 1e-9, 1e-9)
        for (a, b) in zip(x, y) {
            xy += (a - meanX) * (b - meanY)
            xx += (a - meanX) * (a - meanX)
            yy += (b - meanY) * (b - meanY)
        }
        return xy / (xx * yy).squareRoot()
    }
}
