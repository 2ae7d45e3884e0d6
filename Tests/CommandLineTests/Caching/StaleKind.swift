/// A notebook in which each kind of dependence occurs; `independent` cells may change places.
struct StaleKind: @unchecked Sendable {
    let name: String
    let cells: CachingTestCase.Cells
    /// Texts to put in place of others, one edit after the other.
    let edits: [(String, String)]
    /// A name and another for it.
    let rename: (String, String)
    /// Two neighbours that may change places.
    var swap = 0
    /// Cells that a second run takes from the cache.
    let kept: [String]
}

extension StaleKind {
    static let all = [
        StaleKind(
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
        StaleKind(
            name: "re-assign",
            cells: [("a", "var x = 2"), ("b", "x = 5"), ("c", "print(x)"), ("d", "x = x * 2 + 1"), ("e", "print(x)\nx")],
            edits: [("x = 5", "x = 6"), ("var x = 2", "var x = 20"), ("x = 6", "_ = x"), ("x * 2", "x * 3")],
            rename: ("x", "other"), kept: ["a", "b", "c", "d", "e"]),
        StaleKind(
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
        StaleKind(
            name: "alias",
            cells: [
                ("a", "final class Box { var n = 1 }\nlet one = Box()"), ("b", "let two = one"), ("c", "two.n += 4"),
                ("d", "print(one.n)"),
                ("e", "var v = [1, 2]\nvar w = v\nw.append(3)"), ("f", "print(v, w)"),
            ],
            edits: [("two.n += 4", "two.n += 5"), ("var n = 1", "var n = 100"), ("w.append(3)", "v.append(3)")],
            rename: ("two", "second"), kept: ["a", "b", "c", "d", "e", "f"]),
        StaleKind(
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
        StaleKind(
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
        StaleKind(
            name: "ends of objects",
            cells: [
                ("a", "final class Box { var n = 1; deinit { print(\"gone\", n) } }\nvar box = Box()"), ("b", "box = Box()"),
                ("c", "box.n = 3"), ("d", "box = Box()\nprint(box.n)"), ("e", "print(3)"),
            ],
            edits: [("n = 3", "n = 4"), ("var n = 1", "var n = 2")], rename: ("box", "other"), kept: ["e"]),
        StaleKind(
            name: "redeclare",
            cells: [
                ("a", "let x = 1\nfunc f() -> Int { 1 }"), ("b", "let x = 2\nfunc f() -> Int { x * 10 }"), ("c", "print(x, f())"),
                ("d", "extension Int { var twice: Int { self * 2 } }"), ("e", "print(x.twice)"),
            ],
            edits: [
                ("let x = 2\nfunc f() -> Int { x * 10 }", "print(\"gone\")"), ("self * 2", "self + self + 1"), ("{ 1 }", "{ 2 }"),
            ],
            rename: ("f", "function"), kept: ["a", "b", "c", "d", "e"]),
        StaleKind(
            name: "hidden state",
            cells: [
                ("a", "enum State { static var n = 0 }\nvar k = 1\nlet add = { (i: Int) in i + k }"),
                ("b", "State.n += 1\nk += 1"),
                ("c", "print(State.n, add(1))"), ("d", "State.n *= 10"), ("e", "print(State.n)"),
            ],
            edits: [("State.n += 1", "State.n += 2"), ("k += 1", "k += 10"), ("i + k", "i * k")], rename: ("add", "plus"),
            kept: []),
        StaleKind(
            name: "objects of types",
            cells: [
                ("a", "final class Box { var n = 0 }\nenum Shared { static let box = Box(); static let limit = 3 }"),
                ("b", "Shared.box.n += 1"),
                ("c", "print(Shared.box.n)"), ("d", "enum Plain { static let limit = 3 }"), ("e", "print(Plain.limit)"),
            ],
            edits: [("n += 1", "n += 2"), ("var n = 0", "var n = 5")], rename: ("Shared", "Common"), kept: ["d", "e"]),
        StaleKind(
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
        StaleKind(
            name: "extensions that read variables",
            cells: [
                ("a", "var k = 2\nfunc more() -> Int { k * 10 }"), ("b", "extension Int { var scaled: Int { self * more() } }"),
                ("c", "print(3.scaled)"), ("d", "k = 5"), ("e", "print(3.scaled)"),
            ],
            edits: [("k = 5", "k = 6"), ("k * 10", "k * 100"), ("self * more()", "self + more()")], rename: ("more", "most"),
            kept: ["a", "b", "c", "d", "e"]),
        StaleKind(
            name: "chance",
            cells: [
                ("a", "let x = Tensor.uniform([2], in: 0..<1)\nprint(x)"), ("b", "print(Tensor.normal([2]))"),
                ("c", "print(Int.random(in: 0..<1))"), ("d", "let r = RandomStream(seed: 3)"),
                ("e", "var q = r\nprint(q.integer(in: 0..<100))"),
            ],
            edits: [("uniform([2]", "uniform([3]"), ("seed: 3", "seed: 4")], rename: ("x", "xx"), kept: ["a", "b"]),
    ]
}
