import Foundation
import Layers
import TestSupport
import XCTest

/// Each kind of fault in a file has its own error, which names file and tensor.
final class BadSafetensorsTests: XCTestCase {
    /// A file of a header and data, with the header's length unless another is given.
    private func file(_ header: String, data: Int, length: UInt64? = nil) -> [UInt8] {
        withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian, Array.init) + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    private func assertFault(
        _ bytes: [UInt8], tensor: String? = nil, _ text: String, line: UInt = #line,
        _ expected: (SafetensorsError.Problem) -> Bool
    ) throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write("bad.safetensors", bytes)
            XCTAssertThrowsError(try Safetensors.load(path), line: line) { error in
                guard let error = error as? SafetensorsError else { return XCTFail("\(error)", line: line) }
                XCTAssertEqual(error.path, path, line: line)
                XCTAssertEqual(error.tensor, tensor, line: line)
                XCTAssertTrue(expected(error.problem), "\(error)", line: line)
                XCTAssertTrue("\(error)".contains(text), "\(error)", line: line)
            }
        }
    }

    private func entry(_ type: String, _ shape: String, _ offsets: String) -> String {
        "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    func testNoSuchFile() {
        XCTAssertThrowsError(try Safetensors.load("/nonexistent.safetensors")) {
            XCTAssertEqual("\($0)", "/nonexistent.safetensors: cannot read: No such file or directory")
        }
    }

    func testTooShort() throws {
        try assertFault([], "0 bytes") { $0 == .tooShort(bytes: 0) }
        try assertFault([1, 2, 3], "not a safetensors file") { $0 == .tooShort(bytes: 3) }
    }

    func testHeaderLength() throws {
        try assertFault(file("{}", data: 0, length: 3), "cut short") { $0 == .headerLength(found: 3, limit: 2) }
        try assertFault(file("{}", data: 0, length: .max), "header of 18446744073709551615 bytes") {
            $0 == .headerLength(found: .max, limit: 2)
        }
        try assertFault(Array("\u{89}PNG\r\n\u{1A}\n and more of a picture".utf8), "not a safetensors file") {
            if case .headerLength = $0 { true } else { false }
        }
    }

    func testHeaderIsNoJSON() throws {
        try assertFault(file("", data: 0), "begin with {") { if case .header = $0 { true } else { false } }
        try assertFault(file("[1]", data: 0), "begin with {") { if case .header = $0 { true } else { false } }
        try assertFault(file("{\"a\":", data: 0), "not valid JSON") { if case .header = $0 { true } else { false } }
    }

    func testHeaderIsOtherJSON() throws {
        let isHeader: (SafetensorsError.Problem) -> Bool = { if case .header = $0 { true } else { false } }
        try assertFault(file("{\"a\":1}", data: 0), "\"a\"", isHeader)
        try assertFault(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", data: 4), "\"data_offsets\" is missing", isHeader)
        try assertFault(file("{\"a\":\(entry("F32", "[1.5]", "[0,4]"))}", data: 4), "\"a\" \"shape\" [0]", isHeader)
        try assertFault(file("{\"a\":\(entry("F32", "[true]", "[0,4]"))}", data: 4), "\"shape\"", isHeader)
        try assertFault(file("{\"__metadata__\":{\"k\":1}}", data: 0), "\"__metadata__\" \"k\"", isHeader)
        try assertFault(file("{\"a\":\(entry("F32", "[1]", "[0]"))}", data: 4), tensor: "a", "2 are expected", isHeader)
    }

    func testUnsupportedType() throws {
        try assertFault(
            file("{\"w\":\(entry("F8_E4M3", "[4]", "[0,4]"))}", data: 4), tensor: "w", "scalar type F8_E4M3; readable are F64"
        ) { $0 == .unsupportedType("F8_E4M3") }
    }

    func testImpossibleShapes() throws {
        try assertFault(
            file("{\"w\":\(entry("F32", "[-1]", "[0,4]"))}", data: 4), tensor: "w", "impossible shape [-1]"
        ) { $0 == .invalidShape([-1]) }
        try assertFault(
            file("{\"w\":\(entry("F32", "[4294967296,4294967296]", "[0,4]"))}", data: 4), tensor: "w", "impossible"
        ) { $0 == .invalidShape([4_294_967_296, 4_294_967_296]) }
    }

    func testOffsetsOutsideTheData() throws {
        for offsets in ["[0,8]", "[4,0]", "[-4,0]", "[9223372036854775804,9223372036854775807]"] {
            try assertFault(
                file("{\"w\":\(entry("F32", "[1]", offsets))}", data: 4), tensor: "w", "in 4 bytes of data"
            ) { if case .offsets = $0 { true } else { false } }
        }
    }

    func testByteCount() throws {
        try assertFault(
            file("{\"w\":\(entry("F32", "[2]", "[0,4]"))}", data: 4), tensor: "w", "4 bytes of data, type and shape make 8"
        ) { $0 == .byteCount(found: 4, expected: 8) }
    }

    func testOverlap() throws {
        let header = "{\"a\":\(entry("F32", "[2]", "[0,8]")),\"b\":\(entry("F32", "[2]", "[4,12]"))}"
        try assertFault(file(header, data: 12), tensor: "b", "shares bytes with tensor \"a\"") { $0 == .overlap(with: "a") }
    }

    func testUncoveredBytes() throws {
        try assertFault(file("{\"a\":\(entry("F32", "[1]", "[0,4]"))}", data: 9), "bytes 4..<9") {
            $0 == .uncoveredBytes(from: 4, to: 9)
        }
        try assertFault(file("{\"a\":\(entry("F32", "[1]", "[4,8]"))}", data: 8), "bytes 0..<4") {
            $0 == .uncoveredBytes(from: 0, to: 4)
        }
    }

    func testTheSameNameTwice() throws {
        let isHeader: (SafetensorsError.Problem) -> Bool = { if case .header = $0 { true } else { false } }
        let (a, b) = (entry("F32", "[1]", "[0,4]"), entry("F32", "[1]", "[4,8]"))
        for header in [
            "{\"a\":\(a),\"a\":\(b)}", "{\"a\":\(a),\"a\":\(a),\"b\":\(b)}", "{\"a\":\(a),\"\\u0061\":\(a),\"b\":\(b)}",
            "{\"a\":{\"dtype\":\"F64\",\(a.dropFirst()),\"b\":\(b)}",
            "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\"a\":\(a),\"b\":\(b)}",
        ] { try assertFault(file(header, data: 8), "twice", isHeader) }
    }

    func testTheNameThatStandsTwiceIsTold() throws {
        let (a, b) = (entry("F32", "[1]", "[0,4]"), entry("F32", "[1]", "[4,8]"))
        for (header, words) in [
            ("{\"fc.weight\":\(a),\"b\":\(b),\"fc.weight\":\(b)}", "\"fc.weight\" stands twice"),
            ("{\"a\":\(a),\"\\u0061\":\(a),\"b\":\(b)}", "\"a\" stands twice"),
            ("{\"a\":{\"dtype\":\"F64\",\(a.dropFirst()),\"b\":\(b)}", "\"dtype\" stands twice in \"a\""),
            (
                "{\"__metadata__\":{\"k:{\":\"1\",\"k:{\":\"\\\"2\"},\"a\":\(a),\"b\":\(b)}",
                "\"k:{\" stands twice in \"__metadata__\""
            ),
        ] { try assertFault(file(header, data: 8), words) { if case .header = $0 { true } else { false } } }
    }

    func testNumbersThatAFloatCannotHold() throws {
        func data<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
            values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
        }
        for (type, bytes, value, position) in [
            ("I64", data([1, 2, 3, 16_777_217, 5, 6] as [Int64]), "16777217", [1, 1]),
            ("I32", data([1, 2, 3, 4, 5, -16_777_219] as [Int32]), "-16777219", [2, 1]),
            ("F64", data([0, 0, 0, 0, (-1e200).bitPattern, 0] as [UInt64]), "-1e+200", [2, 0]),
        ] {
            let header = "{\"steps\":\(entry(type, "[3,2]", "[0,\(bytes.count)]"))}"
            try assertFault(file(header, data: 0) + bytes, tensor: "steps", "found \(value) of type \(type) at \(position)") {
                $0 == .notAFloat(value: value, position: position, type: type)
            }
        }
    }

    func testUnknownKeysAndColonsInTextAreNoFault() throws {
        try withTemporaryDirectory { folder in
            let header = "{\"a:\\\"b\":{\"x\":{\"y\":[{\"z\":1}]},\(entry("F32", "[1]", "[0,4]").dropFirst())}"
            let path = try folder.write("w.safetensors", file(header, data: 4))
            XCTAssertEqual(try Safetensors.load(path).tensors["a:\"b"], .zeros([1]))
        }
    }

    /// Sizes that overflow, are negative, or that the file does not have: an error of a few bytes, and no memory for the claim.
    func testWhatAHeaderClaimsTakesNoMemory() throws {
        let large = [1 << 31, 1 << 40, 1 << 61, 1 << 62, Int.max - 3, .max, -1, .min]
        var headers: [String] = []
        for size in large {
            for type in ["F64", "F32", "BF16", "U8"] {
                headers.append("{\"w\":\(entry(type, "[\(size)]", "[0,4]"))}")
                headers.append("{\"w\":\(entry(type, "[0,\(size),\(size)]", "[0,0]"))}")
                headers.append("{\"w\":\(entry(type, "[\(size),\(size),0]", "[0,0]"))}")
                headers.append("{\"w\":\(entry(type, "[1]", "[\(size),4]"))}")
                headers.append("{\"w\":\(entry(type, "[1]", "[0,\(size)]"))}")
                headers.append("{\"w\":\(entry(type, "[\(size)]", "[\(size &- 4),\(size)]"))}")
            }
        }
        let ones = Array(repeating: "1", count: 100).joined(separator: ",")
        headers.append("{\"w\":\(entry("F32", "[\(ones)]", "[0,4]"))}")
        headers.append("{\"w\":\(entry("F32", "[1e400]", "[0,4]"))}")
        headers.append("{\"w\":\(entry("F32", "[99999999999999999999999]", "[0,4]"))}")
        for length in [UInt64(1 << 31), 1 << 40, 1 << 62, 1 << 63, .max] {
            try assertFault(file("{}", data: 0, length: length), "possible") {
                if case .headerLength = $0 { true } else { false }
            }
        }
        let peak = try peakMemory { for header in headers { try assertFaults(file(header, data: 4), header) } }
        XCTAssertLessThan(peak, 32 << 20)
    }

    func testDeepAndLongHeaders() throws {
        let deep = String(repeating: "[", count: 1_000_000)
        try assertFaults(file("{\"a\":" + deep, data: 0), "arrays")
        try assertFaults(file(String(repeating: "{\"a\":", count: 200_000), data: 0), "objects")
        try assertFaults(
            file("{\"" + String(repeating: "a", count: 2_000_000) + "\":\(entry("F9", "[]", "[0,0]"))}", data: 0), "name")
        // Many tensors of nothing are a file like another; their names are backed by its bytes.
        let entries = (0..<20_000).map { "\"\($0)\":\(entry("F32", "[0]", "[0,0]"))" }
        try withTemporaryDirectory { folder in
            let path = try folder.write("many", file("{\(entries.joined(separator: ","))}", data: 0))
            XCTAssertEqual(try Safetensors.inspect(path).shapes.count, 20_000)
        }
    }

    func testWhatIsNoFileIsRefusedAtOnce() throws {
        try withTemporaryDirectory { folder in
            for path in HostileFiles(in: folder).paths {
                XCTAssertThrowsError(try Safetensors.load(path), path) { XCTAssertTrue("\($0)".hasPrefix(path), "\($0)") }
                XCTAssertThrowsError(try Safetensors.inspect(path), path)
            }
            // Zeros that a sparse file has are no header, however many there are.
            let sparse = try folder.write("sparse", [])
            XCTAssertEqual(truncate(sparse, 1 << 40), 0)
            let peak = try peakMemory { XCTAssertThrowsError(try Safetensors.load(sparse)) }
            XCTAssertLessThan(peak, 16 << 20)
        }
    }

    /// An error that names the file and, of a large text in it, tells only the beginning.
    private func assertFaults(_ bytes: [UInt8], _ what: String, line: UInt = #line) throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write("bad.safetensors", bytes)
            XCTAssertThrowsError(try Safetensors.load(path), what, line: line) { error in
                XCTAssertTrue(
                    "\(error)".hasPrefix(path) && "\(error)".utf8.count < 1000, "\(error)".prefix(1000).description, line: line)
            }
        }
    }

    func testDamageNeverTraps() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("w.safetensors")
            try Safetensors.save(["a": .zeros([3, 4]), "b.c": .ones([5])], metadata: ["k": "v"], to: path)
            let good = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            let peak = try peakMemory {
                for bytes in Mutants(of: good, count: 600) {
                    try folder.write("w.safetensors", bytes)
                    do { _ = try Safetensors.load(path) } catch { XCTAssertTrue("\(error)".hasPrefix(path), "\(error)") }
                }
                for bytes in Mutants.prefixes(of: good) {
                    try folder.write("w.safetensors", bytes)
                    XCTAssertThrowsError(try Safetensors.load(path), "\(bytes.count) bytes")
                }
            }
            XCTAssertLessThan(peak, 32 << 20)
        }
    }
}
