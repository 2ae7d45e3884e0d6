import Foundation
import TestSupport
import XCTest

/// Assign, re-assign, mutate, alias, delete and files outside, each with edits, another run, another order and other names: no stale value is served.
final class StaleValueTests: CachingTestCase {
    /// A notebook in which each kind of dependence occurs; `independent` cells may change places.
    private struct Kind: @unchecked Sendable {
        let name: String
        let cells: Cells
        /// Texts to put in place of others, one edit after the other.
        let edits: [(String, String)]
        /// A name and another for it.
        let rename: (String, String)
        /// Two neighbours that may change places.
        var swap = 0
        /// Cells that a second run takes from the cache.
        let kept: [String]
    }

    private let kinds = [
        Kind(
            name: "assign",
            cells: [
                ("a", "let base = 2\nprint(\"a\")"), ("b", "let factor = 10"), ("c", "let y = base * factor\ny"),
                ("d", "print(base, factor, y)"),
            ],
            edits: [
                ("let base = 2", "let base = 3"), ("base * factor", "base + factor"),
                ("let base = 3", "let base: Int = 1 + 1 + 1"),
            ],
            rename: ("base", "bottom"), kept: ["a", "b", "c", "d"]),
        Kind(
            name: "re-assign",
            cells: [("a", "var x = 2"), ("b", "x = 5"), ("c", "print(x)"), ("d", "x = x * 2 + 1"), ("e", "print(x)\nx")],
            edits: [("x = 5", "x = 6"), ("var x = 2", "var x = 20"), ("x = 6", "_ = x"), ("x * 2", "x * 3")],
            rename: ("x", "other"), kept: ["a", "b", "c", "d", "e"]),
        Kind(
            name: "mutate",
            cells: [
                ("a", "var xs = [1]\nvar n = 0\nstruct Point { var x = 0\n mutating func move() { x += 1 } }\nvar p = Point()"),
                ("b", "func grow(_ by: Int) { xs.append(by); n += 1 }"), ("c", "xs.append(2)"), ("d", "grow(9)\np.move()"),
                ("e", "print(xs, n, p.x)"), ("f", "for i in 0..<3 { grow(i) }\nxs.sort()"), ("g", "print(xs, n, p)"),
            ],
            edits: [
                ("xs.append(2)", "xs.append(3)"), ("x += 1", "x += 2"), ("n += 1", "n += 7"), ("var xs = [1]", "var xs = [1, 1]"),
                ("grow(9)", "grow(8); grow(9)"),
            ],
            rename: ("xs", "list"), swap: 1, kept: ["a", "c", "d", "e", "f", "g"]),
        Kind(
            name: "alias",
            cells: [
                ("a", "final class Box { var n = 1 }\nlet one = Box()"), ("b", "let two = one"), ("c", "two.n += 4"),
                ("d", "print(one.n)"),
                ("e", "var v = [1, 2]\nvar w = v\nw.append(3)"), ("f", "print(v, w)"),
            ],
            edits: [("two.n += 4", "two.n += 5"), ("var n = 1", "var n = 100"), ("w.append(3)", "v.append(3)")],
            rename: ("two", "second"), kept: ["a", "b", "c", "d", "e", "f"]),
        Kind(
            name: "objects",
            cells: [
                (
                    "a",
                    "class Shape { var n = 1; let id: String; init(_ id: String) { self.id = id } }\n"
                        + "final class Round: Shape { var r: Double? = 2; var next: Shape? }\n"
                        + "let one = Round(\"one\")\none.next = one\nvar shapes: [Shape] = [one, Shape(\"two\"), one]\n"
                        + "let named: [String: Shape] = [\"x\": one, \"y\": Shape(\"three\")]\nvar any: Any = shapes[1]"
                ),
                ("b", "one.next!.n += 4\none.r = nil"), ("c", "shapes.append(Round(\"four\"))\nnamed[\"y\"]!.n = 7"),
                (
                    "d",
                    "print(shapes.map(\\.n), one.r as Any, named[\"x\"] === shapes[2], (any as! Shape) === shapes[1], one.next === one)"
                ),
                ("e", "any = one\nshapes[1].n += 10"),
                (
                    "f",
                    "print((any as! Round).n, shapes.map { [$0.id: $0.n] }, named[\"y\"]!.n, named[\"x\"] === (any as! Shape))"
                ),
            ],
            edits: [
                ("n += 4", "n += 5"), ("let one = Round", "let one: Round = Round"), ("shapes[1].n", "shapes[2].n"),
                ("= [one, Shape(\"two\"), one]", "= [one, one, Round(\"one\")]"),
                ("any = one", "any = shapes[0]"),
            ], rename: ("one", "first"), kept: ["a", "b", "c", "d", "e", "f"]),
        Kind(
            name: "networks",
            cells: [
                (
                    "a",
                    "var stream = RandomStream(seed: 3)\nlet net = Sequential([Linear(2, 4, using: &stream), ReLU(), "
                        + "Dropout(0.1, random: stream.split(\"drop\")), BatchNormalization(4), Linear(4, 1, using: &stream)])\n"
                        + "let x = Tensor.normal([16, 2])"
                ), ("b", "let optimizer = SGD(net.parameters, momentum: 0.9)"), ("c", "let head = net.parts[4].layer as! Linear"),
                (
                    "d",
                    "for _ in 0..<5 { let (_, g) = valueWithGradient(of: optimizer.parameters) { net(x).square().mean() }\n"
                        + "optimizer.step(g, learningRate: 0.1) }"
                ),
                ("e", "print(head.weight.value.scalars, net.evaluating { net(x).sum() }, optimizer.state.step)"),
                ("f", "head.weight.value = head.weight.value * 2\nnet.setTraining(false)"),
                ("g", "print(net(x).sum(), net.parameters.map { Double($0.value.sum().scalar) }, net.isInTrainingMode)"),
            ],
            edits: [("seed: 3", "seed: 4"), ("0..<5", "0..<6"), ("value * 2", "value * 3"), ("momentum: 0.9", "momentum: 0.5")],
            rename: ("net", "network"), swap: 1, kept: ["a", "b", "c", "d", "e", "f", "g"]),
        Kind(
            name: "ends of objects",
            cells: [
                ("a", "final class Box { var n = 1; deinit { print(\"gone\", n) } }\nvar box = Box()"), ("b", "box = Box()"),
                ("c", "box.n = 3"), ("d", "box = Box()\nprint(box.n)"), ("e", "print(3)"),
            ],
            edits: [("n = 3", "n = 4"), ("var n = 1", "var n = 2")], rename: ("box", "other"), kept: ["e"]),
        Kind(
            name: "redeclare",
            cells: [
                ("a", "let x = 1\nfunc f() -> Int { 1 }"), ("b", "let x = 2\nfunc f() -> Int { x * 10 }"), ("c", "print(x, f())"),
                ("d", "extension Int { var twice: Int { self * 2 } }"), ("e", "print(x.twice)"),
            ],
            edits: [
                ("let x = 2\nfunc f() -> Int { x * 10 }", "print(\"gone\")"), ("self * 2", "self + self + 1"), ("{ 1 }", "{ 2 }"),
            ],
            rename: ("f", "function"), kept: ["a", "b", "c", "d", "e"]),
        Kind(
            name: "hidden state",
            cells: [
                ("a", "enum State { static var n = 0 }\nvar k = 1\nlet add = { (i: Int) in i + k }"),
                ("b", "State.n += 1\nk += 1"),
                ("c", "print(State.n, add(1))"), ("d", "State.n *= 10"), ("e", "print(State.n)"),
            ],
            edits: [("State.n += 1", "State.n += 2"), ("k += 1", "k += 10"), ("i + k", "i * k")], rename: ("add", "plus"),
            kept: []),
        Kind(
            name: "objects of types",
            cells: [
                ("a", "final class Box { var n = 0 }\nenum Shared { static let box = Box(); static let limit = 3 }"),
                ("b", "Shared.box.n += 1"),
                ("c", "print(Shared.box.n)"), ("d", "enum Plain { static let limit = 3 }"), ("e", "print(Plain.limit)"),
            ],
            edits: [("n += 1", "n += 2"), ("var n = 0", "var n = 5")], rename: ("Shared", "Common"), kept: ["d", "e"]),
        Kind(
            name: "values of every kind",
            cells: [
                (
                    "a",
                    "struct Row { let name: String; var numbers: [Double]; var more: (Int, String?) }\n"
                        + "enum Size: String, Codable { case small, large }\n"
                        + "var rows = [Row(name: \"r\", numbers: [1.5, .nan], more: (1, nil)), Row(name: \"s\", numbers: [], more: (2, \"t\"))]\n"
                        + "var map: [String: Set<Int>] = [\"a\": [3, 1], \"b\": []]\nlet t = Tensor.arange(6).reshaped(to: [2, 3])\n"
                        + "let (u, v): (UInt8, Character) = (7, \"c\")\nlet size = Size.large\nlet none: Int? = nil\nlet some: Float? = 2.5\n"
                        + "let text = \"ä\\u{1F600}\"\nlet nested = [[1: [(true, 2.0)]]]\nguard let first = rows.first else { fatalError() }"
                ),
                ("b", "rows[0].more.0 += 1\nmap[\"c\"] = [9]"),
                (
                    "c",
                    "print(rows, map.mapValues { $0.sorted() }.sorted { $0.key < $1.key }, t.scalars, u, v, size, none as Any, some as Any, text, nested, first)"
                ), ("d", "let s = (t * 2).sum()\ns"),
                ("e", "record(\"s\", Double(s.scalars[0]))\ncheck(s.scalars[0] > 3, \"large\")"),
            ],
            edits: [("rows[0].more.0 += 1", "rows[1].more.0 += 1"), ("t * 2", "t * 3"), ("[3, 1]", "[4]")],
            rename: ("rows", "lines"),
            kept: ["a", "b", "c", "d", "e"]),
        Kind(
            name: "extensions that read variables",
            cells: [
                ("a", "var k = 2\nfunc more() -> Int { k * 10 }"), ("b", "extension Int { var scaled: Int { self * more() } }"),
                ("c", "print(3.scaled)"), ("d", "k = 5"), ("e", "print(3.scaled)"),
            ],
            edits: [("k = 5", "k = 6"), ("k * 10", "k * 100"), ("self * more()", "self + more()")], rename: ("more", "most"),
            kept: ["a", "b", "c", "d", "e"]),
        Kind(
            name: "chance",
            cells: [
                ("a", "let x = Tensor.uniform([2], in: 0..<1)\nprint(x)"), ("b", "print(Tensor.normal([2]))"),
                ("c", "print(Int.random(in: 0..<1))"), ("d", "let r = RandomStream(seed: 3)"),
                ("e", "var q = r\nprint(q.integer(in: 0..<100))"),
            ],
            edits: [("uniform([2]", "uniform([3]"), ("seed: 3", "seed: 4")], rename: ("x", "xx"), kept: ["a", "b"]),
    ]

    func testEveryKindWithEveryEdit() throws {
        for name in kinds.indices {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        // Two at once, for compiling takes one processor.
        let failures = Shared<[String]>([])
        let (kinds, test) = (kinds, Unchecked(value: self))
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

    private func differences(of kind: Kind, in place: String) throws -> [String] {
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
