import Foundation
import XCTest

/// What the cache says, is told, and survives.
final class CachingTests: CachingTestCase {
    private let cells: Cells = [("a", "let x = 1\nprint(\"a\")"), ("b", "print(x)\nx + 1")]

    func testAttributesAndFlags() throws {
        let source = text(cells, attributes: ["a": "cache=off", "b": "cache=on"])
        _ = try run(source)
        XCTAssertEqual(try run(source).restored, ["b"])
        XCTAssertEqual(try run(source, ["--no-cache"]).restored, [])
        // What was not to be kept is not kept.
        let other = text([("a", "print(1)")])
        _ = try run(other, ["--no-cache"])
        XCTAssertEqual(try run(other).restored, [])
        XCTAssertEqual(try Binary.run("check", file("bad.avtsnb", text(cells, attributes: ["a": "cache=maybe"]))).code, 3)
    }

    func testTheRecordAndTheReportSayIt() throws {
        let source = text(cells)
        _ = try run(source)
        let outcome = try Binary.run("run", "\(folder)/n.avtsnb", environment: Self.environment, in: folder)
        XCTAssertTrue(outcome.errors.contains("from the cache, made 20"), outcome.errors)
        let record = try XCTUnwrap(contents("n.out/run.json"))
        XCTAssertTrue(record.contains("\"what\" : \"cell a\""), record)
        XCTAssertTrue(try XCTUnwrap(contents("n.out/report.html")).contains("from the cache, made 20"))
    }

    func testTestsRunEverything() throws {
        let source = text(cells)
        _ = try run(source)
        let outcome = try Binary.run("test", "\(folder)/n.avtsnb", environment: Self.environment, in: folder)
        XCTAssertFalse((outcome.output + outcome.errors).contains("from the cache"), outcome.output + outcome.errors)
    }

    func testDamagedAndForeignEntriesAreNotBelieved() throws {
        let source = text(cells)
        _ = try run(source)
        let outcomes = "\(Self.environment["XDG_CACHE_HOME"]!)/avts-nb-cells/outcomes"
        let files = FileManager.default
        func entries() throws -> [String] {
            try files.subpathsOfDirectory(atPath: outcomes).map { "\(outcomes)/\($0)" }.filter {
                !$0.hasSuffix("/tidied") && (try? files.attributesOfItem(atPath: $0)[.type] as? FileAttributeType) == .typeRegular
            }
        }
        let good = try entries().map { ($0, try Data(contentsOf: URL(fileURLWithPath: $0))) }
        XCTAssertFalse(good.isEmpty)
        let damages: [(Data) -> Data] = [
            { _ in Data() }, { $0.prefix($0.count / 2) }, { Data($0.reversed()) },
            { data in
                var data = data
                data[data.count / 2] ^= 1
                return data
            }, { $0 + $0 },
        ]
        for damage in damages {
            for (path, data) in good { try damage(data).write(to: URL(fileURLWithPath: path)) }
            XCTAssertEqual(try compare(source).restored, [])
            // They were made again.
            XCTAssertEqual(try compare(source).restored, ["a", "b"])
        }
        // One cell's outcome in another's place.
        let paths = good.map(\.0)
        if paths.count >= 2 {
            try good[1].1.write(to: URL(fileURLWithPath: paths[0]))
            try good[0].1.write(to: URL(fileURLWithPath: paths[1]))
            try compare(source)
        }
    }

    func testCleaning() throws {
        let source = text(cells)
        _ = try run(source)
        let outcome = try Binary.run("clean", "--cache", environment: Self.environment, in: folder)
        XCTAssertEqual(outcome.code, 0)
        XCTAssertTrue(outcome.output.hasPrefix("removed the outcomes of "), outcome.output)
        XCTAssertEqual(try run(source).restored, [])
        XCTAssertEqual(try Binary.run("clean", environment: Self.environment).code, 64)
    }

