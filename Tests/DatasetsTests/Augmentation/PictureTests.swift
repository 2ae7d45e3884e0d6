import Datasets
import Tensors
import TestSupport
import XCTest

/// Changes of colours, sizes and sharpness against torchvision.
final class PictureTests: XCTestCase {
    private var frames: Tensor {
        var values = (0..<324).map { (index: Int) -> Float in Float((index * 37 + index * index * 11) % 101) / 100 }
        for (pixel, value) in [(0, Float(0.5)), (1, 0), (2, 1)] {
            for channel in 0..<3 { values[pixel * 3 + channel] = value }
        }
        return Tensor(values, shape: [2, 6, 9, 3])
    }

    private func compare(_ name: String, _ step: (Double) -> ColourAdjustment.Step) throws {
        for example in try Reference.load("datasets/pictures.json")[name].list {
            let factor = example["factor"].number
            assertClose(ColourAdjustment.steps([step(factor)])(frames), example.tensor, tolerance: 2e-6, "\(name) \(factor)")
        }
    }

    func testColoursAgreeWithTorchvision() throws {
        try compare("brightness") { .brightness($0) }
        try compare("contrast") { .contrast($0) }
        try compare("saturation") { .saturation($0) }
        try compare("hue") { .hue($0) }
        let reference = try Reference.load("datasets/pictures.json")
        assertClose(ColourAdjustment.steps([.grey])(frames), reference["grey"].tensor, tolerance: 1e-6)
        let chain = ColourAdjustment.steps([.brightness(1.3), .saturation(0.5), .hue(0.1), .contrast(1.4)])
        assertClose(chain(frames), reference["chain"].tensor, tolerance: 5e-6)
        XCTAssertEqual(chain(frames.reshaped(1, 2, 6, 9, 3)), chain(frames).reshaped(1, 2, 6, 9, 3))
        XCTAssertEqual(ColourAdjustment.steps([])(frames), frames)
        XCTAssertEqual(chain(.zeros([0, 6, 9, 3])).shape, [0, 6, 9, 3])
        XCTAssertEqual(chain(.zeros([2, 0, 9, 3])).shape, [2, 0, 9, 3])
    }

    func testSizesAgreeWithTorchvision() throws {
        let reference = try Reference.load("datasets/pictures.json")
        for example in reference["resized"].list {
            let (height, width) = (example["height"].integer, example["width"].integer)
            assertClose(frames.resized(height: height, width: width), example.tensor, tolerance: 2e-6, "\(height)×\(width)")
        }
        for example in reference["blurred"].list {
            let (sigma, size) = (example["sigma"].number, example["size"].integer)
            assertClose(frames.blurred(sigma: sigma, size: size), example.tensor, tolerance: 2e-6, "sigma \(sigma)")
        }
        for example in reference["centre"].list {
            XCTAssertEqual(
                frames.centreCropped(height: example["height"].integer, width: example["width"].integer), example.tensor)
        }
        XCTAssertEqual(frames.resized(height: 6, width: 9), frames)
        assertClose(Tensor.full([1, 5, 7, 3], 0.25).blurred(sigma: 2), .full([1, 5, 7, 3], 0.25), tolerance: 1e-6)
    }

