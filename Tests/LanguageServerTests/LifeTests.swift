import Foundation
import LanguageServer
import Notebook
import XCTest

/// How a server begins and ends, and what it says to clients that are wrong.
final class LifeTests: XCTestCase {
    private static let sample = Sample("life", "```swift {#a}\nlet number = 3\n```\n\n```swift {#b}\nnumber + 1\n```\n")

    func testShutdownAndExit() throws {
        let editor = try Editor()
        XCTAssertEqual(editor.request("shutdown", .null), .null)
        XCTAssertEqual(editor.error("textDocument/hover", .null)["code"], -32600)
        editor.notify("exit", .null)
        XCTAssertEqual(editor.exitCode(), 0)
    }

    func testExitAloneAndTheEndOfInput() throws {
        let exiting = try Editor(), hangingUp = try Editor()
        exiting.notify("exit", .null)
        hangingUp.hangUp()
        XCTAssertEqual(exiting.exitCode(), 1)
        XCTAssertEqual(hangingUp.exitCode(), 1)
    }

    func testWhatIsNoRequestIsAnsweredAndNothingEnds() throws {
        let editor = try Editor(initialize: false)
        XCTAssertEqual(editor.error("textDocument/hover", [:])["code"], -32002, "before `initialize`")
        editor.send(bytes: MessageFraming.framed(Array("{\"id\": 7, ".utf8)))
        XCTAssertEqual(editor.hears("error")["error"]?["code"], -32700)
        editor.send(bytes: Array("Nothing: at all\r\n\r\n".utf8))
        XCTAssertEqual(editor.hears("error")["error"]?["code"], -32700)
        editor.send(bytes: MessageFraming.framed([0xFF, 0xFE, 0x00]))
        XCTAssertEqual(editor.hears("error")["error"]?["code"], -32700)
        editor.send(["jsonrpc": "2.0", "id": ["no", "id"], "method": "shutdown"])
        XCTAssertEqual(editor.hears("error")["error"]?["code"], -32600)
        editor.send(bytes: MessageFraming.framed(Array(String(repeating: "[", count: 100_000).utf8)))
        XCTAssertEqual(editor.hears("error")["error"]?["code"], -32700)
        let capabilities = editor.request("initialize", Editor.greeting())["capabilities"]
        XCTAssertEqual(capabilities?["hoverProvider"], true)
        XCTAssertNotNil(capabilities?["semanticTokensProvider"]?["legend"]?["tokenTypes"]?.items)
        XCTAssertEqual(editor.error("initialize", Editor.greeting())["code"], -32600)
        XCTAssertEqual(editor.error("textDocument/nothing", [:])["code"], -32601)
        XCTAssertEqual(editor.error("textDocument/hover", Self.sample.at("number"))["code"], -32602, "not open")
        editor.notify("$/something", [:])
        editor.open(Self.sample.uri, Self.sample.text)
        XCTAssertEqual(editor.error("textDocument/hover", Self.sample.document)["code"], -32602, "no position")
        editor.notify(
            "textDocument/didChange", ["textDocument": ["uri": .string(Self.sample.uri), "version": 2], "contentChanges": [7]])
        XCTAssertTrue(editor.hears("window/showMessage")["message"]?.text?.contains("open it again") ?? false)
        XCTAssertNotNil(editor.request("textDocument/hover", Self.sample.at("number + 1"))["contents"])
    }

    func testACancelledRequestIsAnsweredAtOnce() throws {
        let editor = try Editor()
        // A compiler that has this much to think about is not waited for.
        let hard =
            "let hard = 1 + 2.0 * -3 + [4, 5].reduce(0, +) - 1 / 2 + (3 - -4.0) * 2 + [1.5].map { $0 * 2 - 1 + -$0 }[0] - 7 * -2 + 1"
        let sample = Sample("cancel", "```swift\n\(hard)\n```\n\n```swift\nlet after = 1\n```\n")
        editor.open(sample.uri, sample.text)
        let id = editor.begin("textDocument/hover", sample.at("after"))
        editor.notify("$/cancelRequest", ["id": .int(id)])
        let error = editor.answer(id)["error"]
        XCTAssertEqual(error?["code"], -32800, error?.compact ?? "no error")
        // One that is answered already is nobody's.
        editor.notify("$/cancelRequest", ["id": .int(id)])
        editor.notify("$/cancelRequest", [:])
        XCTAssertEqual(editor.request("shutdown", .null), .null)
    }

