import Foundation
import Notebook
import XCTest

/// What a person writes with: values within prose, other files' cells, lists as parameters, print; by the command and in a program.
final class WritingTests: FolderTestCase {
    private let notebook = """
        ---
        avtsnb: 1
        include: Helpers.swift
        params:
          rates: [0.5, 1, 2]
          names: {type: strings, default: [a, "b, c"]}
        ---
        # Rates

        Of `swift params.rates.count` rates, named `swift params.names.joined(separator: "+")`.

        ```swift {#sum}
        let total = params.rates.reduce(0, +)
        let shares = params.rates.map { percent($0, of: total) }
        ```

        The sum is `swift total`, a third `swift total / 3`, the first share `swift shares[0]`, and `swift Tensor(0.25)`.

        ```swift {#maybe if="params.rates.count > 2"}
        let middle = params.rates[1]
        ```
        In the middle `swift middle`.

        """

    override func setUpWithError() throws {
        try super.setUpWithError()
        _ = try file(
            "Helpers.swift", "func percent(_ part: Double, of whole: Double) -> String { \"\\(Int(part / whole * 100)) %\" }\n")
        _ = try file("n.avtsnb", notebook)
    }

    private func phrases(_ name: String = "n.out") throws -> [String?] {
        let record = try XCTUnwrap(RunRecord(json: Array(XCTUnwrap(contents("\(name)/run.json")).utf8)))
        return (record.phrases ?? []).map(\.text)
    }

    func testValuesWithinProse() throws {
        XCTAssertEqual(try Binary.run("n.avtsnb", in: folder).errors.contains("error"), false)
        XCTAssertEqual(try phrases(), ["3", "a+b, c", "3.5", "1.167", "14 %", "0.25", "1"])
        let page = try XCTUnwrap(contents("n.out/report.html"))
        XCTAssertTrue(page.contains("The sum is <span class=\"value\">3.5</span>, a third"), page)
        XCTAssertTrue(page.contains("func</span> percent"), "the included cell is shown")
        // A cell that is left out takes its values along.
        let given = try Binary.run("n.avtsnb", "-p", "rates=[1, 3]", "-p", "names=x", in: folder)
        XCTAssertEqual(given.code, 0, given.errors)
        XCTAssertEqual(try phrases(), ["2", "x", "4", "1.333", "25 %", "0.25", nil])
        XCTAssertEqual(try Binary.run("n.avtsnb", "-p", "rates=[1, x]", in: folder).code, 4)
    }

    func testAProgramHasThemToo() throws {
        let built = try Binary.run("build", "n.avtsnb", in: folder)
        XCTAssertEqual(built.code, 0, built.errors)
        for (arguments, expected) in [
            ([], ["3", "a+b, c", "3.5", "1.167", "14 %", "0.25", "1"]),
            (["-p", "rates=1,3"], ["2", "a+b, c", "4", "1.333", "25 %", "0.25", nil]),
        ] as [([String], [String?])] {
            let program = Process()
            program.executableURL = URL(fileURLWithPath: folder + "/n")
            program.arguments = ["--out", "p.out"] + arguments
            program.currentDirectoryURL = URL(fileURLWithPath: folder)
            program.standardOutput = FileHandle.nullDevice
            program.standardError = FileHandle.nullDevice
            try program.run()
            program.waitUntilExit()
            XCTAssertEqual(program.terminationStatus, 0)
            XCTAssertEqual(try phrases("p.out"), expected)
        }
    }

    func testOneThatIsWrongIsFoundByCheckAndByARun() throws {
        _ = try file("w.avtsnb", "```swift {#a}\nlet x = 1\n```\n\nIt is `swift xx`.\n")
        let checked = try Binary.run("check", "w.avtsnb", in: folder)
        XCTAssertEqual(checked.code, 3, checked.errors)
        XCTAssertTrue((checked.output + checked.errors).contains("w.avtsnb:5:"), checked.output + checked.errors)
        let ran = try Binary.run("w.avtsnb", in: folder)
        XCTAssertEqual(ran.code, 1, ran.errors)
        XCTAssertTrue(ran.errors.contains("w.avtsnb:5:") && ran.errors.contains("xx"), ran.errors)
        XCTAssertTrue(ran.errors.contains("`swift xx`{.noeval}"), ran.errors)
        let tested = try Binary.run("test", "w.avtsnb", in: folder)
        XCTAssertEqual(tested.code, 1)
        XCTAssertTrue(tested.output.contains("1 failed"), tested.output)
    }

