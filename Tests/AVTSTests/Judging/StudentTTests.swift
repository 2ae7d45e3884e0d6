import Work
import XCTest

/// Against scipy 1.17: `t.sf`, `t.isf` and `nct.sf` (the script is beside the other references: Tests/Reference/student_t.py).
final class StudentTTests: XCTestCase {
    func testProbabilities() {
        for (t, degrees, expected) in StudentNumbers.twoSided {
            XCTAssertEqual(
                StudentT.twoSided(t, degrees: degrees), expected, accuracy: 1e-10 + 1e-9 * expected, "\(t), \(degrees)")
            XCTAssertEqual(StudentT.twoSided(-t, degrees: degrees), expected, accuracy: 1e-10 + 1e-9 * expected)
        }
        XCTAssertEqual(StudentT.twoSided(.infinity, degrees: 3), 0)
        XCTAssertEqual(StudentT.twoSided(.nan, degrees: 3), 1)
    }

    func testCriticalValues() {
        for (p, degrees, expected) in StudentNumbers.critical {
            XCTAssertEqual(StudentT.critical(p, degrees: degrees), expected, accuracy: 1e-8 * expected, "\(p), \(degrees)")
        }
    }

    func testPower() {
        for (shift, degrees, expected) in StudentNumbers.power {
            XCTAssertEqual(StudentT.power(shift, degrees: degrees), expected, accuracy: 2e-4, "\(shift), \(degrees)")
        }
    }
}
