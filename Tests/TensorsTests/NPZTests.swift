import Foundation
import Tensors
import TestSupport
import XCTest

final class NPZTests: XCTestCase {
    private func file(_ name: String) -> String { Reference.path("tensors/npz/\(name).npz") }
    private let values = Tensor([0, 1, 2, 3, 100, 5], shape: [2, 3])

    private func message(_ path: String) -> String {
        do {
            _ = try Tensor.read(npz: path)
            return "no error"
        } catch {
            return error.description
        }
    }

    func testArchivesOfNumPy() throws {
        for name in ["stored", "compressed"] {
            let arrays = try Tensor.read(npz: file(name))
            XCTAssertEqual(arrays.count, 12)
            for key in ["f4", "f8", "f2", ">f8", "i1", "i8", "u2", "fortran"] {
                XCTAssertEqual(arrays[key], values, "\(name) \(key)")
            }
            XCTAssertEqual(arrays["bool"], values .> 2)
            XCTAssertEqual(arrays["scalar"], Tensor(7))
            XCTAssertEqual(arrays["empty"]?.shape, [0, 3])
            XCTAssertEqual(arrays["folder/größe"], .arange(5))
            XCTAssertEqual(try Tensor(npz: file(name), array: "i8"), values)
        }
        XCTAssertEqual(try Tensor.read(npz: file("positions")), ["arr_0": values, "arr_1": values .> 2])
        XCTAssertEqual(try Tensor.read(npz: file("zeros")), ["zeros": .zeros([1_000_000])])
        XCTAssertEqual(try Tensor.read(npz: file("none")), [:])
    }

