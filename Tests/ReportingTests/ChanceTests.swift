import AVTS
import Datasets
import Layers
import Reporting
import Tensors
import TestSupport
import Work
import XCTest

/// What a cell draws, and that it can be stopped.
final class ChanceTests: XCTestCase {
    /// The seed of cell `a` of a run of seed 7: FNV-1a, then a step of SplitMix64.
    private var seed: UInt64 {
        let hash = ((0xCBF2_9CE4_8422_2325 ^ 7) ^ UInt64(UInt8(ascii: "a"))) &* 0x0000_0100_0000_01B3
        var word = hash &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    func testDrawsComeFromTheCellsOwnStream() {
        var stream = RandomStream(seed: seed)
        Heard.from(seed: 7, cell: "a") {
            XCTAssertEqual(Tensor.normal([5]), Tensor.normal([5], using: &stream))
            XCTAssertEqual(Tensor.uniform([3], in: -1..<1), Tensor.uniform([3], in: -1..<1, using: &stream))
            XCTAssertEqual(Linear(4, 2).weight.value, Linear(4, 2, using: &stream).weight.value)
            _ = Tensor.uniform([1], using: &stream)
            _ = Tensor.uniform([1])
            XCTAssertEqual(
                Convolution2D(1, 2, kernel: 3).weight.value, Convolution2D(1, 2, kernel: 3, using: &stream).weight.value)
            XCTAssertEqual(Dropout(0.5).random.stream, RandomStream(seed: stream.next()))
        }
    }

    func testTheStandardLibrarysDrawsDoToo() {
        func draw(_ cell: String) -> [Int] {
            var drawn: [Int] = []
            Heard.from(seed: 7, cell: cell) {
                drawn = (0..<10).shuffled() + [Int.random(in: 0..<1000), Int(Double.random(in: 0...1) * 1000)]
                if Bool.random() { drawn.append([1, 2, 3].randomElement()!) }
            }
            return drawn
        }
        XCTAssertEqual(draw("a"), draw("a"))
        XCTAssertNotEqual(draw("a"), draw("b"))
    }

    func testLongWorkStopsWhenItIsAskedTo() throws {
        let folder = TemporaryDirectory()
        let data = DataFolder(folder.url.path)
        struct Stopped: Error {}
        XCTAssertThrowsError(
            try Heard.from(interruption: { Stopped() }) {
                _ = try PretrainingData.synthetic(scale: .smoke, in: data)
            }
        ) { XCTAssertTrue($0 is Stopped, "\($0)") }
        let videos = try PretrainingData.synthetic(scale: .smoke, in: data)
        let pretraining = try Pretraining(videos, Configuration(scale: .smoke), seed: 1)
        XCTAssertThrowsError(
            try Heard.from(interruption: { Stopped() }) { _ = try pretraining.train([Stage(.easy, steps: 2)]) }
        ) { XCTAssertTrue($0 is Stopped, "\($0)") }
        let events = try Heard.from { _ = try pretraining.train([Stage(.easy, steps: 2)], name: "two steps") }
        let reports = events.compactMap { if case .progress(let report) = $0 { report } else { nil } }
        XCTAssertEqual(reports.map(\.label), ["two steps", "two steps"])
        XCTAssertEqual(reports.map(\.fraction), [0.5, 1])
        XCTAssertTrue(reports[0].detail.hasPrefix("loss "), reports[0].detail)
    }
}
