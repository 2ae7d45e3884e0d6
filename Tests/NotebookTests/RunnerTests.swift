import CellSupport
import Foundation
import Notebook
import NotebookSession
import Session
import Synchronization
import XCTest

/// The runner over a real session.
final class RunnerTests: XCTestCase {
    private var folder = ""

    override func setUp() { folder = NSTemporaryDirectory() + "avts-nb-runner-\(UUID().uuidString)" }
    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    /// A session with some functions that the documents call.
    private static func session() throws -> CellSession {
        let cells = Cells()
        cells.run(
            """
            func draw(_ name: String) {
                Work.current.hear(
                    .display([.text("a picture"), .png(Data([0x89, 0x50, 0x4E, 0x47]), name: name), .csv("x,y\\n", name: name)]))
            }
            func cellSeed() -> UInt64 { Work.current.streamSeed }
            func spin() { while true {} }
            """)
        return cells.session
    }

    private func runner(
        _ text: String, _ options: RunOptions = RunOptions(), saves: Bool = false,
        observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) throws -> Runner {
        let document = try Document(parsing: text, path: "n.avtsnb")
        let provenance = Provenance(
            version: "0", gitRevision: nil, cpu: "none", blasKernel: nil, threads: 1, system: "test")
        return Runner(
            document: document, parameters: try Parameters(declared: document.frontMatter.parameters, assignments: []),
            evaluator: try Self.session(), options: options, folder: saves ? OutputFolder(path: folder) : nil,
            provenance: provenance, observer: observer)
    }

    private func run(_ text: String, _ options: RunOptions = RunOptions(), saves: Bool = false) throws -> RunRecord {
        try runner(text, options, saves: saves).run()
    }

    func testNamesValuesResultsAndChecks() throws {
        let record = try run(
            "---\navtsnb: 1\nparams: {n: 4}\nseed: 9\n---\n```swift {#a}\nlet x = params.n\nprint(\"x\")\nrecord(\"r\", 1.5, unit: \"s\")\n```\n```swift {#b}\ncheck(x == 4, \"four\")\nx * 2\n```\n"
        )
        XCTAssertEqual(record.status, .ok)
        XCTAssertEqual(record.seed, 9)
        XCTAssertEqual(record.cells.map(\.text), ["x\n", "8\n"])
        XCTAssertEqual(record.results["r"]?.value, .number(1.5))
        XCTAssertEqual(record.results["r"]?.unit, "s")
        XCTAssertEqual(record.checks.map(\.passed), [true])
        XCTAssertEqual(record.checks.map(\.line), [12])
        XCTAssertEqual(RunRecord(json: record.json)?.cells.map(\.text), ["x\n", "8\n"])
    }

    func testFailureEndsTheRunUnlessToldToGoOn() throws {
        let text = "```swift {#a}\n[1][4]\n```\n```swift {#b}\nprint(2)\n```\n"
        let stopped = try run(text)
        XCTAssertEqual(stopped.status, .failed)
        XCTAssertEqual(stopped.exitCode, 1)
        XCTAssertEqual(stopped.cells.map(\.status), [.failed, .notRun])
        XCTAssertEqual(stopped.cells[0].error?.line, 2)
        var options = RunOptions()
        options.keepsGoing = true
        XCTAssertEqual(try run(text, options).cells.map(\.status), [.failed, .ok])
    }

    func testExpectedFailures() throws {
        let record = try run(
            "```swift {raises=RuntimeError}\n[1][4]\n```\n```swift {raises=Other}\n[1][4]\n```\n",
            {
                var o = RunOptions(); o.keepsGoing = true; return o
            }())
        XCTAssertEqual(record.cells.map(\.status), [.expectedFailure, .failed])
        XCTAssertTrue(record.cells[1].error?.message.hasPrefix("the cell should have failed with Other") == true)
        XCTAssertEqual(try run("```swift {raises=X}\n1\n```\n").cells[0].error?.name, "NoError")
        XCTAssertEqual(try run("```swift {allow-error}\n[1][4]\n```\n```swift\n1\n```\n").status, .ok)
    }

    func testConditionsAndSelection() throws {
        XCTAssertEqual(try run("```swift {if=\"1 > 2\"}\n1\n```\n").cells.map(\.status), [.skipped])
        XCTAssertEqual(try run("```swift {if=\"1 + 2\"}\n1\n```\n").cells[0].error?.name, "TypeError")
        var options = RunOptions()
        options.only = ["b"]
        let record = try run("```swift {#a}\n1\n```\n```swift {#b}\n2\n```\n", options)
        XCTAssertEqual(record.cells.map(\.status), [.skipped, .ok])
        options.only = ["bb"]
        XCTAssertEqual(
            options.unknownCells(in: try Document(parsing: "```swift {#b}\n```\n", path: "n")).first?.suggestion,
            "did you mean `b`?")
    }

