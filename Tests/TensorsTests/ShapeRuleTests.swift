import Tensors
import XCTest

/// The rules' results and their messages: what was found, what is expected, what to do.
final class ShapeRuleTests: XCTestCase {
    private func message(
        _ rule: @autoclosure () throws -> some Any, file: StaticString = #filePath, line: UInt = #line
    ) -> String {
        do {
            let result = try rule()
            XCTFail("found \(result), expected an error", file: file, line: line)
            return ""
        } catch {
            return "\(error)"
        }
    }

    func testShapes() throws {
        XCTAssertEqual(Shape([2, 3]).description, "[2, 3]")
        XCTAssertEqual(Shape([]).count, 1)
        XCTAssertEqual(Shape([2, 3])[-1], 3)
        XCTAssertEqual(message(try ShapeRule.shape([2, -1])), "shape: found [2, -1], expected sizes of at least 0")
        XCTAssertEqual(
            message(try ShapeRule.shape([.max, 2])),
            "shape: found [9223372036854775807, 2], expected fewer elements than memory can number")
    }

    func testBroadcast() throws {
        XCTAssertEqual(try ShapeRule.broadcast([2, 1, 3], [4, 1], operation: "+"), [2, 4, 3])
        XCTAssertEqual(try ShapeRule.broadcast([], [2], operation: "+"), [2])
        XCTAssertEqual(try ShapeRule.broadcast([0, 3], [1, 3], operation: "+"), [0, 3])
        XCTAssertEqual(
            message(try ShapeRule.broadcast([2, 3], [2, 4], operation: "+")),
            "+: found [2, 3] and [2, 4], expected sizes that are equal or 1, counted from the last axis "
                + "(axis −1 has 3 and 4)")
    }

    func testProducts() throws {
        XCTAssertEqual(try ShapeRule.matmul([5, 2, 3], [3, 4]), [5, 2, 4])
        XCTAssertEqual(
            message(try ShapeRule.matmul([2, 3], [4, 5])),
            "matmul: found [2, 3] and [4, 5], expected […, m, k] and […, k, n] with one k, not 3 and 4")
        XCTAssertEqual(
            message(try ShapeRule.matmul([], [3, 5])),
            "matmul: found [] and [3, 5], expected at least one axis each (a number multiplies with *)")
        XCTAssertEqual(try ShapeRule.matmul([3], [3, 5]), [5])
        XCTAssertEqual(try ShapeRule.matmul([2, 5, 3], [3]), [2, 5])
        XCTAssertEqual(try ShapeRule.matmul([3], [3]), [])
        XCTAssertEqual(
            message(try ShapeRule.vector([2, 3], operation: "outer")),
            "outer: found [2, 3], expected a vector [S] (flatten it with .flattened())")
    }

    func testReshape() throws {
        XCTAssertEqual(try ShapeRule.reshape([2, 6], to: [3, -1]), [3, 4])
        XCTAssertEqual(
            message(try ShapeRule.reshape([2, 6], to: [5])),
            "reshaped: found [2, 6] to [5], expected 12 elements, not 5 (one size may be −1)")
        XCTAssertEqual(
            message(try ShapeRule.reshape([2, 6], to: [5, -1])),
            "reshaped: found [2, 6] to [5, -1], expected a size for −1 that makes 12 elements")
        XCTAssertEqual(
            message(try ShapeRule.reshape([2, 6], to: [-1, -1])),
            "reshaped: found [2, 6] to [-1, -1], expected −1 at most once")
        XCTAssertThrowsError(try ShapeRule.reshape([4], to: [-2, -2]))
    }

    func testMovement() throws {
        XCTAssertEqual(try ShapeRule.slice([4, 5], axis: 1, range: 2..<4), [4, 2])
        XCTAssertEqual(
            message(try ShapeRule.slice([4, 5], axis: 1, range: 2..<6)),
            "slice: found 2..<6 along axis 1 of [4, 5], expected a range within 0..<5")
        XCTAssertEqual(
            message(try ShapeRule.index(4, axis: 0, of: [4, 5], operation: "subscript")),
            "subscript: found index 4 along axis 0 of [4, 5], expected an index in -4…3")
        XCTAssertEqual(
            message(try ShapeRule.axis(2, of: [4, 5], operation: "sum")),
            "sum: found axis 2 of [4, 5], expected an axis in -2…1")
        XCTAssertEqual(
            message(try ShapeRule.concatenation([[2, 3], [2, 4]], axis: 0)),
            "concatenated: found [2, 3] and [2, 4], expected equal sizes along every axis but 0")
        XCTAssertEqual(
            message(try ShapeRule.concatenation([], axis: 0)), "concatenated: found no tensors, expected at least one")
        XCTAssertEqual(
            message(try ShapeRule.gather([4, 5], indices: [0, 4], axis: 0)),
            "gathered: found index 4 along axis 0 of [4, 5], expected indices within 0..<4")
        XCTAssertEqual(
            message(try ShapeRule.transpose([4, 5], [0, 0])),
            "transposed: found permutation [0, 0] of [4, 5], expected each of its 2 axes once")
        XCTAssertEqual(
            message(try ShapeRule.squeeze([4, 5], axis: 0)),
            "squeezed: found axis 0 of [4, 5], expected an axis of size 1")
        XCTAssertEqual(
            message(try ShapeRule.pad([4], [(-1, 0)])), "padded: found [[-1, 0]] for [4], expected 1 pairs of sizes of at least 0"
        )
        XCTAssertEqual(
            message(try ShapeRule.subscripting([4], by: [.position(0), .position(0)])),
            "subscript: found 2 indices for [4], expected at most one for each axis")
    }

