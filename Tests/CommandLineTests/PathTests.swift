import Foundation
import XCTest

/// A path in a cell begins at the notebook's folder, wherever the shell stands; one on the command line where the shell does.
final class PathTests: FolderTestCase {
    override func setUpWithError() throws {
        try super.setUpWithError()
        for name in ["book", "elsewhere"] {
            try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
        }
        _ = try file("book/words.txt", "beside the notebook")
        _ = try file("elsewhere/words.txt", "beside the shell")
    }

    func testTheNotebooksFolder() throws {
        let path = try file(
            "book/n.avtsnb",
            """
            ```swift
            print(try readText("words.txt"))
            print(try String(contentsOfFile: "words.txt", encoding: .utf8))
            try writeText("out", to: "a/one.txt")
            try writeText("out", to: outputPath("a/two.txt"))
            print(try readText(outputPath("a/two.txt")))
            try Tensor([1, 2]).write(npy: outputPath("t.npy"))
            print(try Tensor(npy: outputPath("t.npy")).shape)
            ```

            """)
        for (words, place) in [([path], "/"), (["../book/n.avtsnb"], folder + "/elsewhere"), (["n.avtsnb"], folder + "/book")] {
            let outcome = try Binary.run(["run"] + words, in: place)
            XCTAssertEqual(outcome.output, "beside the notebook\nbeside the notebook\nout\n[2]\n", outcome.errors)
        }
        for name in ["a/one.txt", "a/two.txt", "t.npy"] { XCTAssertTrue(exists("book/n.out/files/" + name), name) }
        XCTAssertFalse(exists("book/n.out/files/book"), "a path that was given is not put beneath itself")
        XCTAssertEqual(try Binary.run("test", "../book/n.avtsnb", in: folder + "/elsewhere").code, 0)
        // At a prompt, where one stands.
        XCTAssertEqual(
            try Binary.run(
                input: "try readText(\"words.txt\")\n:run ../book/n.avtsnb\ntry readText(\"words.txt\")\n",
                in: folder + "/elsewhere"
            ).output
                .split(separator: "\n").first, "\"beside the shell\"")
    }

    func testPathsOfTheCommandLine() throws {
        let text =
            "---\navtsnb: 1\nparams:\n  file: {type: path, default: words.txt}\n---\n```swift\nprint(try readText(params.file))\n```\n"
        let path = try file("book/p.avtsnb", text)
        let place = folder + "/elsewhere"
        XCTAssertEqual(try Binary.run(path, in: place).output, "beside the notebook\n")
        XCTAssertEqual(try Binary.run(path, "-p", "file=words.txt", in: place).output, "beside the shell\n")
        XCTAssertEqual(
            try Binary.run(path, "-p", "file=~/words.txt", environment: ["HOME": place], in: "/").output, "beside the shell\n")
        _ = try file("elsewhere/params.yaml", "file: words.txt\n")
        XCTAssertEqual(
            try Binary.run(path, "--params-file", place + "/params.yaml", in: "/").output, "beside the shell\n",
            "the file's own folder")
    }

    func testThePersonsFolderInReadersAndWriters() throws {
        let source = """
            try Tensor([1, 2]).write(npy: "~/t.npy")
            print(try Tensor(npy: "~/t.npy").scalars, fileExists("~/t.npy"), try readText("~/words.txt"))
            try SoundFile.writeWAV(Tensor.full([1600], 0.5), sampleRate: 16000, to: "~/s.wav")
            print(try ClipReader("~/s.wav").waveform(sampleRate: 16000).samples.count)
            """
        let outcome = try Binary.run("-e", source, environment: ["HOME": folder + "/elsewhere"], in: "/")
        XCTAssertEqual(outcome.output, "[1.0, 2.0] true beside the shell\n1600\n", outcome.errors)
        XCTAssertTrue(exists("elsewhere/t.npy"))
    }

    /// Nothing is left where everybody looks, and what a killed run leaves is gone with the next.
    func testNothingIsLeft() throws {
        let temporary = folder + "/tmp"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let environment = ["TMPDIR": temporary, "XDG_CACHE_HOME": folder + "/cache"]
        let path = try file(
            "n.avtsnb", "```swift\nprint(\"up\", FileManager.default.temporaryDirectory.path)\nwhile true {}\n```\n")
        let killed = try Binary.run(["run", path], environment: environment, signal: SIGKILL, after: "up")
        XCTAssertTrue(killed.output.contains(folder + "/cache/avts-nb-scratch/"), killed.output)
        let scratch = folder + "/cache/avts-nb-scratch"
        XCTAssertFalse(try FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty)
        for _ in 0..<20 where try !FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty {
            XCTAssertEqual(try Binary.run(["-e", "usleep(200_000)"], environment: environment).code, 0)
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: scratch), [])
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: temporary), [])
    }
}
