import Foundation
import TestSupport
import XCTest

/// Modules of a person's own that cells import, by `-I`.
final class ModuleTests: FolderTestCase {
    private func make(_ flags: [String], in name: String) throws -> String {
        let place = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let source = try file(
            "Solids.swift",
            """
            public protocol Solid { func volume() -> Double }
            public struct Box: Solid {
                public var side: Double
                public init(_ side: Double) { self.side = side }
                public func volume() -> Double { side * side * side }
            }
            public nonisolated(unsafe) var count = 0
            public func describe(_ solid: some Solid) -> String { "volume \\(solid.volume())" }
            """)
        let outcome = try Subprocess(
            "swiftc",
            ["-O", "-emit-module", "-emit-module-path", "\(place)/Solids.swiftmodule", "-module-name", "Solids", source]
                + flags
                .map { $0.replacingOccurrences(of: "PLACE", with: place) }
        ).wait()
        XCTAssertEqual(outcome.status, 0, outcome.error)
        return place
    }

    func testSharedAndStaticLibraries() throws {
        let notebook = try file(
            "n.avtsnb",
            "---\navtsnb: 1\n---\n```swift\nimport Solids\ncount += 1\n```\n\n```swift\nstruct Ball: Solid { func volume() -> Double { 4 } }\ncount += 1\nprint(describe(Box(3)), describe(Ball()), count)\n```\n"
        )
        let shared = try make(["-emit-library", "-o", "PLACE/libSolids.so"], in: "shared")
        let archive = try make(["-emit-library", "-static", "-o", "PLACE/libSolids.a"], in: "static")
        for place in [shared, archive] {
            let run = try Binary.run("run", notebook, "-I", place)
            XCTAssertEqual(run.code, 0, run.errors)
            XCTAssertTrue(run.output.contains("volume 27.0 volume 4.0 2"), run.output)
            XCTAssertEqual(try Binary.run("check", notebook, "-I\(place)").code, 0)
            let built = try Binary.run("build", notebook, "-I", place, "-o", folder + "/program", "--force")
            XCTAssertEqual(built.code, 0, built.errors)
            let program = try Subprocess(folder + "/program", ["--out", folder + "/program.out"]).wait()
            XCTAssertTrue(program.output.contains("volume 27.0 volume 4.0 2"), program.output + program.error)
        }
        XCTAssertEqual(
            try Binary.run("-I", shared, "-e", "import Solids", "-e", "print(describe(Box(2)))").output, "volume 8.0\n")
    }

    func testWhatIsMissingIsNamed() throws {
        let place = try make([], in: "bare")
        let bare = try Binary.run("-I", place, "-e", "import Solids")
        XCTAssertNotEqual(bare.code, 0)
        XCTAssertTrue(bare.errors.contains("libSolids.so, libSolids.a"), bare.errors)
        let unknown = try Binary.run("-e", "import Solids")
        XCTAssertTrue(unknown.errors.contains("-I FOLDER"), unknown.errors)
        XCTAssertEqual(try Binary.run("-I", folder + "/nowhere", "-e", "1").code, 64)
    }

    func testAFileOfSwiftIsOneCell() throws {
        let code = try file("main.swift", "struct Pair { var a = 1 }\nlet pair = Pair()\nprint(pair.a + 1)\n[1][2]\n")
        let run = try Binary.run("run", code, "--out", folder + "/out")
        XCTAssertEqual(run.code, 1)
        XCTAssertEqual(run.output, "2\n")
        XCTAssertTrue(run.errors.contains("main.swift:4"), run.errors)
        XCTAssertEqual(try Binary.run("test", code, "--accept").code, 64)
        XCTAssertEqual(contents("main.swift")?.hasSuffix("[1][2]\n"), true)
    }

    /// A program's dictionaries are in the order of a run's, and its `exit` ends the run as one that failed.
    func testAProgramIsAsARun() throws {
        let notebook = try file(
            "p.avtsnb",
            "---\navtsnb: 1\n---\n```swift\nprint([\"b\": 1, \"a\": 2, \"c\": 3, \"d\": 4].map(\\.key), \"x\".hashValue)\nrecord(\"n\", 1)\n```\n\n```swift\nexit(0)\n```\n"
        )
        let run = try Binary.run("run", notebook, "--out", folder + "/out")
        XCTAssertEqual(try Binary.run("build", notebook, "-o", folder + "/program").code, 0)
        let program = try Subprocess(folder + "/program", ["--out", folder + "/program.out"]).wait()
        XCTAssertEqual(run.code, 1)
        XCTAssertEqual(program.status, 1)
        XCTAssertEqual(program.output, run.output)
        let record = try XCTUnwrap(contents("program.out/run.json"))
        XCTAssertFalse(record.contains("\"running\""), record)
        XCTAssertTrue(record.contains("\"failed\""), record)
    }
}