    /// An error in an included file has that file's line.
    func testErrorsOfIncludedFiles() throws {
        _ = try file("Helpers.swift", "func percent(_ part: Double, of whole: Double) -> String {\n    \"\\(part / who)\"\n}\n")
        let ran = try Binary.run("n.avtsnb", in: folder)
        XCTAssertEqual(ran.code, 1)
        XCTAssertTrue(ran.errors.contains("Helpers.swift:2:"), ran.errors)
        let trap = try file("Helpers.swift", "func percent(_ part: Double, of whole: Double) -> String {\n    [String]()[0]\n}\n")
        XCTAssertTrue(try Binary.run("n.avtsnb", in: folder).errors.contains("Helpers.swift:2"), trap)
    }

    func testOnlyRunsWhatTheProseNeeds() throws {
        _ = try file("o.avtsnb", "```swift {#a}\nlet x = 1\n```\n```swift {#b}\nlet y = 2\n```\n`swift x`\n")
        let ran = try Binary.run("o.avtsnb", "--only", "b", in: folder)
        XCTAssertEqual(ran.code, 0, ran.errors)
        XCTAssertTrue(ran.errors.contains("these run too, since they are needed: a (`x` in b)"), ran.errors)
        XCTAssertEqual(try phrases("o.out"), ["1"])
    }

    /// Print needs a program of the machine's; where there is none, that is said.
    func testPDF() throws {
        XCTAssertEqual(try Binary.run("n.avtsnb", in: folder).code, 0)
        let exported = try Binary.run("export", "n.avtsnb", "--to", "pdf", in: folder)
        guard exported.code != 69 else {
            XCTAssertTrue(exported.errors.contains("no program prints PDF here"), exported.errors)
            return
        }
        XCTAssertEqual(exported.code, 0, exported.errors)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/n.pdf"))
        XCTAssertEqual(bytes.prefix(5), Data("%PDF-".utf8))
        XCTAssertGreaterThan(bytes.count, 5000)
        // It is known again, and what a person has changed is theirs.
        XCTAssertEqual(try Binary.run("export", "n.avtsnb", "--to", "pdf", in: folder).code, 0)
        try (bytes + Data("x".utf8)).write(to: URL(fileURLWithPath: folder + "/n.pdf"))
        XCTAssertEqual(try Binary.run("export", "n.avtsnb", "--to", "pdf", in: folder).code, 73)
    }

    func testFiguresForPrint() throws {
        _ = try file(
            "f.avtsnb",
            "```swift\nlet p = LinePlot(y: [3, 2, 1.5], title: \"Loss\")\nfor name in [\"a.pdf\", \"a.svg\", \"b/a.png\"] { try writeFigure(p, to: name) }\ndo { try writeFigure(p, to: \"a.gif\") } catch { print(error) }\n```\n"
        )
        let ran = try Binary.run("f.avtsnb", in: folder)
        XCTAssertEqual(ran.code, 0, ran.errors)
        XCTAssertEqual(ran.output, "writeFigure: found \"a.gif\", expected a name that ends in .svg, .pdf or .png\n")
        func start(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: "\(folder)/f.out/files/\(name)")).prefix(4)
        }
        XCTAssertEqual(try start("a.pdf"), Data("%PDF".utf8))
        XCTAssertEqual(try start("b/a.png").dropFirst(), Data("PNG".utf8))
        XCTAssertTrue(contents("f.out/files/a.svg")?.contains("<svg") ?? false)
    }
}