    func testTwoRunsAtOnce() throws {
        let source = text((0..<6).map { ("c\($0)", "let v\($0) = Tensor.full([100, 100], \($0)).sum()\nprint(v\($0))") })
        let path = try file("n.avtsnb", source)
        let (folder, environment) = (folder, Self.environment)
        DispatchQueue.concurrentPerform(iterations: 3) { index in
            let outcome = try? Binary.run(
                "run", path, "--out", "\(folder)/out\(index)", environment: environment, in: folder)
            XCTAssertEqual(outcome?.code, 0, outcome?.errors ?? "")
        }
        XCTAssertEqual(try compare(source).restored.count, 0, "the output folder is another")
        XCTAssertEqual(try compare(source).restored.count, 6)
    }

    func testWhatFailsIsNotKept() throws {
        let source = text([
            ("a", "print(1)\nlet xs = [1]\nxs[params()]"), ("b", "struct E: Error {}\nthrow E()"), ("c", "print(2)"),
        ])
        try compare(source)
        XCTAssertEqual(try compare(source).restored, ["c"])
    }

    func testSecretsAreNotKept() throws {
        let source = text([("a", "print(params.key.count)")], front: "params:\n  key: {type: secret}\n")
        _ = try run(source, ["-p", "key=abcdefgh"])
        XCTAssertEqual(try run(source, ["-p", "key=abcdefgh"]).restored, [])
    }

    func testLinesOfChecksFollowTheText() throws {
        let source = text([("a", "check(true, \"holds\")\ncheck(1 > 2, \"does not\")")])
        try compare(source)
        let moved = try compare(source.replacingOccurrences(of: "---\n\n```", with: "---\n\nSome\n\nprose.\n\n```"))
        XCTAssertEqual(moved.restored, ["a"])
    }

    func testAValueWhoseOwnCodeEndsBadlyIsNotKept() throws {
        let source = text([
            (
                "a",
                "enum Mean: Codable {\n case one\n init(from d: any Decoder) throws { fatalError(\"read\") }\n"
                    + " func encode(to e: any Encoder) throws { fatalError(\"written\") }\n}\nlet m = Mean.one\nprint(\"a\")"
            ), ("b", "print(m)"), ("c", "print(\"c\")"),
        ])
        try compare(source)
        let again = try compare(source)
        XCTAssertEqual(again.restored, ["c"])
    }

    /// Networks of the same weights that do different things are different.
    func testWhatLayersAre() throws {
        func cells(_ layers: String) -> Cells {
            [
                ("net", "let net = Sequential([\(layers)])\nnet.setTraining(false)"),
                ("uses", "print(net(Tensor([-1, 2, 0.5, -3], shape: [1, 2, 2, 1])).scalars)"),
            ]
        }
        try compare(text(cells("MaxPool2D(2, stride: 2)")))
        XCTAssertEqual(try compare(text(cells("MaxPool2D(2, stride: 2)"))).restored, ["net", "uses"])
        XCTAssertEqual(try compare(text(cells("MaxPool2D(1, stride: 2)"))).restored, [])
        XCTAssertEqual(try compare(text(cells("MaxPool2D(2, stride: 1)"))).restored, [])
        XCTAssertEqual(try compare(text(cells("Flatten()"))).restored, [])
        XCTAssertEqual(try compare(text(cells("MaxPool2D(2, stride: 2)"))).restored, ["net", "uses"])
    }

    /// What a type's own coding leaves out is kept all the same.
    func testAllOfAStruct() throws {
        let cells: Cells = [
            (
                "a",
                "struct Part: Codable { var kept = 1; var left = 2; enum CodingKeys: CodingKey { case kept } }\nvar p = Part()\nenum Way: Codable { case far(Int, Double), near }"
            ), ("b", "p.left = 5\nlet way = Way.far(3, .nan)"), ("c", "print(p, way)"),
        ]
        try compare(text(cells))
        XCTAssertEqual(try compare(text(cells)).restored, ["a", "b", "c"])
        XCTAssertEqual(
            try compare(text(cells.map { ($0.id, $0.source.replacingOccurrences(of: "= 5", with: "= 6")) })).restored, ["a"])
    }

