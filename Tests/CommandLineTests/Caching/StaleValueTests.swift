import Foundation
import TestSupport
import XCTest

/// Assign, re-assign, mutate, alias, delete and files outside, each with edits, another run, another order and other names: no stale value is served.
final class StaleValueTests: CachingTestCase {
    func testEveryKindWithEveryEdit() throws {
        for name in StaleKind.all.indices {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        // Two at once, for compiling takes one processor.
        let failures = Shared<[String]>([])
        let (kinds, test) = (StaleKind.all, Unchecked(value: self))
        let next = Shared(0)
        atOnce(2) { _ in
            while case let number = next.withLock({
                $0 += 1; return $0 - 1
            }), number < kinds.count {
                var found: [String] = []
                do { found = try test.value.differences(of: kinds[number], in: "\(number)") } catch {
                    found = ["\(kinds[number].name): \(error)"]
                }
                failures.withLock { [found] in $0 += found }
            }
        }
        for failure in failures.withLock(\.self) { XCTFail(failure) }
    }

    /// A test that lends itself to other threads, which touch nothing but its folder.
    private struct Unchecked: @unchecked Sendable { let value: StaleValueTests }

    private func differences(of kind: StaleKind, in place: String) throws -> [String] {
        var all: [String] = []
        func compare(_ cells: Cells, _ what: String) throws -> Ran {
            let (ran, differences) = try compared(text(cells), [], what, in: place)
            all += differences
            return ran
        }
        var cells = kind.cells
        _ = try compare(cells, kind.name)
        let again = try compare(cells, kind.name)
        if !Set(kind.kept).isSubset(of: again.restored) {
            all.append("\(kind.name): only \(again.restored) are kept: \(again.uncached)")
        }
        for (old, new) in kind.edits {
            if !cells.contains(where: { $0.source.contains(old) }) { all.append("\(kind.name): there is no \(old)") }
            cells = cells.map { ($0.id, $0.source.replacingOccurrences(of: old, with: new)) }
            _ = try compare(cells, "\(kind.name): \(new)")
        }
        var swapped = cells
        swapped.swapAt(kind.swap, kind.swap + 1)
        _ = try compare(swapped, "\(kind.name), in another order")
        let renamed: Cells = try cells.map {
            ($0.id, $0.source.replacing(try Regex("\\b\(kind.rename.0)\\b"), with: kind.rename.1))
        }
        _ = try compare(renamed, "\(kind.name), renamed")
        // A cell of another name has another stream of chance.
        _ = try compare(cells.map { ($0.id + "2", $0.source) }, "\(kind.name), cells renamed")
        for gone in cells.indices where gone % 2 == 1 {
            var fewer = cells
            fewer.remove(at: gone)
            _ = try compare(fewer, "\(kind.name) without \(cells[gone].id)")
        }
        _ = try compare(kind.cells, "\(kind.name), as it was")
        return all
    }

    func testFilesOutside() throws {
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/set", withIntermediateDirectories: true)
        _ = try file("data.txt", "one")
        let cells: Cells = [
            ("read", "let text = try readText(\"data.txt\")\nprint(text)"),
            ("foundation", "import Foundation\nprint(try String(contentsOfFile: \"data.txt\", encoding: .utf8))"),
            ("there", "print(FileManager.default.fileExists(atPath: \"other.txt\"), fileExists(\"other.txt\"))"),
            ("listing", "print(try FileManager.default.contentsOfDirectory(atPath: \"set\").sorted())"),
            ("walk", "print(FileManager.default.subpaths(atPath: \"set\")!.sorted())"), ("uses", "print(text.count)"),
            ("size", "print(try FileManager.default.attributesOfItem(atPath: \"data.txt\")[.size]!)"),
        ]
        try compare(text(cells))
        let again = try compare(text(cells))
        XCTAssertEqual(Set(again.restored), Set(cells.map(\.id)), "\(again.uncached)")
        let changes: [(String, () throws -> Void)] = [
            ("another content", { _ = try self.file("data.txt", "two") }),
            ("the same again", { _ = try self.file("data.txt", "two") }),
            ("longer", { _ = try self.file("data.txt", "three\n") }), ("one there", { _ = try self.file("other.txt", "x") }),
            ("one more listed", { _ = try self.file("set/a.txt", "x") }),
            (
                "beneath",
                {
                    try files.createDirectory(atPath: "\(self.folder)/set/sub", withIntermediateDirectories: true)
                    _ = try self.file("set/sub/b.txt", "x")
                }
            ), ("gone", { try files.removeItem(atPath: "\(self.folder)/other.txt") }),
            ("data gone", { try files.removeItem(atPath: "\(self.folder)/data.txt") }),
            (
                "a link",
                {
                    _ = try self.file("real.txt", "linked")
                    try files.createSymbolicLink(atPath: "\(self.folder)/data.txt", withDestinationPath: "real.txt")
                }
            ), ("what the link leads to", { _ = try self.file("real.txt", "linked elsewhere") }),
        ]
        for (what, change) in changes {
            try change()
            try compare(text(cells), [], what)
            try compare(text(cells), [], "\(what), again")
        }
    }

    /// What was read is told as it was read, and not as it stood in the end.
    func testAFileThatChangesWhileItsReaderRuns() throws {
        _ = try file("data.txt", "one")
        let cells: Cells = [
            (
                "slow",
                "let text = try readText(\"data.txt\")\nvar n = 0.0\nfor i in 0..<300_000_000 { n += Double(i).squareRoot() }\nprint(text, n > 0)"
            )
        ]
        let path = try file("n.avtsnb", text(cells))
        let (folder, environment) = (folder, Self.environment)
        let changer = Thread {
            for turn in 0..<40 {
                Thread.sleep(forTimeInterval: 0.1)
                try? Data("turn \(turn)".utf8).write(to: URL(fileURLWithPath: "\(folder)/data.txt"))
            }
        }
        changer.start()
        _ = try Binary.run(["run", path, "--out", "\(folder)/n.out"], environment: environment, in: folder)
        while !changer.isFinished { Thread.sleep(forTimeInterval: 0.05) }
        try compare(text(cells))
    }

    func testDevices() throws {
        let source = text([("a", "let source = fopen(\"/dev/urandom\", \"r\")!\nprint(fgetc(source) >= 0)\nfclose(source)")])
        _ = try run(source)
        let again = try run(source)
        XCTAssertEqual(again.restored, [])
        XCTAssertEqual(again.uncached["a"], "it reads a device, /dev/urandom")
    }

    func testWhatACellWritesIsWrittenEachTime() throws {
        let cells: Cells = [
            ("write", "try writeText(\"made\", to: \"note.txt\")\nprint(\"written\")"),
            ("read", "print(try readText(outputPath(\"note.txt\")))"),
        ]
        try compare(text(cells))
        try FileManager.default.removeItem(atPath: "\(folder)/n.out")
        let again = try compare(text(cells))
        XCTAssertFalse(again.restored.contains("write"))
        XCTAssertEqual(again.uncached["write"]?.hasPrefix("it writes or removes"), true, "\(again.uncached)")
        let edited: Cells = [("write", cells[0].source.replacingOccurrences(of: "made", with: "other")), cells[1]]
        XCTAssertTrue(try compare(text(edited)).outputs[1].contains("other"))
    }

    func testParametersAndSeeds() throws {
        let front = "params:\n  n: {type: int, default: 3}\n  other: {type: int, default: 1}\nseed: 5\n"
        let cells: Cells = [
            ("a", "let x = params.n * 2"), ("b", "print(x)"), ("c", "print(Tensor.uniform([1], in: 0..<1))"),
            ("d", "print(params.other)"),
        ]
        let source = text(cells, front: front)
        try compare(source)
        XCTAssertEqual(try compare(source).restored.count, 4)
        XCTAssertEqual(
            Set(try compare(source, ["-p", "other=2"]).restored), ["a", "b", "c"], "another parameter is nothing to them")
        XCTAssertEqual(Set(try compare(source, ["-p", "n=4"]).restored), ["c", "d"])
        XCTAssertEqual(Set(try compare(source, ["--seed", "6"]).restored), [], "each cell has a stream of its own")
        XCTAssertEqual(try compare(source).restored.count, 4, "what was kept before is there still")
    }
}
