import Foundation
import XCTest

/// What the cells of a file may reach, and who says so. Where this machine's kernel has no sandbox the run says that instead.
final class AccessTests: FolderTestCase {
    private func notebook(reading path: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: folder + "/book", withIntermediateDirectories: true)
        return try file(
            "book/n.avtsnb",
            """
            ---
            avtsnb: 1
            params:
              words: {type: string, default: "\(path)"}
            ---
            ```swift
            try String(contentsOfFile: params.words, encoding: .utf8)
            ```

            """)
    }

    func testFilesOutsideAreAsked() throws {
        let secret = try file("secret.txt", "words")
        let path = try notebook(reading: secret)
        let refused = try Binary.run(path)
        if refused.errors.contains("this kernel has no Landlock") { return }
        XCTAssertEqual(refused.code, 1)
        XCTAssertTrue(refused.errors.contains("--allow-read"), refused.errors)
        XCTAssertEqual(try Binary.run(path, "--allow-read", secret).code, 0)
        XCTAssertEqual(try Binary.run(path, "--allow-read", folder).code, 0)
        XCTAssertEqual(try Binary.run(path, "-p", "words=\(secret)").code, 0, "who names a file on the command line grants it")
        XCTAssertEqual(try Binary.run("test", path).code, 1)
        XCTAssertEqual(try Binary.run("test", path, "--allow-read", secret).code, 0)
        XCTAssertEqual(try Binary.run("-e", "try String(contentsOfFile: \"\(secret)\", encoding: .utf8)").output, "\"words\"\n")
        let missing = try Binary.run(path, "--allow-read", folder + "/nothing")
        XCTAssertEqual(missing.code, 64)
        XCTAssertTrue(missing.errors.contains("there is no such file"))
    }

    func testWritingOutside() throws {
        let target = folder + "/new.txt"
        let path = try file(
            "n.avtsnb", "```swift\ntry \"words\".write(toFile: \"\(target)\", atomically: false, encoding: .utf8)\n```\n")
        let refused = try Binary.run(path)
        if refused.errors.contains("this kernel has no Landlock") { return }
        XCTAssertEqual(refused.code, 1)
        XCTAssertTrue(refused.errors.contains("--allow-write"), refused.errors)
        XCTAssertFalse(exists("new.txt"))
        XCTAssertEqual(try Binary.run(path, "--allow-write", folder).code, 0)
        XCTAssertEqual(contents("new.txt"), "words")
    }

    /// The front end opens the cache by its own reading of the environment: it must be the folder that the library then writes.
    func testTheCacheIsOpenWhereverItLies() throws {
        let path = try file("n.avtsnb", "```swift\nlet set = try SyntheticWorld.escLike(recordings: 1)\n```\n")
        for (name, value, made) in [
            ("HOME", "/home", "home/.cache/avts-nb/world"), ("XDG_CACHE_HOME", "/xdg", "xdg/avts-nb/world"),
            ("AVTS_DATA", "/data", "data/world"),
        ] {
            var environment = ["AVTS_DATA": "", "XDG_CACHE_HOME": ""]
            environment[name] = folder + value
            let outcome = try Binary.run(path, environment: environment)
            XCTAssertEqual(outcome.code, 0, "\(name): \(outcome.errors)")
            XCTAssertTrue(exists(made), name)
        }
    }

    func testHints() throws {
        let outcome = try Binary.run("-e", "let x = np.zeros([2])")
        XCTAssertEqual(outcome.code, 1)
        XCTAssertTrue(outcome.errors.contains("cannot find 'np' in scope"), outcome.errors)
        XCTAssertTrue(outcome.errors.contains("Tensor"), outcome.errors)
    }
}