    /// One object or two of equal content: the same cell does something else.
    func testWhichObjectsAreOne() throws {
        func cells(_ second: String) -> Cells {
            [
                ("a", "var stream = RandomStream(seed: 1)\nlet one = Linear(2, 1, using: &stream)"),
                ("b", "var again = RandomStream(seed: 1)\nlet two = \(second)"),
                ("c", "one.weight.value = one.weight.value * 0 + 2"),
                ("d", "print(two.weight.value.sum())"),
                ("e", "two.weight.value = two.weight.value + 1\nprint(one.weight.value.sum())"),
                ("f", "print(one.weight.value.sum())"),
            ]
        }
        for second in ["one", "Linear(2, 1, using: &again)", "one"] {
            try compare(text(cells(second)))
            XCTAssertEqual(try compare(text(cells(second))).restored.count, 6)
        }
    }

    /// Objects of which more may be true than what they hold.
    func testObjectsThatAreNotKept() throws {
        let cells: Cells = [
            ("weak", "final class Node { weak var parent: Node? }\nlet node = Node()"), ("seen", "print(node.parent == nil)"),
            ("foreign", "let formatter = NumberFormatter()"),
            ("within", "final class Holder { let f = NumberFormatter() }\nlet h = Holder()"),
            (
                "hidden",
                "func make() -> any Layer { final class Local: Layer { func callAsFunction(_ x: Tensor) -> Tensor { x }\n func outputShape(for s: Shape) throws(ShapeError) -> Shape { s } }; return Local() }\nlet local = make()"
            ),
            (
                "own",
                "final class Words: Storable { let all: [String]; init(_ all: [String]) { self.all = all }\n func stored() -> [String] { all }\n static func restored(from s: [String]) -> Words { Words(s) } }\nlet words = Words([\"a\"])"
            ),
            ("alias", "let same = [words, words]"), ("ask", "print(same[0] === words, same[1] === words, words.all)"),
        ]
        try compare(text(cells))
        let again = try compare(text(cells))
        XCTAssertEqual(again.restored, ["own", "alias", "ask"], "\(again.uncached)")
        XCTAssertEqual(again.uncached["weak"], "`node` is of type Node, which holds a weak or unowned reference")
        XCTAssertEqual(again.uncached["foreign"], "`formatter` is of type NumberFormatter, a class whose content is not known")
        XCTAssertEqual(
            again.uncached["within"], "`h` has a `f` that is of type NumberFormatter, a class whose content is not known")
        XCTAssertEqual(again.uncached["hidden"], "`local` holds a Local, a type that is found by no name")
    }

    func testTensorsComeBackAsTheyWereKept() throws {
        let cells: Cells = [
            (
                "made",
                "let half = Tensor([0.1, 2]).converted(to: .bf16)\nlet mask = half .> 1\nlet labels = Tensor(integers: [2, 0])"
            ),
            ("seen", "print(half.elementType, half, mask, labels, (half + half).elementType)"),
        ]
        try compare(text(cells))
        let again = try compare(text(cells))
        XCTAssertEqual(again.restored, ["made", "seen"], "\(again.uncached)")
    }

    func testTrainedPairsAndModels() throws {
        let cells: Cells = [
            (
                "setup",
                "let configuration = Configuration(scale: .smoke)\nlet pair = PretrainedPair.untrained(configuration, seed: 3)"
            ),
            ("uses", "print(pair.network.weights().values.map { Double($0.sum().scalars[0]) }.reduce(0, +), pair)"),
            ("change", "pair.network.videoHead.weight.value = pair.network.videoHead.weight.value * 2"),
            ("seen", "print(pair.network.videoHead.weight.value.sum())"),
        ]
        try compare(text(cells))
        let again = try compare(text(cells))
        XCTAssertEqual(again.restored, ["setup", "uses", "change", "seen"], "\(again.uncached)")
        try compare(text(cells.map { ($0.id, $0.source.replacingOccurrences(of: "* 2", with: "* 3")) }))
        try compare(text(cells.map { ($0.id, $0.source.replacingOccurrences(of: "seed: 3", with: "seed: 4")) }))
    }
}
