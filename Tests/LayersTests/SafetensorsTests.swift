import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// Files that this library writes, and files that others wrote.
final class SafetensorsTests: XCTestCase {
    func testRoundTripIsExact() throws {
        try withTemporaryDirectory { folder in
            var random = RandomStream(seed: 1)
            let tensors = [
                "b.weight": Tensor.normal([3, 5, 7], using: &random), "a": Tensor(3), "empty": Tensor([], shape: [0, 4]),
                "odd \"name\"\\\n\u{1}é": Tensor([.nan, .infinity, -0.0, .leastNonzeroMagnitude]),
            ]
            let metadata = ["note": "line\nbreak \"quoted\" ünï"]
            let path = folder.path("w.safetensors")
            try Safetensors.save(tensors, metadata: metadata, to: path)
            let contents = try Safetensors.load(path)
            XCTAssertEqual(contents.metadata, metadata)
            XCTAssertEqual(Set(contents.tensors.keys), Set(tensors.keys))
            for (name, tensor) in tensors {
                XCTAssertEqual(contents.tensors[name]!.shape, tensor.shape)
                XCTAssertEqual(contents.tensors[name]!.scalars.map(\.bitPattern), tensor.scalars.map(\.bitPattern), name)
            }
            let inspected = try Safetensors.inspect(path)
            XCTAssertEqual(inspected.shapes["b.weight"], [3, 5, 7])
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            XCTAssertEqual((8 + Int(bytes[0]) + Int(bytes[1]) << 8) % 8, 0, "the data begins at a multiple of 8")
            try Safetensors.save(tensors, metadata: metadata, to: path)
            XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), bytes, "the same tensors make the same file")
        }
    }

    func testAFileOfTheReferenceImplementationIsRead() throws {
        let contents = try Safetensors.load(Reference.path("layers/types.safetensors"))
        let expected: [Float] = [1, -2, 0.5, 100, -0.25, 3]
        for type in ["f64", "f32", "f16", "bf16"] {
            XCTAssertEqual(contents.tensors[type]?.scalars, expected, type)
            XCTAssertEqual(contents.tensors[type]?.shape, [2, 3], type)
        }
        for type in ["i64", "i32", "i16", "i8"] { XCTAssertEqual(contents.tensors[type]?.scalars, [1, -2, 100], type) }
        XCTAssertEqual(contents.tensors["u8"]?.scalars, [0, 1, 255])
        XCTAssertEqual(contents.tensors["bool"]?.scalars, [1, 0, 1])
        XCTAssertEqual(contents.tensors["scalar"]?.shape, [])
        XCTAssertEqual(contents.metadata, ["format": "pt"])
    }

    func testEmptyFileOfTensors() throws {
        try withTemporaryDirectory { folder in
            try Safetensors.save([:], to: folder.path("none.safetensors"))
            XCTAssertTrue(try Safetensors.load(folder.path("none.safetensors")).tensors.isEmpty)
        }
    }

    func testAFailedWriteLeavesTheOldFile() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("sub/w.safetensors")
            XCTAssertThrowsError(try Safetensors.save([:], to: path)) {
                XCTAssertEqual("\($0)", "\(path): cannot write: No such file or directory")
            }
            // A folder in the place of the file: the rename fails, and the temporary file goes.
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            XCTAssertThrowsError(try Safetensors.save(["a": Tensor(1)], to: path))
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path("sub")), ["w.safetensors"])
        }
    }
}