    func testASignalEndsTheServiceToo() throws {
        let editor = try Editor()
        let service = try XCTUnwrap(Self.service(of: editor))
        editor.process.terminate()
        XCTAssertEqual(editor.exitCode(), 143)
        XCTAssertTrue(Self.isGone(service), "sourcekit-lsp goes on")
    }

    func testTheServerGoesWhenItsParentHas() throws {
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: "/bin/sh")
        parent.arguments = ["-c", "exec sleep 600"]
        try parent.run()
        let editor = try Editor(parent: parent.processIdentifier)
        parent.terminate()
        parent.waitUntilExit()
        XCTAssertEqual(editor.exitCode(), 1)
    }

    func testAKilledServerLeavesNoService() throws {
        let editor = try Editor()
        let service = try XCTUnwrap(Self.service(of: editor))
        kill(editor.process.processIdentifier, SIGKILL)
        editor.process.waitUntilExit()
        XCTAssertTrue(Self.isGone(service), "sourcekit-lsp goes on")
    }

    func testAServiceThatEndsIsStartedOnceMore() throws {
        let editor = try Editor()
        let sample = Self.sample
        editor.open(sample.uri, sample.text)
        XCTAssertNotNil(editor.request("textDocument/hover", sample.at("number + 1"))["contents"])
        kill(try XCTUnwrap(Self.service(of: editor)), SIGKILL)
        XCTAssertTrue(editor.hears("window/logMessage")["message"]?.text?.contains("started again") ?? false)
        XCTAssertNotNil(editor.request("textDocument/hover", sample.at("number + 1"))["contents"])
        kill(try XCTUnwrap(Self.service(of: editor)), SIGKILL)
        XCTAssertTrue(editor.hears("window/showMessage")["message"]?.text?.contains("ended twice") ?? false)
        XCTAssertEqual(editor.request("textDocument/hover", sample.at("number + 1")), .null)
        XCTAssertNil(Self.service(of: editor))
        // What needs no service goes on.
        XCTAssertEqual(editor.request("textDocument/documentSymbol", sample.document).items?.count, 2)
        XCTAssertEqual(editor.request("textDocument/codeLens", sample.document).items?.count, 3)
    }

    func testAToolchainWithoutTheServiceSaysWhatToDo() throws {
        // A toolchain in which only this is missing: links to all else.
        let folder = NSTemporaryDirectory() + "avts-nb-toolchain-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let compiler = try XCTUnwrap(
            path.split(separator: ":").map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) })
        let root = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let files = FileManager.default
        try files.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        for name in ["lib", "share", "include"] {
            try? files.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: "\(root)/\(name)")
        }
        for name in try files.contentsOfDirectory(atPath: root + "/bin") where name != "sourcekit-lsp" && name != "swiftc" {
            try files.createSymbolicLink(atPath: "\(folder)/bin/\(name)", withDestinationPath: "\(root)/bin/\(name)")
        }
        // Links are followed to find a toolchain: this one is a file.
        XCTAssertTrue(
            files.createFile(
                atPath: folder + "/bin/swiftc", contents: Data("#!/bin/sh\n".utf8), attributes: [.posixPermissions: 0o755]))
        let editor = try Editor(environment: ["PATH": "\(folder)/bin:\(path)"])
        let words = editor.hears("window/showMessage")["message"]?.text ?? ""
        XCTAssertTrue(words.contains("found no sourcekit-lsp in \(folder)/bin"), words)
        XCTAssertNil(editor.capabilities["semanticTokensProvider"])
        let sample = Sample("missing", "```swift\nlet wrong: Int = \"a\"\n```\n")
        editor.open(sample.uri, sample.text)
        XCTAssertEqual(editor.diagnostics(sample.uri).first?["range"], sample.range("\"a\"", length: 1))
        XCTAssertEqual(editor.request("textDocument/hover", sample.at("wrong")), .null)
    }

    // MARK: - Processes

    /// The `sourcekit-lsp` that a server has begun.
    private static func service(of editor: Editor) -> Int32? {
        let children = "/proc/\(editor.process.processIdentifier)/task"
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: children)) ?? [] {
            let list = (try? String(contentsOfFile: "\(children)/\(thread)/children", encoding: .utf8)) ?? ""
            for child in list.split(separator: " ").compactMap({ Int32($0) }) {
                let name = (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) ?? ""
                if name.hasPrefix("sourcekit-lsp") { return child }
            }
        }
        return nil
    }

    private static func isGone(_ process: Int32) -> Bool {
        let end = Date(timeIntervalSinceNow: 20)
        while Date() < end {
            let state = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.split(separator: ")").last
            if state == nil || state?.hasPrefix(" Z") == true { return true }
            usleep(20_000)
        }
        return false
    }
}