    func testReductions() throws {
        XCTAssertEqual(try ShapeRule.reduction([2, 3, 4], axes: [0, -1], keepingDimensions: true, operation: "sum"), [1, 3, 1])
        XCTAssertEqual(try ShapeRule.reduction([2, 3, 4], axes: [], keepingDimensions: false, operation: "sum"), [])
        XCTAssertEqual(
            message(try ShapeRule.reduction([2, 3], axes: [1, -1], keepingDimensions: false, operation: "sum")),
            "sum: found axes [1, -1] of [2, 3], expected each axis at most once")
        XCTAssertEqual(
            message(try ShapeRule.reductionOfSomething([0, 3], axes: [0], keepingDimensions: false, operation: "max")),
            "max: found [0, 3], expected elements along axis 0")
    }

    func testOrder() throws {
        XCTAssertEqual(try ShapeRule.sorting([2, 3], axis: -1, operation: "sorted"), 1)
        XCTAssertEqual(
            message(try ShapeRule.sorting([], axis: -1, operation: "sorted")),
            "sorted: found axis -1 of [], expected a tensor with axes")
        XCTAssertEqual(
            message(try ShapeRule.sorting([1 << 33], axis: 0, operation: "sorted")),
            "sorted: found [8589934592], expected at most 4294967295 elements along axis 0")
        XCTAssertEqual(
            message(try ShapeRule.topK([2, 3], count: 4, axis: 1)),
            "topK: found 4 of axis 1 of [2, 3], expected a number within 0…3")
        XCTAssertEqual(
            message(try ShapeRule.quantile(1.5, of: [2], axis: nil, keepingDimensions: false, operation: "quantile")),
            "quantile: found the part 1.5, expected one within 0…1")
        XCTAssertEqual(
            message(try ShapeRule.quantile(.nan, of: [2], axis: nil, keepingDimensions: false, operation: "quantile")),
            "quantile: found the part nan, expected one within 0…1")
        XCTAssertEqual(
            message(try ShapeRule.quantile(0.5, of: [2, 0], axis: 1, keepingDimensions: false, operation: "median")),
            "median: found [2, 0], expected elements along axis 1")
        XCTAssertEqual(
            message(try ShapeRule.histogram(bins: 0, range: nil)), "histogram: found 0 bins, expected a number within 1…16777216")
        XCTAssertEqual(
            message(try ShapeRule.histogram(bins: 2, range: 0 ... .infinity)),
            "histogram: found the range 0.0...inf, expected finite bounds")
    }

    func testPieces() throws {
        XCTAssertEqual(
            message(try ShapeRule.split([5, 2], sizes: [2, 2], axis: 0)),
            "split: found sizes [2, 2] along axis 0 of [5, 2], expected sizes of at least 0 whose sum is 5")
        XCTAssertThrowsError(try ShapeRule.split([5], sizes: [6, -1], axis: 0))
        XCTAssertThrowsError(try ShapeRule.split([5], sizes: [.max, .max, 7], axis: 0))
        XCTAssertEqual(
            message(try ShapeRule.chunks([5, 2], count: 6, axis: 0)),
            "chunked: found 6 pieces of axis 0 of [5, 2], expected a number within 1…5")
        XCTAssertEqual(message(try ShapeRule.tile([2], [-1])), "tiled: found [-1], expected numbers of at least 0")
        XCTAssertThrowsError(try ShapeRule.tile([2], [.max]))
        XCTAssertEqual(
            message(try ShapeRule.subscripting([4], by: [StridedPositions.stride(by: 0).selection])),
            "subscript: found steps of 0 along axis 0 of [4], expected a step other than 0")
        XCTAssertEqual(
            message(try ShapeRule.subscripting([4], by: [StridedPositions.stride(from: 1, to: 9, by: 2).selection])),
            "subscript: found positions from 1 to 9 by 2 along axis 0 of [4], expected both within 0…4")
        XCTAssertEqual(try ShapeRule.region([4, 5], by: [.position(-1), .range(1..<3)]).shape, [2])
        XCTAssertEqual(
            message(try ShapeRule.hasAxis([], operation: "rows")), "rows: found [], expected a tensor with axes")
    }

    func testLinearAlgebra() throws {
        XCTAssertEqual(message(try ShapeRule.matrices([3], operation: "trace")), "trace: found [3], expected matrices […, m, n]")
        XCTAssertEqual(
            message(try ShapeRule.squares([2, 3], operation: "inverse")),
            "inverse: found [2, 3], expected square matrices […, n, n]")
        XCTAssertEqual(
            message(try ShapeRule.squares([50_000, 50_000], operation: "inverse")),
            "inverse: found [50000, 50000], expected at most 46340 rows and columns")
        XCTAssertEqual(
            message(try ShapeRule.solve([3, 3], [2, 3])),
            "solve: found [3, 3] and [2, 3], expected […, n, n] and […, n, k] or [n] with one n")
        XCTAssertThrowsError(try ShapeRule.solve([2, 3, 3], [4, 3, 1]))
        XCTAssertEqual(
            message(try ShapeRule.diagonal([3, 4], offset: 5)), "diagonal: found offset 5 in [3, 4], expected one within -3…4")
        XCTAssertThrowsError(try ShapeRule.diagonal([3, 4], offset: .min))
    }

    func testAllocation() {
        XCTAssertNoThrow(try ShapeRule.allocation([1000, 1000], operation: "zeros"))
        XCTAssertTrue(
            message(try ShapeRule.allocation([1_000_000, 1_000_000], operation: "zeros"))
                .hasPrefix("zeros: found [1000000, 1000000], 3725.3 GiB, expected at most this machine's "))
    }
}