    func testRandomStreamsBelongToCells() throws {
        let alone = try run("```swift {#a}\ncellSeed()\n```\n")
        let second = try run(
            "```swift {#z}\ncellSeed()\n```\n```swift {#a}\ncellSeed()\n```\n```swift {#a2 seed=3}\ncellSeed()\n```\n")
        XCTAssertEqual(alone.cells[0].text, second.cells[1].text)
        XCTAssertEqual(Set(second.cells.map(\.text)).count, 3)
    }

    func testFilesOfFigures() throws {
        let record = try run(
            "```swift {#a figure=loss}\ndraw(\"x\")\ndraw(\"y\")\n```\n```swift {#b}\ndraw(\"A name, 1/2\")\n```\n", saves: true)
        XCTAssertEqual(record.cells[0].outputs.map(\.image), ["cells/a/loss.png", "cells/a/loss-2.png"])
        XCTAssertEqual(record.cells[1].outputs.map(\.csv), ["cells/b/a-name-1-2.csv"])
        let saved = OutputFolder(path: folder)
        XCTAssertEqual(record.run.map { saved.read("runs/\($0)/cells/a/loss.png") != nil }, true)
        XCTAssertEqual(saved.read("cells/a/loss-2.png"), [0x89, 0x50, 0x4E, 0x47])
        XCTAssertEqual(saved.read("cells/a/output.txt").map { String(decoding: $0, as: UTF8.self) }, "a picture\na picture\n")
        let report = String(decoding: try XCTUnwrap(saved.read("report.html")), as: UTF8.self)
        XCTAssertEqual(report.components(separatedBy: "<figure>").count, 4)
    }

    func testAnotherRunTakesTheOldOutputsAway() throws {
        _ = try run("```swift {#old}\nprint(1)\n```\n", saves: true)
        _ = try run("```swift {#new}\nprint(1)\n```\n", saves: true)
        XCTAssertNil(OutputFolder(path: folder).read("cells/old/output.txt"))
        XCTAssertNotNil(OutputFolder(path: folder).read("cells/new/output.txt"))
    }

    func testLimits() throws {
        var options = RunOptions()
        options.cellTimeout = 0.2
        let record = try run("```swift\nspin()\n```\n```swift\n1\n```\n", options)
        XCTAssertEqual(record.status, .timeout)
        XCTAssertEqual(record.cells.map(\.status), [.timeout, .notRun])
        XCTAssertEqual(try run("```swift {timeout=200ms}\nwhile true {}\n```\n").exitCode, 124)
    }

    func testStoppingFromAnotherThread() throws {
        let box = Mutex<Runner?>(nil)
        let runner = try runner("```swift {#a}\nprint(1)\nspin()\n```\n```swift {#b}\nprint(2)\n```\n") { event in
            if case .output = event { box.withLock { $0 }?.stop(.terminated) }
        }
        box.withLock { $0 = runner }
        let record = runner.run()
        XCTAssertEqual(record.status, .terminated)
        XCTAssertEqual(record.exitCode, 143)
        XCTAssertEqual(record.cells.map(\.status), [.interrupted, .notRun])
        box.withLock { $0 = nil }
    }

    func testADiskThatRefuses() throws {
        let document = try Document(parsing: "```swift\n1\n```\n", path: "n")
        let runner = Runner(
            document: document, parameters: try Parameters(declared: [], assignments: []),
            evaluator: try Self.session(),
            folder: OutputFolder(path: "/proc/nowhere"),
            provenance: Provenance(version: "0", gitRevision: nil, cpu: "", blasKernel: nil, threads: 1, system: ""))
        XCTAssertEqual(runner.run().exitCode, 73)
        XCTAssertNotNil(runner.saveError)
    }

    func testWhatIsPrintedWithoutEndIsCut() throws {
        let record = try run("```swift\nfor _ in 0..<40000 { print(\"0123456789012345678901234567890123456789\") }\n```\n")
        XCTAssertLessThan(record.cells[0].text.utf8.count, 1 << 21)
        XCTAssertTrue(record.cells[0].text.hasSuffix("[the rest of what this cell printed was left out]\n"))
    }
}