    func testJitterIsOneForAClipAndAnotherForTheNext() {
        let jitter = ColourJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1, grey: 0.2)
        var random = RandomStream(seed: 3)
        // Two clips of equal frames.
        let frame = frames.slice(axis: 0, 0..<1)
        let clips = Tensor.stacked(
            [Tensor.concatenated([frame, frame], axis: 0), Tensor.concatenated([frame, frame], axis: 0)], axis: 0)
        let seen = jitter(clips, using: &random)
        XCTAssertEqual(seen.shape, clips.shape)
        for clip in 0..<2 {
            let one = seen.slice(axis: 0, at: clip)
            XCTAssertEqual(one.slice(axis: 0, at: 0), one.slice(axis: 0, at: 1), "frames of a clip are changed in the same way")
        }
        XCTAssertNotEqual(seen.slice(axis: 0, at: 0), seen.slice(axis: 0, at: 1))
        var again = RandomStream(seed: 3)
        XCTAssertEqual(jitter(clips, using: &again), seen, "the same stream, the same colours")
        XCTAssertEqual(ColourJitter()(clips, using: &random), clips)
    }

    func testWhatIsDrawn() {
        var random = RandomStream(seed: 5)
        let jitter = ColourJitter(brightness: 0.4, contrast: 2, saturation: 0.1, hue: 0.25, grey: 0.25)
        var (bright, contrast, hues, greys, firsts) = ([Double](), [Double](), [Double](), 0, Set<Int>())
        for _ in 0..<2000 {
            for (place, step) in jitter.draw(using: &random).steps.enumerated() {
                switch step {
                case .brightness(let factor):
                    bright.append(factor)
                    firsts.insert(place)
                case .contrast(let factor): contrast.append(factor)
                case .saturation(let factor): XCTAssertTrue((0.9...1.1).contains(factor))
                case .hue(let turn): hues.append(turn)
                case .grey: greys += 1
                }
            }
        }
        XCTAssertEqual(bright.count, 2000)
        XCTAssertEqual(firsts, [0, 1, 2, 3], "in any order")
        XCTAssertTrue(bright.allSatisfy { (0.6...1.4).contains($0) } && bright.min()! < 0.61 && bright.max()! > 1.39)
        XCTAssertTrue(contrast.allSatisfy { (0...3).contains($0) } && contrast.min()! < 0.02 && contrast.max()! > 2.98)
        XCTAssertTrue(hues.allSatisfy { abs($0) <= 0.25 } && abs(hues.reduce(0, +) / 2000) < 0.02)
        XCTAssertEqual(Double(greys) / 2000, 0.25, accuracy: 0.03)
    }

    func testRandomCrops() {
        var random = RandomStream(seed: 7)
        // Each pixel says where it is.
        let (rows, columns) = (Tensor.arange(12).reshaped(12, 1, 1), Tensor.arange(20).reshaped(1, 20, 1))
        let frame = Tensor.concatenated(
            [rows.broadcast(to: [12, 20, 1]), columns.broadcast(to: [12, 20, 1]), Tensor.zeros([12, 20, 1])], axis: 2)
        let clips = Tensor.stacked([Tensor](repeating: Tensor.stacked([frame, frame], axis: 0), count: 200), axis: 0)
        let crop = RandomResizedCrop(height: 4, width: 4, area: 0.1...0.5, flip: 0.5)
        let seen = crop(clips, using: &random)
        XCTAssertEqual(seen.shape, [200, 2, 4, 4, 3])
        XCTAssertEqual(seen.slice(axis: 1, at: 0), seen.slice(axis: 1, at: 1), "frames of a clip show the same part")
        XCTAssertGreaterThan(Set((0..<200).map { seen.element(at: [$0, 0, 0, 0, 0]) }).count, 30)
        let mirrored = (0..<200).count { seen.element(at: [$0, 0, 0, 0, 1]) > seen.element(at: [$0, 0, 0, 3, 1]) }
        XCTAssertEqual(Double(mirrored) / 200, 0.5, accuracy: 0.12)
        for clip in 0..<200 {
            // From the first pixel's middle to the last one's is three quarters of the part.
            let height = Double(seen.element(at: [clip, 0, 3, 0, 0]) - seen.element(at: [clip, 0, 0, 0, 0])) * 4 / 3
            let width = Double(abs(seen.element(at: [clip, 0, 0, 3, 1]) - seen.element(at: [clip, 0, 0, 0, 1]))) * 4 / 3
            XCTAssertTrue((0.05...0.62).contains(height * width / 240), "\(height)×\(width)")
        }
        XCTAssertEqual(
            RandomResizedCrop(height: 12, width: 20, area: 1...1, aspect: 1...4)(frame, using: &random).shape, [12, 20, 3])
        // No shape so narrow fits: the middle.
        let narrow = RandomResizedCrop(height: 2, width: 2, area: 1...1, aspect: 0.5...0.5)(frame, using: &random)
        XCTAssertEqual(narrow.element(at: [0, 0, 1]) + narrow.element(at: [0, 1, 1]), 19, accuracy: 1e-4)
    }

    func testGradientsGoThroughResizingAndBlurring() {
        let frames = frames.slice(axis: 0, 0..<1)
        assertGradient(of: { $0.resized(height: 4, width: 5) }, at: frames)
        assertGradient(of: { $0.blurred(sigma: 1, size: 3) }, at: frames)
    }

    func testFourChannelsAreRefused() throws {
        try assertTraps(self, "found [2, 6, 9, 4], expected frames of red, green and blue") {
            _ = ColourAdjustment.steps([])(.zeros([2, 6, 9, 4]))
        }
    }

    func testAFactorBelowNothingIsRefused() throws {
        try assertTraps(self, "found the factor -1.0, expected at least 0") { _ = ColourAdjustment.steps([.contrast(-1)]) }
    }

    func testAHueBeyondTheCircleIsRefused() throws { try assertTraps(self, "found a hue of 0.6") { _ = ColourJitter(hue: 0.6) } }

    func testSixAxesAreRefused() throws {
        try assertTraps(self, "expected a picture [H, W, C], a clip") {
            var random = RandomStream(seed: 1)
            _ = ColourJitter()(.zeros([1, 1, 2, 6, 9, 3]), using: &random)
        }
    }

    func testNoAreaIsRefused() throws {
        try assertTraps(self, "found an area of 0.0") { _ = RandomResizedCrop(height: 2, width: 2, area: 0...1) }
    }

    func testAnEvenKernelIsRefused() throws {
        try assertTraps(self, "found a kernel of 4, expected an odd one of 1…11") {
            _ = Tensor.zeros([6, 9, 3]).blurred(sigma: 1, size: 4)
        }
    }

    func testACropBeyondTheFrameIsRefused() throws {
        try assertTraps(self, "centreCropped: found 7×2") { _ = Tensor.zeros([6, 9, 3]).centreCropped(height: 7, width: 2) }
    }

    func testASizeBeyondMemoryIsRefused() throws {
        try assertTraps(self, "resized: found") { _ = Tensor.zeros([1, 8, 8, 3]).resized(height: .max, width: .max) }
    }

    func testALongFrameIsNoMatrixOfItsSquare() throws {
        try assertTraps(self, "blurred: found [1000000, 1000000]") { _ = Tensor.zeros([1, 1_000_000, 1]).blurred(sigma: 1) }
    }

    func testTrackedFramesAreRefused() throws {
        try assertTraps(self, "found tracked frames, expected detached ones") {
            _ = gradient(at: Tensor.zeros([6, 9, 3])) { ColourAdjustment.steps([.grey])($0).sum() }
        }
    }
}
