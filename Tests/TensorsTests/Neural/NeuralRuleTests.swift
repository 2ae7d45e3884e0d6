import Tensors
import XCTest

/// What the rules of network operations refuse, and what they say.
final class NeuralRuleTests: XCTestCase {
    func testShapesThatFit() throws {
        let (shape, _) = try ShapeRule.convolution(
            [8, 12, 32, 32, 3], filter: [3, 5, 5, 3, 8], bias: nil, stride: [1, 2, 2], padding: [1, 2, 2], axes: 3)
        XCTAssertEqual(shape, [8, 12, 16, 16, 8])
        XCTAssertEqual(
            try ShapeRule.pooling([8, 100, 40, 8], kernel: [1, 2], stride: nil, padding: 0, axes: 2, operation: "maxPooled2D")
                .shape,
            [8, 100, 20, 8])
        XCTAssertEqual(try ShapeRule.globalPooling([2, 3, 4, 5]), [2, 5])
        XCTAssertEqual(try ShapeRule.linear([2, 3, 4], weight: [4, 6], bias: [6]), [2, 3, 6])
    }

    func testConvolutionsThatDoNotFit() {
        func refuse(
            _ input: Shape, _ filter: Shape, bias: Shape? = nil, stride: WindowSize = 1, padding: WindowSize = 0, _ part: String,
            line: UInt = #line
        ) {
            XCTAssertThrowsError(
                try ShapeRule.convolution(input, filter: filter, bias: bias, stride: stride, padding: padding, axes: 2),
                line: line
            ) { XCTAssertTrue("\($0)".contains(part), "\($0)", line: line) }
        }
        refuse([8, 8, 3], [3, 3, 3, 4], "[N, H, W, C]")
        refuse([1, 8, 8, 3], [3, 3, 4], "of the filter")
        refuse([1, 8, 8, 3], [3, 3, 4, 3], "3 input channels, not 4")
        refuse([1, 8, 8, 3], [3, 3, 3, 4], bias: [3], "shape [4]")
        refuse([1, 2, 8, 3], [3, 3, 3, 4], "at least the kernel's 3")
        refuse([1, 8, 8, 3], [3, 3, 3, 4], stride: 0, "sizes of 1 to")
        refuse([1, 8, 8, 3], [3, 3, 3, 4], stride: [1, 1, 1], "1 or 2 sizes")
        refuse([1, 8, 8, 3], [3, 3, 3, 4], padding: -1, "sizes of 0 to")
        refuse([1, 8, 8, 3], [3, 3, 3, 0], "at least one channel")
    }

    func testPoolingAndNormalizationThatDoNotFit() {
        XCTAssertThrowsError(
            try ShapeRule.pooling([1, 8, 8, 3], kernel: 2, stride: nil, padding: 2, axes: 2, operation: "maxPooled2D"))
        XCTAssertThrowsError(
            try ShapeRule.pooling([1, 8, 8], kernel: 2, stride: nil, padding: 0, axes: 2, operation: "maxPooled2D"))
        XCTAssertThrowsError(try ShapeRule.globalPooling([1, 0, 3]))
        XCTAssertThrowsError(
            try ShapeRule.normalization([4, 3], channelValues: [("scale", [4])], residual: nil, isTraining: true))
        XCTAssertThrowsError(try ShapeRule.normalization([1, 3], channelValues: [], residual: nil, isTraining: true))
        XCTAssertThrowsError(try ShapeRule.normalization([4, 3], channelValues: [], residual: [4, 2], isTraining: false))
        XCTAssertThrowsError(try ShapeRule.linear([4, 3], weight: [4, 3], bias: nil))
        XCTAssertThrowsError(try ShapeRule.linear([4, 3], weight: [3, 2], bias: [3]))
    }
}
