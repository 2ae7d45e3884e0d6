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

    /// What NumPy has a type for is written as that; it has none for brain floats.
    func testElementTypes() throws {
        try withTemporaryDirectory { directory in
            let x = Tensor([[1, -2, 0], [3, 0, 5]])
            for (tensor, name, size) in [
                (x .> 0, "|b1", 1), (x.converted(to: .int32), "<i4", 4), (x.converted(to: .bf16), "<f4", 4), (x, "<f4", 4),
            ] {
                try tensor.write(npy: directory.path("x.npy"))
                let bytes = try Data(contentsOf: directory.url.appendingPathComponent("x.npy"))
                XCTAssertTrue(String(decoding: bytes.prefix(40), as: UTF8.self).contains("'descr': '\(name)'"), name)
                XCTAssertEqual(bytes.count % 64, 6 * size, name)
                XCTAssertEqual(try Tensor(npy: directory.path("x.npy")), tensor, name)
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
            "cannot read \(file("complex")): elements of type <c8, expected f2, f4, f8, i1…i8, u1…u8 or b1")
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

    func testNumbersThatAFloatCannotHold() throws {
        func data<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
            values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
        }
        func file(_ type: String, _ shape: String, _ bytes: [UInt8], fortran: Bool = false) -> [UInt8] {
            let text = "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n"
            return Array(npy(text, data: 0)) + bytes
        }
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npy")
            for (bytes, value, position) in [
                (file("<i8", "(2, 2)", data([1, 2, 16_777_217, 4] as [Int64])), "16777217", "[1, 0]"),
                (file("<i8", "(2, 2)", data([1, 2, 16_777_217, 4] as [Int64]), fortran: true), "16777217", "[0, 1]"),
                (file("<i4", "(3,)", data([0, 0, -2_147_483_647] as [Int32])), "-2147483647", "[2]"),
                (file("<u4", "(1,)", data([.max] as [UInt32])), "4294967295", "[0]"),
                (file("<u8", "(2,)", data([0, .max] as [UInt64])), "18446744073709551615", "[1]"),
                (file("<f8", "(2,)", data([0, (1e300).bitPattern])), "1e+300", "[1]"),
            ] {
                try directory.write("x.npy", bytes)
                XCTAssertTrue(
                    message(path).hasPrefix("cannot read \(path): found \(value) at \(position), expected"), message(path))
            }
            // A place beyond the first piece that is read of a file.
            var many = [Int64](repeating: 7, count: 100_000)
            many[99_999] = 1 << 40 + 1
            try directory.write("x.npy", file("<i8", "(100, 1000)", data(many)))
            XCTAssertTrue(message(path).contains("found 1099511627777 at [99, 999]"), message(path))
            try directory.write(
                "x.npy", npy("{'descr': [('a', '<i4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,), }\n", data: 8))
            XCTAssertTrue(message(path).contains("elements of type […], a structure, expected f2"), message(path))
            // Powers of two are held, and so are infinities and rounded fractions.
            try directory.write("x.npy", file("<i8", "(3,)", data([1 << 24, 1 << 40, .min] as [Int64])))
            XCTAssertEqual(try Tensor(npy: path).scalars, [0x1p24, 0x1p40, -0x1p63])
            try directory.write("x.npy", file("<f8", "(2,)", data([Double.infinity.bitPattern, (0.1).bitPattern])))
            XCTAssertEqual(try Tensor(npy: path).scalars, [.infinity, 0.1])
        }
    }

    private func npy(_ header: String, data: Int, version: UInt8 = 1, length: UInt32? = nil) -> [UInt8] {
        let length = length ?? UInt32(header.utf8.count)
        let digits = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + digits + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    }

    private func header(_ type: String, _ shape: String) -> String {
        "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n"
    }

    /// Shapes, types and lengths that the file does not bear out: an error that names it, and no memory for the claim.
    func testWhatAHeaderClaimsTakesNoMemory() throws {
        var files: [[UInt8]] = []
        for size in [1 << 31, 1 << 40, 1 << 61, 1 << 62, Int.max, -1, .min, 3] {
            for type in ["<f8", "<f4", "|u1"] {
                for shape in [
                    "(\(size),)", "(\(size), \(size))", "(0, \(size), \(size), \(size))", "(\(size), \(size), \(size), 0)",
                ] {
                    files.append(npy(header(type, shape), data: 4))
                }
            }
        }
        let ones = String(repeating: "1, ", count: 65)
        for shape in ["(\(ones))", "(1", "1", "(99999999999999999999,)", "(1.5,)", "(0x1,)", "(None,)", "(1e2,)", "((1,),)"] {
            files.append(npy(header("<f4", shape), data: 4))
        }
        let bomb = String(repeating: "(", count: 60_000)
        files += [npy(header("<f4", bomb), data: 4), npy(header(bomb, "(1,)"), data: 4), npy(bomb, data: 4)]
        for type in ["|O", "<U10", "<c8", "[('a', '<f4')]", "f4<", "><f4", "", "<f16", "<m8[ns]"] {
            files.append(npy(header(type, "(1,)"), data: 4))
        }
        files.append(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (2,), }", data: 8))
        for length: UInt32 in [0, 10, 60, 65_535, 1 << 31, .max] {
            for version: UInt8 in [1, 2, 3] {
                files.append(npy(header("<f4", "(1,)"), data: 4, version: version, length: length))
            }
        }
        try withTemporaryDirectory { directory in
            let peak = try peakMemory {
                for bytes in files {
                    let path = try directory.write("x.npy", bytes)
                    let found = message(path)
                    XCTAssertTrue(
                        found.hasPrefix("cannot read \(path)") && found.utf8.count < 600,
                        "\(found.prefix(600)) for \(String(decoding: bytes.prefix(120), as: UTF8.self))")
                }
            }
            XCTAssertLessThan(peak, 32 << 20)
        }
    }

    func testDamageNeverTraps() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npy")
            let peak = try peakMemory {
                for name in ["f8", "fortran", "version2"] {
                    let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
                    for bytes in Mutants(of: good, count: 300) {
                        try directory.write("x.npy", bytes)
                        let found = message(path)
                        XCTAssertTrue(found == "no error" || found.hasPrefix("cannot read \(path)"), found)
                    }
                    // One byte more is as wrong as one less: the header's length may lie by one.
                    try directory.write("x.npy", good + [0])
                    XCTAssertTrue(message(path).contains("bytes of elements, expected"), message(path))
                }
            }
            XCTAssertLessThan(peak, 32 << 20)
        }
    }

    func testWhatIsNoFileIsRefusedAtOnce() throws {
        try withTemporaryDirectory { directory in
            for path in HostileFiles(in: directory).paths {
                XCTAssertTrue(message(path).hasSuffix(", expected a file"), message(path))
            }
            let sparse = try directory.write("sparse", npy(header("<f4", "(1,)"), data: 4))
            XCTAssertEqual(truncate(sparse, 1 << 40), 0)
            let peak = peakMemory { XCTAssertNotEqual(message(sparse), "no error") }
            XCTAssertLessThan(peak, 16 << 20)
        }
    }
}
