import Foundation
import Tensors
import TestSupport
import XCTest

final class NPYTests: XCTestCase {
    private func file(_ name: String) -> String { Reference.path("tensors/npy/\(name).npy") }
    private let values = Tensor([0, 1, 2, 3, 100, 5], shape: [2, 3])

    func testFilesOfNumPyInEveryTypeAndOrder() throws {
        let names = [
            "f4", "f8", "f2", "big-f4", "big-f8", "i1", "i2", "i4", "i8", "big-i2", "u1", "u2", "u4", "u8", "fortran",
            "version2", "version3",
        ]
        for name in names { XCTAssertEqual(try Tensor(npy: file(name)), values, name) }
        XCTAssertEqual(try Tensor(npy: file("bool")), values .> 2)
        XCTAssertEqual(try Tensor(npy: file("scalar")), Tensor(7))
        XCTAssertEqual(try Tensor(npy: file("vector")), .arange(5))
        XCTAssertEqual(try Tensor(npy: file("empty")).shape, [0, 3])
    }

    func testRoundTrips() throws {
        try withTemporaryDirectory { directory in
            let tensors = [
                Tensor(-0.1), Tensor([.infinity, .leastNonzeroMagnitude, -.pi]), values, .zeros([0, 2]),
                Tensor.arange(24).reshaped(2, 1, 3, 4),
            ]
            for tensor in tensors {
                try tensor.write(npy: directory.path("x.npy"))
                XCTAssertEqual(try Tensor(npy: directory.path("x.npy")), tensor)
            }
        }
    }

    func testWhatIsWrittenIsWhatNumPyWrites() throws {
        try withTemporaryDirectory { directory in
            for name in ["f4", "scalar", "vector", "empty"] {
                try Tensor(npy: file(name)).write(npy: directory.path("x.npy"))
                XCTAssertEqual(
                    try Data(contentsOf: directory.url.appendingPathComponent("x.npy")),
                    try Data(contentsOf: URL(fileURLWithPath: file(name))), name)
            }
        }
    }

    private func message(_ path: String) -> String {
        do {
            _ = try Tensor(npy: path)
            return "no error"
        } catch {
            return error.description
        }
    }

    func testErrorsNameTheFileAndTheReason() throws {
        XCTAssertEqual(message("/nowhere/x.npy"), "cannot read /nowhere/x.npy: No such file or directory")
        XCTAssertEqual(
            message(file("complex")),
            "cannot read \(file("complex")): elements of type <c8, expected f4, f8, i1…i8, u1…u8 or b1")
        XCTAssertThrowsError(try values.write(npy: "/nowhere/x.npy")) { error in
            XCTAssertEqual("\(error)", "cannot write /nowhere/x.npy: No such file or directory")
        }
        try withTemporaryDirectory { directory in
            let whole = try Data(contentsOf: URL(fileURLWithPath: file("f4")))
            let path = directory.path("x.npy")
            try directory.write("x.npy", whole.dropLast(1))
            XCTAssertEqual(message(path), "cannot read \(path): not a .npy file (23 bytes of elements, expected 24)")
            // Cut anywhere, it is an error and never a crash.
            for length in 0..<whole.count {
                try directory.write("x.npy", whole.prefix(length))
                XCTAssertNotEqual(message(path), "no error")
            }
            try directory.write("x.npy", "PNG, if you like".utf8)
            XCTAssertEqual(message(path), "cannot read \(path): not a .npy file (it does not begin with \\x93NUMPY)")
            let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }"
            try directory.write("x.npy", [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8))
            XCTAssertEqual(
                message(path), "cannot read \(path): not a .npy file (shape [99999999999, 99999999999] is too large)")
        }
    }
}
