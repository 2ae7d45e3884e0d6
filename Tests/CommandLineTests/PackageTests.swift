import Foundation
import TestSupport
import XCTest

/// `packages:` in the front matter: Swift packages beside a notebook.
final class PackageTests: FolderTestCase {
    private nonisolated(unsafe) static var cache = ""

    override class func setUp() { cache = NSTemporaryDirectory() + "avts-nb-packages-\(UUID().uuidString)" }
    override class func tearDown() { try? FileManager.default.removeItem(atPath: cache) }

    private func run(_ arguments: String...) throws -> Binary.Outcome {
        try Binary.run(arguments, environment: ["XDG_CACHE_HOME": Self.cache], in: folder)
    }

    /// A package of a Swift target that uses the library, on a C target.
    private func makeTools(in place: String = "Tools", more: String = "") throws {
        for (name, text) in [
            (
                "Package.swift",
                """
                // swift-tools-version: 6.0
                import PackageDescription
                let package = Package(
                    name: "Tools", products: [.library(name: "Tools", targets: ["Tools"])],
                    targets: [.target(name: "CTools"), .target(name: "Tools", dependencies: ["CTools"])])
                \(more)
                """
            ), ("Sources/CTools/include/ctools.h", "typedef int number;\nnumber five(void);\n"),
            ("Sources/CTools/five.c", "#include \"ctools.h\"\nnumber five(void) { return 5; }\n"),
            (
                "Sources/Tools/Tools.swift",
                """
                import AVTSKit
                import CTools
                public struct Scale {
                    public let factor: number
                    public init(times: Int32) { factor = five() * times }
                    public func callAsFunction(_ x: Tensor) -> Tensor { x * Float(factor) }
                }
                """
            ),
        ] {
            _ = try file("\(place)/\(name)", text)
        }
    }

    private func notebook(_ packages: String, _ cells: String...) throws -> String {
        try file(
            "n.avtsnb",
            "---\navtsnb: 1\ntitle: t\npackages: \(packages)\n---\n\n"
                + cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n"))
    }

    func testAPackageBesideTheNotebook() throws {
        try makeTools()
        let path = try notebook("[Tools]", "import Tools\nlet scale = Scale(times: 2)", "print(scale(Tensor([1, 2])).scalars)")
        let first = try run("run", path)
        XCTAssertEqual(first.output, "[10.0, 20.0]\n", first.errors)
        XCTAssertTrue(first.errors.contains("building tools …"), first.errors)
        let again = try run("run", path)
        XCTAssertEqual(again.output, first.output)
        XCTAssertFalse(again.errors.contains("building"), again.errors)
        XCTAssertEqual(again.errors.components(separatedBy: "from the cache").count, 3, again.errors)

        // What was edited is built anew, and what came of it is not taken from the cache.
        _ = try file("Tools/Sources/CTools/five.c", "#include \"ctools.h\"\nnumber five(void) { return 6; }\n")
        XCTAssertEqual(try run("run", path).output, "[12.0, 24.0]\n")

        XCTAssertEqual(try run("check", path).code, 0)
        XCTAssertEqual(try run("test", path).code, 0)
        let built = try run("build", path, "-o", folder + "/program")
        XCTAssertEqual(built.code, 0, built.errors)
        XCTAssertEqual(try Subprocess(folder + "/program", ["--out", folder + "/p.out"]).wait().output, "[12.0, 24.0]\n")
    }

    func testCodeThatKeepsSomethingIsNotCached() throws {
        try makeTools()
        _ = try file("Tools/Sources/Tools/Count.swift", "public enum Count { nonisolated(unsafe) public static var n = 0 }\n")
        let path = try notebook("[Tools]", "print(1)", "import Tools\nCount.n += 1", "print(Count.n)")
        for _ in 1...2 {
            let run = try run("run", path)
            XCTAssertEqual(run.output, "1\n1\n", run.errors)
        }
        let record = try String(contentsOfFile: folder + "/n.out/run.json", encoding: .utf8)
        XCTAssertTrue(
            record.contains("the module Tools, which it may call, keeps something (`static Tools.Count.n : Swift.Int`)"), record)
    }

    /// Manifests are programs, and run within walls.
    func testWalls() throws {
        let secret = folder + "-secret"
        try FileManager.default.createDirectory(atPath: secret, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: secret) }
        try Data("key".utf8).write(to: URL(fileURLWithPath: secret + "/id"))
        try makeTools(
            more: """

                import Foundation
                if FileManager.default.contents(atPath: "\(secret)/id") != nil { fatalError("it read the key") }
                if FileManager.default.createFile(atPath: "\(secret)/made", contents: nil) { fatalError("it wrote") }
                """)
        let path = try notebook("[Tools]", "import Tools\nprint(Scale(times: 1).factor)")
        let run = try run("run", path)
        XCTAssertEqual(run.output, "5\n", run.errors)
        XCTAssertFalse(FileManager.default.fileExists(atPath: secret + "/made"))
    }

    func testWhatCannotBeBuilt() throws {
        func failure(_ packages: String, _ code: Int32, _ words: String..., line: UInt = #line) throws {
            let outcome = try run("run", try notebook(packages, "print(1)"))
            XCTAssertEqual(outcome.code, code, outcome.errors, line: line)
            for word in words { XCTAssertTrue(outcome.errors.contains(word), "\(word): \(outcome.errors)", line: line) }
        }
        try failure("[Nothing]", 3, "found no Package.swift in Nothing")
        try failure("{path: a, url: https://b}", 3, "a package is a folder (`path`), or a repository (`url`)")
        try failure("[{url: https://example.org/a.git}]", 3, "with one of from, exact, branch, revision")
        try failure("[{url: file:///tmp, from: 1.0.0}]", 3, "no address of a repository")
        try failure("[{url: https://example.org/a.git, from: 1.0.0, product: [A]}]", 3, "unknown key `product`", "products")
        try failure("[{url: https://example.org/a.git, from: 1.0.0}]", 3, "the package a is not here yet: --allow-net")
        _ = try file("Wrong/Package.swift", "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(\n")
        try failure("[Wrong]", 3, "the packages wrong cannot be built", "Package.swift")
        _ = try file(
            "Programs/Package.swift",
            "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"Programs\")\n")
        try failure("[Programs]", 3, "has no library that could be imported")

        let outside = folder + "-outside"
        defer { try? FileManager.default.removeItem(atPath: outside) }
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try makeTools()
        try FileManager.default.moveItem(atPath: folder + "/Tools", toPath: outside + "/Tools")
        try failure("[\(outside)/Tools]", 3, "lies outside of the notebook's folder", "--allow-read \(outside)/Tools")
        let path = try notebook("[\(outside)/Tools]", "import Tools\nprint(Scale(times: 3).factor)")
        XCTAssertEqual(try run("run", path, "--allow-read", outside).output, "15\n")
    }
}
