import Tensors
import TestSupport
import XCTest

/// Systems, matrices without an inverse, and sums by letters.
final class LinearAlgebraTests: XCTestCase {
    private func message(_ body: () throws -> Tensor) -> String {
        do { return "found \(try body())" } catch { return "\(error)" }
    }

    func testMatricesWithoutAnInverseSaySo() {
        let twice = Tensor([[1, 2], [2, 4]])
        XCTAssertEqual(
            message { try twice.inverse() },
            "inverse: found a matrix [2, 2] without an inverse, expected rows that do not depend on each other (add a little to its "
                + "diagonal, or leave out what is said twice)")
        let batch = Tensor.stacked([.eye(2), twice])
        XCTAssertTrue(message { try solve(batch, .ones([2])) }.hasPrefix("solve: found matrix 1 of [2, 2, 2] without an inverse"))
        // Nothing but rounding makes this one's last pivot.
        let counted = Tensor.arange(9).reshaped(3, 3) + 1
        XCTAssertTrue(message { try counted.inverse() }.hasPrefix("inverse: found a matrix [3, 3]"))
        XCTAssertEqual(counted.determinant().scalar, 0)
        XCTAssertEqual(twice.determinant().scalar, 0)
        XCTAssertTrue(failure(of: { _ = gradient(at: twice) { $0.determinant() } }) is SingularMatrixError)
    }

    func testScaleAloneMakesNoMatrixSingular() throws {
        let scaled = Tensor([[1, 0], [0, 1e-20]])
        XCTAssertEqual(try scaled.inverse(), Tensor([[1, 0], [0, 1e20]]))
        let skewed = Tensor([[1, 1], [1e-20, 2e-20]])
        assertClose(try solve(skewed, Tensor([2, 3e-20])), Tensor([1, 1]), tolerance: 1e-6)
        let close = Tensor([[1, 1], [1, 1.000_001]])
        assertClose(try matmul(close, close.inverse()), .eye(2), tolerance: 0.1)
    }

    func testWhatIsNotFinite() throws {
        let broken = Tensor.stacked([Tensor([[1, .nan], [0, 1]]), .eye(2)])
        let x = try broken.inverse()
        XCTAssertTrue(x[0].scalars.allSatisfy(\.isNaN))
        XCTAssertEqual(x[1], .eye(2))
        XCTAssertTrue(broken.determinant().scalars[0].isNaN)
    }

    func testManySystems() throws {
        var stream = RandomStream(seed: 2)
        let a = Tensor.normal([50, 20, 20], using: &stream) + 10 * Tensor.eye(20), b = Tensor.normal([20, 3], using: &stream)
        assertClose(matmul(a, try solve(a, b)), b.broadcast(to: [50, 20, 3]), tolerance: 1e-5)
        assertClose(matmul(a, try a.inverse()), Tensor.eye(20).broadcast(to: [50, 20, 20]), tolerance: 1e-5)
        XCTAssertEqual(try solve(Tensor([[0, 1], [1, 0]]), Tensor([3, 4])), Tensor([4, 3]))
        XCTAssertEqual(Tensor([[0, 1], [1, 0]]).determinant().scalar, -1)
        XCTAssertEqual(Tensor.zeros([3, 0, 0]).determinant(), .ones([3]))
    }

    func testSumsByLettersSayWhatIsWrong() {
        func error(_ text: String, _ shapes: Shape...) -> String {
            do {
                _ = try ShapeRule.einsum(text, shapes)
                return "none"
            } catch { return error.description }
        }
        XCTAssertEqual(error("ij,jk->ik", [2, 3], [3, 4]), "none")
        XCTAssertEqual(error("ij,jk->ik", [2, 3]), "einsum: found 1 tensors, expected 2, as its text names")
        XCTAssertEqual(
            error("ij,jk->ik", [2, 3], [4, 4]),
            "einsum: found j of sizes 3 and 4 (operand 1), expected one size for each label")
        XCTAssertEqual(
            error("ij->ik", [2, 3]),
            "einsum: found k behind the arrow in \"ij->ik\", expected labels that an operand has (operands have ij)")
        XCTAssertEqual(
            error("..i->i", [2, 3]),
            "einsum: found \".\" in \"..i->i\", expected letters a–z and A–Z, commas, ... and one -> (an ellipsis has three dots)"
        )
        XCTAssertEqual(error("i->ii", [2]), "einsum: found i twice behind the arrow in \"i->ii\", expected each label once")
        XCTAssertEqual(
            error("ij->i", [2]), "einsum: found [2] for \"ij\" (operand 0), expected 2 axes, one for each label")
        XCTAssertEqual(error("i->j->k", [2]), "einsum: found two arrows in \"i->j->k\", expected at most one ->")
        XCTAssertEqual(
            error("i->i,i", [2]), "einsum: found a comma behind the arrow in \"i->i,i\", expected the labels of one result")
        XCTAssertEqual(
            error("...ij->i", [2]), "einsum: found [2] for \"...ij\" (operand 0), expected 2 axes or more, one for each label")
        XCTAssertEqual(
            error("...i,...i", [4, 2, 3], [5, 2, 3]),
            "einsum: found axis -2 of ... of sizes 4 and 5 (operand 1), expected one size for each label")
        XCTAssertEqual(
            error("...i...->i", [2]), "einsum: found ... twice in one operand in \"...i...->i\", expected it once at most")
        XCTAssertEqual(
            error("i->...i", [2]),
            "einsum: found ... behind the arrow in \"i->...i\", expected labels that an operand has (operands have i)")
        XCTAssertTrue(failure(of: { _ = einsum("ij,jk", .zeros([2])) }) is ShapeError)
        XCTAssertEqual(einsum("ba", Tensor([[1, 2], [3, 4]])), Tensor([[1, 3], [2, 4]]), "labels in alphabetical order")
        XCTAssertEqual(einsum("", Tensor(3)), Tensor(3))
    }

    func testManySmallProductsAreThoseOfEach() {
        var stream = RandomStream(seed: 5)
        let a = Tensor.normal([3, 7, 20, 30], using: &stream), b = Tensor.normal([7, 30, 10], using: &stream)
        let all = matmul(a, b)
        for i in 0..<3 {
            for j in 0..<7 { assertClose(all[i, j], matmul(a[i, j], b[j]), tolerance: 1e-6) }
        }
    }
}
