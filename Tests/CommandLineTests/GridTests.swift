import Foundation
import XCTest

/// Curves of steps, lists of runs, grids, comparisons.
final class GridTests: FolderTestCase {
    private let notebook = """
        ---
        avtsnb: 1
        title: t
        params:
          margin: {type: float, default: 1, min: 0}
          kind: {type: choice, choices: [a, b], default: a}
          word: {type: string, default: ""}
        ---

        ```swift {#work}
        for step in 1...3 { log("loss", params.margin / Double(step), step: step) }
        log("own", 2)
        log("own", Float.nan)
        let noise = Double(Tensor.uniform([1], in: 0..<1).scalars[0])
        record("loss", params.margin + noise, unit: "%")
        record("word", params.word)
        record("none", Double.nan)
        record("both", [1, -Double.infinity])
        check(params.margin < 3, "small")
        ```

        """

    private func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path))
        return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    func testCurvesOfSteps() throws {
        let path = try file("n.avtsnb", notebook)
        for _ in 1...2 {
            XCTAssertEqual(try Binary.run("run", path, in: folder).code, 0)
            let lines = try XCTUnwrap(contents("n.out/runs/newest/metrics.jsonl")).split(separator: "\n")
            let points = try lines.map { line -> String in
                let point = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                XCTAssertGreaterThan(point["t"] as? Double ?? 0, 1.7e9)
                return "\(point["series"] ?? "") \(point["step"] ?? "") \(point["value"] ?? "")"
            }
            // Numbers that JSON has no word for are not lost on their way.
            let results = try XCTUnwrap(try json("n.out/run.json")["results"] as? [String: [String: Any]])
            XCTAssertEqual(results["none"]?["value"] as? String, "nan")
            XCTAssertEqual((results["both"]?["values"] as? [Any])?.map { "\($0)" }, ["1", "-inf"])
            XCTAssertEqual(
                points.map { $0.prefix(14) }, ["loss 1 1.0", "loss 2 0.5", "loss 3 0.33333", "own 1 2.0", "own 2 nan"])
        }
    }

    func testAGridWithItsSummary() throws {
        let path = try file("n.avtsnb", notebook)
        let run = try Binary.run(
            "run", path, "-p", "margin=0.5,1", "-p", "seed=1..3", "-p", "word=x,y", "--jobs", "2", "--notify",
            "echo \"$AVTS_STATUS $AVTS_NOTEBOOK\" > told.txt", in: folder)
        XCTAssertEqual(run.code, 0, run.errors)
        XCTAssertEqual(contents("told.txt"), "ok \(path)\n")
        let lines = run.output.split(separator: "\n")
        XCTAssertEqual(lines[0].split(separator: " "), ["margin", "runs", "loss"])
        XCTAssertEqual(lines[2].split(separator: " ").prefix(2), ["0.5", "3"])
        let summary = try json("n.grid/summary.json")
        let runs = try XCTUnwrap(summary["runs"] as? [[String: Any]])
        XCTAssertEqual(runs.count, 6)
        let values = try runs.prefix(3).map { try XCTUnwrap(($0["results"] as? [String: Any])?["loss"] as? Double) }
        XCTAssertEqual(Set(values).count, 3, "each seed has a stream of its own")
        XCTAssertEqual((runs[0]["results"] as? [String: Any])?["word"] as? String, "x,y", "in a text a comma means itself")
        let row = try XCTUnwrap((summary["rows"] as? [[String: Any]])?[0]["results"] as? [String: [String: Any]])
        let mean = values.reduce(0, +) / 3
        XCTAssertEqual(try XCTUnwrap(row["loss"]?["mean"] as? Double), mean, accuracy: 1e-12)
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
        XCTAssertEqual(try XCTUnwrap(row["loss"]?["margin"] as? Double), 4.302653 * deviation / 3.0.squareRoot(), accuracy: 1e-5)

        // What has come to its end is not run again, and what is new is.
        let more = try Binary.run(
            "run", path, "-p", "margin=0.5,1,2", "-p", "seed=1..3", "-p", "word=x,y", "--resume", in: folder)
        XCTAssertEqual(more.code, 0, more.errors)
        XCTAssertEqual(more.errors.components(separatedBy: "from the run of").count, 7, more.errors)
        XCTAssertTrue(more.output.contains("\n2 "), more.output)

        let listed = try Binary.run("runs", path, "--results", "loss", in: folder)
        XCTAssertEqual(listed.output.split(separator: "\n").count, 2 + 9, listed.output)
        XCTAssertTrue(try Binary.run("runs", path, "--results", "los", in: folder).errors.contains("no run has a result `los`"))

        let compared = try Binary.run("compare", "n.grid", "--curve", "loss", "--out", "cmp", in: folder)
        XCTAssertEqual(compared.code, 0, compared.errors)
        XCTAssertTrue(compared.output.contains("margin=0.5"), compared.output)
        XCTAssertTrue(exists("cmp/cells/curves/loss.png"))
        let document = try Binary.run("compare", "n.grid", "--json", in: folder).output
        let held = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
        let cells = try XCTUnwrap((held["results"] as? [String: [[String: Any]]])?["loss"])
        XCTAssertEqual(cells[0]["values"] as? [Double], values)
        // The same seeds, so that noise is the same: the differences do not vary.
        XCTAssertEqual(cells.dropFirst().map { $0["verdict"] as? String }, ["holds", "holds"])
    }

    func testWhatIsResumed() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run("run", path, "-p", "margin=0.5,1", "-p", "seed=1", in: folder).code, 0)
        let same = try Binary.run("run", path, "-p", "margin=0.5,1", "-p", "seed=1", "--resume", in: folder)
        XCTAssertEqual(same.errors.components(separatedBy: "from the run of").count, 3, same.errors)
        // Other parameters, or another text, are other runs, though their folders are the same.
        let other = try Binary.run("run", path, "-p", "margin=0.5,1", "-p", "seed=1", "-p", "kind=b", "--resume", in: folder)
        XCTAssertFalse(other.errors.contains("from the run of"), other.errors)
        let partial = try Binary.run("run", path, "-p", "margin=0.5,1", "--only", "work", "--resume", in: folder)
        XCTAssertTrue(partial.errors.contains("--resume knows runs of all cells"), partial.errors)
        let edited = try file("n.avtsnb", notebook + "More prose.\n")
        let anew = try Binary.run("run", edited, "-p", "margin=0.5,1", "-p", "seed=1", "--resume", in: folder)
        XCTAssertFalse(anew.errors.contains("from the run of"), anew.errors)
    }

    func testANotebookThatIsEditedMeanwhile() throws {
        let own =
            "try? (try String(contentsOfFile: \"n.avtsnb\", encoding: .utf8) + \"More prose.\\n\").write(toFile: \"n.avtsnb\", atomically: false, encoding: .utf8)"
        let path = try file("n.avtsnb", notebook + "```swift {#edit}\nif params.margin == 0.5 { \(own) }\n```\n")
        let run = try Binary.run("run", path, "-p", "margin=0.5,1", "--allow-write", folder, in: folder)
        XCTAssertEqual(run.code, 0, run.errors)
        XCTAssertTrue(try XCTUnwrap(contents("n.avtsnb")).hasSuffix("More prose.\n"), run.errors)
        XCTAssertTrue(
            run.errors.contains("was changed while the grid ran: other than at its beginning for margin=1\n"), run.errors)
        let runs = try XCTUnwrap(try json("n.grid/summary.json")["runs"] as? [[String: Any]])
        XCTAssertEqual(runs.map { $0["status"] as? String }, ["ok", "ok"])
        XCTAssertTrue(runs.allSatisfy { ($0["results"] as? [String: Any])?["loss"] != nil }, "\(runs)")
    }

    func testWhatIsNoGrid() throws {
        let path = try file("n.avtsnb", notebook)
        func failure(_ words: String, _ arguments: String..., line: UInt = #line) throws {
            let run = try Binary.run(["run", path] + arguments, in: folder)
            XCTAssertNotEqual(run.code, 0, line: line)
            XCTAssertTrue(run.errors.contains(words), run.errors, line: line)
            XCTAssertFalse(exists("n.grid"), line: line)
        }
        try failure("has a value twice", "-p", "margin=1,1")
        try failure("is below it", "-p", "margin=1,-1")
        try failure("no seed", "-p", "seed=1,x")
        try failure("a grid has at most", "-p", "margin=1,2", "-p", "seed=0..9998")
        try failure("--jobs and --resume are for a grid", "--jobs", "2")
        try failure("leave one out", "-p", "seed=1,2", "--seed", "4")
        try failure("does not go with", "-p", "kind=a,b", "--json")
        XCTAssertEqual(try Binary.run("runs", path, in: folder).code, 66)
        XCTAssertEqual(try Binary.run("compare", path, in: folder).code, 66)
    }

    func testARunThatFailsIsTold() throws {
        let path = try file("n.avtsnb", notebook)
        let run = try Binary.run("run", path, "-p", "margin=1,5", in: folder)
        XCTAssertEqual(run.code, 2, run.errors)
        XCTAssertEqual(try Binary.run("clean", path, in: folder).code, 0)
        XCTAssertFalse(exists("n.grid"))
        _ = try file("n.grid/mine.txt", "mine")
        XCTAssertEqual(try Binary.run("run", path, "-p", "margin=1,2", in: folder).code, 0)
        XCTAssertEqual(try Binary.run("clean", path, in: folder).code, 0)
        XCTAssertEqual(contents("n.grid/mine.txt"), "mine")
        XCTAssertTrue(run.errors.contains("margin=5 · exit code 2"), run.errors)
    }

    /// A thousand kept runs are listed from their summaries.
    func testAThousandRuns() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run("run", path, in: folder).code, 0)
        let name = try XCTUnwrap(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/n.out/runs").first { $0 != "newest" })
        let summary = try XCTUnwrap(contents("n.out/runs/\(name)/summary.json"))
        for number in 0..<1000 {
            let id = "20200101-\(String(format: "%06d", number))-abcd"
            _ = try file(
                "n.out/runs/\(id)/summary.json",
                summary.replacingOccurrences(of: name, with: id).replacingOccurrences(
                    of: "\"margin\":1", with: "\"margin\":\(number % 3)"))
        }
        let listed = try Binary.run("runs", path, "-n", "2000", in: folder)
        XCTAssertEqual(listed.output.split(separator: "\n").count, 2 + 1001)
        XCTAssertEqual(try Binary.run("runs", path, in: folder).output.split(separator: "\n").count, 2 + 20)
    }
}