    func testRoundTrips() throws {
        try withTemporaryDirectory { directory in
            let tensors = [
                "a": Tensor(-0.1), "b/c": Tensor([.infinity, .leastNonzeroMagnitude, -.pi]), "none": .zeros([0, 2]),
                "wörter 日本": .arange(24).reshaped(2, 1, 3, 4), "large": .arange(300_000),
            ]
            var sizes: [Int] = []
            for compressed in [false, true] {
                let path = directory.path("x.npz")
                try Tensor.write(tensors, npz: path, compressed: compressed)
                XCTAssertEqual(try Tensor.read(npz: path), tensors)
                XCTAssertEqual(try Tensor(npz: path, array: "b/c"), tensors["b/c"])
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                sizes.append(bytes.count)
                try Tensor.write(tensors, npz: path, compressed: compressed)
                XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), bytes, "equal tensors are equal bytes")
            }
            XCTAssertGreaterThan(sizes[0], 1_200_000)
            XCTAssertLessThan(sizes[1], sizes[0] / 2)
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: directory.path("")), ["x.npz"])
        }
    }

    /// Whatever elements are kept as, their values come back as 32-bit floats.
    func testOtherElementTypes() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npz")
            let brain = Tensor([0.1, -3]).converted(to: .bf16)
            let tensors = ["bf16": brain, "whole": Tensor([2.9, -1]).converted(to: .int32), "mask": values .> 2]
            try Tensor.write(tensors, npz: path)
            let read = try Tensor.read(npz: path)
            XCTAssertEqual(read["bf16"]?.scalars, brain.scalars)
            XCTAssertEqual(read["whole"], Tensor([2, -1]))
            XCTAssertEqual(read["mask"], Tensor([0, 0, 0, 1, 1, 1], shape: [2, 3]))
            try brain.write(npy: directory.path("x.npy"))
            XCTAssertEqual(try Tensor(npy: directory.path("x.npy")).scalars, brain.scalars)
        }
    }

    func testWhatCannotBeWritten() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npz")
            try Tensor.write(["a": values], npz: path)
            for name in ["", "..", "../a", "a/../b", "/a", "a\\b", "a//b", "a\0b"] {
                XCTAssertThrowsError(try Tensor.write([name: values], npz: path)) { error in
                    XCTAssertTrue("\(error)".hasPrefix("cannot write \(path): found the name \""), "\(error)")
                }
            }
            XCTAssertThrowsError(try Tensor.write([:], npz: path)) { error in
                XCTAssertEqual("\(error)", "cannot write \(path): found no tensor, expected at least one")
            }
            XCTAssertThrowsError(try Tensor.write(["a": values], npz: "/nowhere/x.npz")) { error in
                XCTAssertEqual("\(error)", "cannot write /nowhere/x.npz: No such file or directory")
            }
            XCTAssertEqual(try Tensor.read(npz: path), ["a": values], "what was there is there still")
        }
    }

    func testWhatIsNoArchiveOfArrays() throws {
        XCTAssertEqual(message("/nowhere/x.npz"), "cannot read /nowhere/x.npz: No such file or directory")
        XCTAssertEqual(
            message(file("text")), "cannot read \(file("text")): its entry \"notes.txt\" is no .npy array, expected arrays alone")
        XCTAssertTrue(message(file("large")).hasPrefix("cannot read \(file("large"))/a.npy: found 16777217 at [1], expected"))
        let npy = Reference.path("tensors/npy/f4.npy")
        XCTAssertTrue(message(npy).hasPrefix("cannot read \(npy): not a .npz archive ("), message(npy))
        XCTAssertThrowsError(try Tensor(npz: file("stored"), array: "bol")) { error in
            XCTAssertEqual(
                "\(error)", "cannot read \(file("stored")): it holds no array \"bol\", expected one of its 12: \"bool\"")
        }
        withTemporaryDirectory { directory in
            for path in HostileFiles(in: directory).paths {
                XCTAssertTrue(message(path).hasSuffix(", expected a file"), message(path))
            }
        }
    }

    /// The archive with one spelling of its bytes exchanged for another, wherever it stands.
    private func changed(_ bytes: [UInt8], _ from: [UInt8], _ to: [UInt8]) -> [UInt8] {
        var (bytes, at) = (bytes, 0)
        while at + from.count <= bytes.count {
            if Array(bytes[at..<at + from.count]) == from { bytes.replaceSubrange(at..<at + from.count, with: to) }
            at += 1
        }
        return bytes
    }

    func testHostileArchives() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npz")
            try Tensor.write(["one": values, "two": values], npz: path)
            let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            func expect(_ bytes: [UInt8], _ words: String) throws {
                try directory.write("x.npz", bytes)
                XCTAssertTrue(message(path).contains(words), "\(message(path)), expected \(words)")
            }
            try expect(changed(good, Array("two.npy".utf8), Array("one.npy".utf8)), "\"one.npy\" stands there twice")
            try expect(changed(good, Array("two.npy".utf8), Array("../.npy".utf8)), "\"../.npy\" leads out of the archive")
            // The flag of encryption, in the directory at the end and in front of the entries.
            var locked = good
            for at in 0..<good.count - 10 where good[at] == 0x50 && good[at + 1] == 0x4b {
                if good[at + 2] == 1 { locked[at + 8] |= 1 }
                if good[at + 2] == 3 { locked[at + 6] |= 1 }
            }
            try expect(locked, "is encrypted, expected an archive without a password")
            // A number among the elements: the checksum tells.
            try expect(changed(good, [0, 0, 200, 66], [0, 0, 200, 67]), "the archive is damaged there (CRC error)")
            // The directory claims a terabyte made of some bytes.
            var bomb = good
            for at in 0..<good.count - 46 where Array(good[at..<at + 4]) == [0x50, 0x4b, 1, 2] {
                bomb.replaceSubrange(at + 24..<at + 28, with: [0, 0, 0, 0xf0])
            }
            let peak = try peakMemory { try expect(bomb, "more than deflate can") }
            XCTAssertLessThan(peak, 32 << 20)
        }
    }

    func testDamageNeverTraps() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npz")
            for name in ["stored", "compressed", "positions"] {
                let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
                for length in stride(from: 0, to: good.count, by: 7) {
                    try directory.write("x.npz", good.prefix(length))
                    XCTAssertTrue(message(path).hasPrefix("cannot read \(path)"), message(path))
                }
                let peak = try peakMemory {
                    for bytes in Mutants(of: good, count: 400) {
                        try directory.write("x.npz", bytes)
                        let found = message(path)
                        XCTAssertTrue(
                            found == "no error" || found.hasPrefix("cannot read \(path)") && found.utf8.count < 1000, found)
                    }
                }
                XCTAssertLessThan(peak, 64 << 20)
            }
        }
    }

    /// A large array is packed from its own memory and unpacked into it.
    func testALargeArchiveIsNotTwiceInMemory() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.npz")
            let large = Tensor.arange(16_000_000)
            XCTAssertLessThan(try peakMemory { try Tensor.write(["a": large], npz: path) }, 16 << 20)
            let peak = try peakMemory { XCTAssertEqual(try Tensor(npz: path, array: "a").shape, [16_000_000]) }
            XCTAssertLessThan(peak, (64 << 20) + (16 << 20))
        }
    }
}
