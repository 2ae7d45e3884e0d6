import AVTS
import Layers
import Media
import Optimizers
import Plotting
import Reporting
import Tensors
import Work
import XCTest

/// What a caller does wrong ends its cell with words.
final class BrokenRuleTests: XCTestCase {
    private func assertFails(
        _ expected: String, file: StaticString = #filePath, line: UInt = #line, _ body: @escaping @Sendable () throws -> Void
    ) {
        let message = failure(body) ?? "it came to its end"
        XCTAssertTrue(message.contains(expected), message, file: file, line: line)
    }

    func testShapes() {
        assertFails("[2, 4]") { _ = Tensor.zeros([2, 3]) + Tensor.zeros([2, 4]) }
        assertFails("reshape") { _ = Tensor.zeros([2, 3]).reshaped(to: [5]) }
        assertFails("5") { _ = Tensor.zeros([2, 3])[5] }
        assertFails("expected a single element") { _ = gradient(at: Tensor.ones([3])) { $0 * 2 } }
        assertFails("[0, 3]") { _ = Tensor.zeros([0, 3]).max() }
        assertFails("expected one within 0..<3") { _ = Tensor.oneHot([7], classes: 3) }
        assertFails("GiB") { _ = Tensor.zeros([1_000_000, 1_000_000]) }
        assertFails("GiB") { _ = Tensor.normal([1_000_000_000_000]) }
        assertFails("GiB") { _ = Tensor.ones([1]).broadcast(to: [10_000_000_000_000]) }
    }

    func testLayersAndOptimisers() {
        assertFails("at least 1") { _ = Linear(0, 3) }
        assertFails("[3, 5]") { _ = Linear(4, 2)(Tensor.zeros([3, 5])) }
        assertFails("1 or 2 sizes") { _ = Convolution2D(1, 8, kernel: [3, 3, 3]) }
        assertFails("below 1") { _ = Dropout(1.5) }
        assertFails("at least 1") { _ = MaxPool2D(0) }
        assertFails("no parameters") { _ = SGD([Parameter](), momentum: 0.9) }
        assertFails("momentum") { _ = SGD(Linear(1, 1).parameters, momentum: 2) }
        assertFails("0 gradients") { SGD(Linear(1, 1).parameters).step([], learningRate: 0.1) }
        assertFails("learning rate") {
            SGD(Linear(1, 1).parameters).step([Tensor.zeros([1, 1]), Tensor.zeros([1])], learningRate: .nan)
        }
        assertFails("-1") { _ = Schedule.constant(0.1).rate(at: -1) }
        assertFails("more than 0") { _ = clipped([Tensor([1])], toNorm: 0) }
    }

    func testSettings() {
        assertFails("one of \"smoke\", \"mini\"") { _ = Configuration(scale: "huge") }
        assertFails("add up to 1") { _ = try NegativeMixture(easy: 0.5, hard: 0.7) }
        assertFails("-1") { _ = Stage(.easy, steps: -1) }
        let answer = Answers(correct: [true], about: ["a"])
        assertFails("answers of 1 and 2 seeds") { _ = Claim("a", larger: [answer], smaller: [answer, answer]) }
        assertFails("been asked the same") { _ = Claim("a", larger: [answer], smaller: [Answers(correct: [true], about: ["b"])]) }
        assertFails("margin of 0.0") { _ = Claim("a", larger: [], smaller: [], margin: 0) }
        assertFails("no finite number") { _ = Answers(scores: [.nan], about: ["a"]) }
        assertFails("1 scores and 2 videos") { _ = Answers(scores: [1], about: ["a", "b"]) }
        assertFails("expected both above 0") { _ = FrameSize(0, 10) }
        assertFails("expected one of \"float32\", \"bf16\"") { _ = try Precision(named: "half") }
    }

    func testPictures() {
        assertFails("expected [rows, columns]") { _ = heatMap(Tensor.ones([3])) }
        assertFails("expected [N, height, width, 3]") { _ = images(Tensor.ones([2, 2, 2])) }
        assertFails("expected at most 400") { _ = images(Tensor.ones([401, 1, 1, 3])) }
        assertFails("heatMap draws a matrix") { _ = plot(Tensor.ones([2, 2])) }
        assertFails("expected [frames, bands]") { _ = spectrogram(Tensor.zeros([3])) }
    }

    func testAStructOfLayersIsAModule() {
        struct Net: Module {
            let stem = Convolution2D(1, 4, kernel: 3, padding: 1, bias: false)
            let norm = BatchNormalization(4, activation: .relu)
            let head = [Linear(4, 8), Linear(8, 3)]
        }
        let net = Net()
        XCTAssertEqual(
            net.parameterNames.joined(separator: " "),
            "stem.weight norm.weight norm.bias head.0.weight head.0.bias head.1.weight head.1.bias")
        XCTAssertEqual(net.parameterCount, 9 * 4 + 8 + 40 + 27)
        net.setTraining(false)
        XCTAssertFalse(net.norm.isTraining)
    }

    /// A cell that ends within a derivative leaves plain values behind, once its session has put them back.
    func testWhatAnEndedCellHadChangedIsPutBack() {
        nonisolated(unsafe) let layer = Linear(2, 2)
        let context = WorkContext { _ in }
        assertFails("[3]") {
            Work.within(context) {
                _ = valueWithGradient(of: layer.parameters) { layer(Tensor.ones([1, 2])) + Tensor.ones([3]) }
            }
        }
        context.undo()
        let optimizer = SGD(layer.parameters)
        let (_, gradients) = valueWithGradient(of: layer.parameters) { layer(Tensor.ones([1, 2])).sum() }
        optimizer.step(gradients, learningRate: 0.1)
    }
}
