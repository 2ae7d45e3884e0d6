import CellCompiler
import Foundation
import XCTest

/// What the package shows of itself: everything to whoever builds it, the library alone to a program that depends on a version of it.
final class ManifestTests: FolderTestCase {
    private struct Manifest {
        var products: [String]
        /// Each target with the targets of the package that it names.
        var targets: [String: [String]]
        var text: String
    }

    /// The package's manifest as SwiftPM reads it at a place below the test's folder.
    private func manifest(at place: String) throws -> Manifest {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        try FileManager.default.createDirectory(atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: root.appendingPathComponent("Package.swift").path, toPath: "\(folder)/\(place)/Package.swift")
        return try dump("\(folder)/\(place)")
    }

    private func dump(_ package: String) throws -> Manifest {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "\(try Toolchain.find().root)/bin/swift")
        process.arguments = ["package", "--package-path", package, "dump-package"]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
        let object = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
        var targets: [String: [String]] = [:]
        for target in try XCTUnwrap(object["targets"] as? [[String: Any]]) {
            let dependencies = try XCTUnwrap(target["dependencies"] as? [[String: [Any]]])
            targets[try XCTUnwrap(target["name"] as? String)] = dependencies.compactMap {
                ($0["byName"] ?? $0["target"])?.first as? String
            }
        }
        let products = try XCTUnwrap(object["products"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        return Manifest(products: products, targets: targets, text: String(decoding: data, as: UTF8.self))
    }

    func testWhoBuildsItSeesEverything() throws {
        let manifest = try manifest(at: "clone")
        XCTAssertTrue(Set(manifest.products).isSuperset(of: ["avts-nb", "avts-nb-session", "AVTSKit"]))
        XCTAssertTrue(manifest.targets.keys.contains("CommandLineTests"))
        XCTAssertTrue(manifest.text.contains("unsafeFlags"))
    }

    /// A folder that happens to be called so holds no fetched package: SwiftPM keeps the repositories beside it.
    func testACloneInAFolderOfCheckoutsIsAClone() throws {
        XCTAssertTrue(try manifest(at: "checkouts/avts-nb").products.contains("avts-nb"))
    }

    func testADependentSeesTheLibraryAndNoUnsafeFlag() throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/.build/repositories", withIntermediateDirectories: true)
        for place in [".build/checkouts/avts-nb", "registry/downloads/audio/avts-nb/1.0.0"] {
            let manifest = try manifest(at: place)
            XCTAssertEqual(manifest.products, ["AVTSKit"])
            XCTAssertFalse(manifest.text.contains("unsafeFlags"), place)
            XCTAssertFalse(manifest.text.contains("argument-parser"), place)
            let names = Set(manifest.targets.keys)
            XCTAssertTrue(names.isSuperset(of: ["AVTSKit", "SessionHost", "Program", "ProgramRuntime", "Kernels", "CFFmpeg"]))
            XCTAssertTrue(names.isDisjoint(with: ["avts-nb", "CellCompiler", "REPL", "CReadline", "avts-bench", "TestSupport"]))
            for (target, needed) in manifest.targets {
                XCTAssertTrue(names.isSuperset(of: needed), "\(target) needs \(needed), which are not all shown")
            }
        }
    }

    func testSwiftPMReadsAnExportedNotebook() throws {
        let notebook = try file("a \"quoted\" name.avtsnb", "```swift\nprint(1)\n```\n")
        let exported = try Binary.run("export", notebook, "--to", "swift", "-o", folder + "/exported")
        XCTAssertEqual(exported.code, 0, exported.errors)
        let manifest = try dump(folder + "/exported")
        XCTAssertEqual(manifest.targets.count, 1)
        XCTAssertTrue(manifest.text.contains("AVTSKit"))
        let name = try XCTUnwrap(manifest.targets.keys.first)
        for source in ["main.swift", "Notebook.swift"] { XCTAssertTrue(exists("exported/Sources/\(name)/\(source)"), source) }
    }
}
