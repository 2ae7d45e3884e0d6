import CellSupport
import XCTest

/// Networks, losses and training loops written in cells.
final class NetworkCellTests: XCTestCase {
    private let net = """
        struct Net: Module {
            let stem = Convolution2D(1, 4, kernel: 3, padding: 1, bias: false)
            let norm = BatchNormalization(4, activation: .relu)
            let head = [Linear(4, 8), Linear(8, 3)]
            func callAsFunction(_ x: Tensor) -> Tensor {
                head[1](head[0](norm(stem(x)).globalAveragePooled()).relu())
            }
        }
        let net = Net()
        """

    func testAStructOfLayersIsAModel() {
        let cells = Cells()
        _ = cells.run(net)
        XCTAssertEqual(
            cells.run("net.parameterNames.joined(separator: \" \")"),
            "\"stem.weight norm.weight norm.bias head.0.weight head.0.bias head.1.weight head.1.bias\"")
        let expected = 9 * 4 + 8 + 40 + 27  // filter, scale and shift, 4 → 8 and 8 → 3 with their offsets
        XCTAssertEqual(cells.run("net.parameterCount"), String(expected))
        XCTAssertEqual(cells.run("net(Tensor.zeros([2, 5, 5, 1])).shape"), "[2, 3]")
    }

    func testATrainingLoopLearns() {
        let cells = Cells()
        _ = cells.run(net)
        _ = cells.run(
            """
            let labels = (0..<12).map { $0 % 3 }
            let x = Tensor(labels.map { Float($0) }).reshaped(to: [12, 1, 1, 1]) + Tensor.normal([12, 6, 6, 1]) * 0.1
            let optimizer = Adam(net.parameters)
            let schedule = Schedule.cosine(from: 0.03, steps: 80)
            var losses: [Float] = []
            for step in 0..<80 {
                let (loss, gradients) = valueWithGradient(of: optimizer.parameters) { crossEntropy(net(x), labels: labels) }
                optimizer.step(clipped(gradients, toNorm: 5), learningRate: schedule.rate(at: step))
                losses.append(loss.scalar)
            }
            """)
        XCTAssertEqual(cells.run("losses[0] > 0.9 && losses[79] < 0.5 * losses[0]"), "true", cells.run("losses"))
        XCTAssertEqual(cells.run("net(x).argmax(axis: 1).enumerated().filter { $1 == labels[$0] }.count > 9"), "true")
    }

    func testWeightsAreSavedAndLoaded() {
        let cells = Cells()
        let path = NSTemporaryDirectory() + "avts-cells-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        // In one cell: another run of a cell begins its random stream anew, and would draw the same weights.
        _ = cells.run(net + "\nlet other = Net()")
        _ = cells.run("let x = Tensor.normal([2, 4, 4, 1])\nnet.setTraining(false)\nother.setTraining(false)")
        XCTAssertEqual(cells.run("(net(x) - other(x)).abs().max().scalar > 0"), "true", "each has first weights of its own")
        _ = cells.run("try net.save(to: \"\(path)\")\ntry other.load(from: \"\(path)\")")
        XCTAssertEqual(cells.run("(net(x) - other(x)).abs().max().scalar"), "0.0")
        let message = cells.failure("try Linear(2, 2).load(from: \"\(path)\")")
        XCTAssertTrue(message.contains("weight"), message)
    }

    func testFrozenParametersStayAsTheyAre() {
        let cells = Cells()
        _ = cells.run(net)
        _ = cells.run(
            """
            net.setFrozen(true, prefix: "stem")
            let before = net.parameters.map { $0.value }
            let optimizer = SGD(net.parameters, momentum: 0.9)
            let x = Tensor.normal([6, 4, 4, 1])
            let (_, gradients) = valueWithGradient(of: optimizer.parameters) { crossEntropy(net(x), labels: [0, 1, 2, 0, 1, 2]) }
            optimizer.step(gradients, learningRate: 0.1)
            let moved = zip(before, net.parameters).map { ($0 - $1.value).abs().max().scalar > 0 }
            """)
        XCTAssertEqual(cells.run("moved[0]"), "false")
        XCTAssertEqual(cells.run("moved[6]"), "true")
    }

    func testSequentialAndFunctions() {
        let cells = Cells()
        XCTAssertEqual(
            cells.run("Sequential([Linear(4, 8), ReLU(), Dropout(0.5), Linear(8, 2)])(Tensor.zeros([3, 4])).shape"), "[3, 2]")
        XCTAssertEqual(
            cells.run(
                "convolution3D(Tensor.ones([1, 2, 4, 4, 1]), filter: Tensor.ones([1, 3, 3, 1, 2]), padding: [0, 1, 1]).shape"),
            "[1, 2, 4, 4, 2]")
        XCTAssertEqual(cells.run("Tensor.ones([1, 4, 4, 2]).maxPooled2D(kernel: 2).shape"), "[1, 2, 2, 2]")
        XCTAssertEqual(cells.run("meanSquaredError(Tensor([1, 2]), Tensor([1, 4])).scalar"), "2.0")
        XCTAssertEqual(
            cells.run("valueWithGradient(at: [Tensor([3]), Tensor([4])]) { ($0[0] * $0[1]).sum() }.gradients.map { $0.scalar }"),
            "[4.0, 3.0]")
    }

    func testWhatDoesNotFitIsAnErrorOfTheCell() {
        let cells = Cells()
        for (source, expected) in [
            ("Linear(0, 3)", "at least 1"), ("Linear(4, 2)(Tensor.zeros([3, 5]))", "[3, 5]"),
            ("Convolution2D(1, 8, kernel: [3, 3, 3])", "1 or 2 sizes"), ("Dropout(1.5)", "below 1"),
            ("MaxPool2D(0)", "at least 1"), ("SGD([Parameter](), momentum: 0.9)", "no parameters"),
            ("SGD(Linear(1, 1).parameters, momentum: 2)", "momentum"),
            ("SGD(Linear(1, 1).parameters).step([], learningRate: 0.1)", "0 gradients"),
            ("SGD(Linear(1, 1).parameters).step([Tensor.zeros([1, 1]), Tensor.zeros([1])], learningRate: .nan)", "learning rate"),
            ("crossEntropy(Tensor.zeros([2, 3]), labels: [0, 3])", "3"),
            ("meanSquaredError(Tensor.zeros([2]), Tensor.zeros([3]))", "[3]"),
            ("convolution2D(Tensor.zeros([1, 4, 4, 2]), filter: Tensor.zeros([3, 3, 1, 4]))", "[3, 3, 1, 4]"),
            ("Tensor.zeros([1, 1, 1, 1]).maxPooled2D(kernel: 4)", "4"), ("Tensor.zeros([2]).globalAveragePooled()", "[2]"),
            ("Schedule.constant(0.1).rate(at: -1)", "-1"),
            ("valueWithGradient(of: Linear(2, 2).parameters) { Tensor.zeros([2]) }", "[2]"),
            ("Linear(1_000_000, 10_000_000)", "GiB"), ("clipped([Tensor([1])], toNorm: 0)", "more than 0"),
            ("struct NotAModel { let size = 3 }\nNotAModel().parameters", "no member"),
        ] {
            let message = cells.failure(source)
            XCTAssertTrue(message.contains(expected), "\(source): \(message)")
        }
    }
}
