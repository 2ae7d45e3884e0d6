import Foundation
import XCTest

/// `make results` in a repository of its own, with a program that counts how often it is run: what is kept of the same program, notebook and
/// settings is not run again, and anything else is.
final class KeptResultTests: FolderTestCase {
    override func setUpWithError() throws {
        try super.setUpWithError()
        let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../.ci")
        try FileManager.default.createDirectory(atPath: folder + "/.ci", withIntermediateDirectories: true)
        for name in ["results", "experiment", "keep", "claims"] {
            try FileManager.default.copyItem(
                at: scripts.appendingPathComponent(name), to: URL(fileURLWithPath: "\(folder)/.ci/\(name)"))
        }
        _ = try file("Package.swift", "// none")
        _ = try file("Sources/code.swift", "let code = 1")
        _ = try file(".gitignore", ".build")
        _ = try file("notebooks/results/README.md", "# Results")
        _ = try file(
            "notebooks/losses.avtsnb",
            "---\navtsnb: 1\nparams:\n  scale: {type: choice, choices: [a, b], default: a}\n  seeds: {type: int, default: 1}\n"
                + "  margin: {type: float, default: 0.5}\n---\n")
        // What a run leaves, as far as it is looked at.
        let program = try file(
            ".build/release/avts-nb",
            """
            #!/bin/sh
            while [ $# -gt 0 ]; do
                case $1 in --out) out=$2 ;; scale=*) scale=${1#*=} ;; seeds=*) seeds=${1#*=} ;; esac
                shift
            done
            echo run >> runs
            mkdir -p "$out/cells/claims"
            cat > "$out/run.json" <<END
            {
              "cached" : [ ],
              "notebook" : "notebooks/losses.avtsnb",
              "params" : {
                "margin" : 2,
                "scale" : "$scale",
                "seeds" : $seeds
              },
              "provenance" : {
                "cpu" : "CPU",
                "threads" : 2,
                "toolDirty" : ${DIRTY:-false},
                "toolRevision" : "$(git rev-parse HEAD)"
              },
              "seconds" : 90,
              "started" : "2026-11-30T00:00:00Z",
              "title" : "Losses"
            }
            END
            printf 'Claims\\n──\\nA true difference is told.\\n' > "$out/cells/claims/output.txt"
            printf 'claim,paper,here,verdict,seeds\\n"a | b",+9.4,+1.0,holds,2\\n' > "$out/cells/claims/output.csv"
            """)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        try shell("git init -q . && git config user.email a@b.c && git config user.name A && git add -A && git commit -qm First")
    }

    @discardableResult
    private func shell(_ command: String, _ environment: [String: String] = [:]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0, "\(command): \(text)")
        return text
    }

    private var runs: Int { contents("runs")?.split(separator: "\n").count ?? 0 }

    private func results(_ scale: String = "a", _ seeds: Int = 2, _ environment: [String: String] = [:]) throws -> String {
        try shell("sh .ci/results \(scale) \(seeds) 2 losses", environment)
    }

    func testWhatIsKeptIsNotRunAgain() throws {
        _ = try results()
        XCTAssertEqual(runs, 1)
        XCTAssertTrue(exists("notebooks/results/losses-a/run.json"))
        XCTAssertFalse(exists(".build/results/kept"), "moved to where it is kept")
        XCTAssertTrue(try results().contains("kept already"))
        // On another machine it comes with the repository; what is committed beside the program changes nothing.
        try shell("git add -A && git commit -qm Results")
        XCTAssertTrue(try results().contains("kept already"))
        XCTAssertEqual(runs, 1)
    }

    func testAnythingElseIsRun() throws {
        _ = try results()
        _ = try results("b")
        _ = try results("a", 3)
        XCTAssertEqual(runs, 3, "another scale, other seeds")
        _ = try results("a", 3)
        XCTAssertEqual(runs, 3)
        for change in ["echo 'let code = 2' > Sources/code.swift", "echo more >> notebooks/losses.avtsnb"] {
            try shell(change)
            _ = try results("a", 3)
            try shell("git commit -qam Change")
            let before = runs
            _ = try results("a", 3)
            XCTAssertEqual(runs, before + 1, change)
        }
        // A program with changes is none that a revision names.
        let before = runs
        _ = try results("a", 2, ["DIRTY": "true"])
        _ = try results("a", 2)
        XCTAssertEqual(runs, before + 2)
    }

    func testWhatIsMissingIsSaid() throws {
        let unknown = try shell("sh .ci/results a 2 1 nothing || true")
        XCTAssertTrue(unknown.contains("nothing: no such experiment"), unknown)
        try shell("rm .build/release/avts-nb")
        let bare = try shell("sh .ci/results a 2 1 losses || true")
        XCTAssertTrue(bare.contains("make build makes it"), bare)
        XCTAssertFalse(exists("notebooks/results/losses-a"))
    }

    /// What was cut off is run again, and named where claims are gathered.
    func testARecordThatWasCutOff() throws {
        _ = try results()
        try shell("head -c 60 notebooks/results/losses-a/run.json > cut && mv cut notebooks/results/losses-a/run.json")
        if try shell("command -v python3 || true").contains("python3") {
            let page = contents("notebooks/results/Claims.md")
            let words = try shell(".ci/claims || true")
            XCTAssertTrue(words.contains("losses-a: no kept run that can be read"), words)
            XCTAssertEqual(words.split(separator: "\n").count, 1, words)
            XCTAssertEqual(contents("notebooks/results/Claims.md"), page)
        }
        _ = try results()
        XCTAssertEqual(runs, 2)
    }

    func testClaimsAreWritten() throws {
        try XCTSkipUnless(try shell("command -v python3 || true").contains("python3"), "the page is written by Python")
        let marks = ("<!-- .ci/claims writes this table -->", "<!-- up to here -->")
        _ = try file("README.md", "# A\n\n\(marks.0)\nold\n\(marks.1)\n\nB\n")
        _ = try results()
        let page = try XCTUnwrap(contents("notebooks/results/Claims.md"))
        XCTAssertTrue(page.contains("`avts-nb run notebooks/losses.avtsnb -p scale=a -p seeds=2 -p margin=2`"), page)
        XCTAssertTrue(page.contains("| a \\| b | +9.4 | +1.0 | holds | 2 |"), page)
        XCTAssertTrue(page.contains("2 min, threads: 2, on CPU"), page)
        XCTAssertTrue(page.contains("A true difference is told."), page)
        let readme = """
            # A

            \(marks.0)
            | the paper says | run | paper | here (points, 95 %) | verdict |
            |---|---|---|---|---|
            | a \\| b | `losses-a` | +9.4 | +1.0 | holds |
            \(marks.1)

            B

            """
        XCTAssertEqual(contents("README.md"), readme)
    }

    /// The project's own pages say what is kept beside them, and nothing by hand.
    func testThePagesAreOfWhatIsKept() throws {
        try XCTSkipUnless(try shell("command -v python3 || true").contains("python3"), "the pages are written by Python")
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized
            .path
        try shell("rm -rf notebooks && cp -r '\(project)/notebooks' '\(project)/README.md' .")
        let pages = ["README.md", "notebooks/results/Claims.md"]
        let before = pages.map(contents)
        XCTAssertTrue(before.allSatisfy { $0 != nil })
        try shell(".ci/claims")
        XCTAssertEqual(pages.map(contents), before, "`.ci/claims` writes both pages")
    }
}
