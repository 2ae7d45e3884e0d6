import CellAssistant
import CellCompiler
import XCTest

/// What is said to people who come from elsewhere.
final class HintTests: XCTestCase {
    /// Cells as others write them, compiled: the compiler's own words go in, and part of the remedy must come out.
    func testCells() throws {
        let asking = try Asking("let t = Tensor.ones([2, 3])\nlet xs = [1, 2, 3]\nlet total = 0\nlet n = 2\nlet r = 1.5")
        for (cell, remedy) in Self.cells {
            do {
                _ = try asking.compiler.compile(CellText(cell, file: "hint"))
                XCTFail("compiled: \(cell)")
            } catch let failure as CompileFailure {
                let lines = cell.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let told = failure.diagnostics.filter { $0.severity == .error }.compactMap { error in
                    asking.assistant.remedy(for: error.message, source: lines[error.line - 1], column: error.column)
                }
                XCTAssertTrue(
                    told.first?.contains(remedy) ?? failure.diagnostics[0].message.contains(remedy),
                    "\(cell)\n\(failure.diagnostics.map(\.message))\n\(told)")
            }
        }
    }

    private static let cells: [(String, String)] = [
        ("np.zeros(3)", "nothing stands behind"), ("let x = torch.tensor([1])", "nothing stands behind"),
        ("t.view(3, 2)", ".reshaped"), ("t.item()", ".scalar"), ("t.permute(1, 0)", ".transposed"), ("t.numel()", ".count"),
        ("t.backward()", "valueWithGradient"), ("Tensor.randn([2])", "Tensor.normal"),
        ("Tensor.cat([t, t])", "Tensor.concatenated"), ("let l = Conv2d(1, 2, 3)", "Convolution2D"), ("t.cuda()", "in memory"),
        ("t.meann()", "mean"), ("prnt(n)", "print"), ("totl + 1", "total"), ("print(totl)", "total"),
        ("let z = float(n)", "Double"), ("print n", "print("), ("len(xs)", "count"), ("let a = None", "nil"),
        ("let a = True", "true"), ("for i in range(3) { print(i) }", "0..<n"), ("console.log(n)", "print"),
        ("let a = 2 ** 3", "pow"), ("var k = 0\nk++", "+= 1"), ("if n > 1:\n    print(n)", "braces"),
        ("def f(x):\n    return x", "func name"), ("const a = 3", "let"), ("let f = lambda x: x", "closure"),
        ("let a = n if n > 1 else 3", "? a : b"), ("# a comment", "//"), ("let s = f\"{n}\"", "\\("),
        ("let s = 'text'", "double quotes"), ("let a = n * r", "Double"), ("import numpy", "nothing stands behind"),
        ("let s = \"n = \" + n", "\\("), ("let y = [x * 2 for x in xs]", "map"), ("printf(\"%d\", n)", "print"),
        ("var u = t\nu[0, 1] = 5", "Tensor(…)"), ("var u = t\nu[0, 1] = r", "Tensor(…)"), ("t.argsort()", ".argsorted"),
        ("let l = LayerNorm(3)", "LayerNormalization"), ("t.cumsum(0)", ".cumulativeSum"),
        ("let q = null", "nil"), ("let a = np.load(\"a.npz\")", "Tensor.read(npz:)"),
        ("np.savez_compressed(\"a.npz\", t)", "npz:"),
        ("let d = pd.read_csv(\"a.csv\")", "DataTable(csv:)"), ("let d = json.load(\"a.json\")", "DataTable(json:)"),
        ("let j = ColorJitter(brightness: 1)", "ColourJitter"), ("let d = read_csv(\"a.csv\")", "DataTable"),
        ("let h = r ^ 2.0", "pow"),
    ]

    /// Every name that a hint offers is there: members of Tensor, names of the top level, and what remedies tell to call.
    func testOffersExist() throws {
        let assistant = try Asking().assistant
        for name in Set(ForeignNames.members.values) { XCTAssertNotNil(assistant.help("Tensor.\(name)"), name) }
        for name in Set(ForeignNames.staticMembers.values) { XCTAssertNotNil(assistant.help("Tensor.\(name)"), name) }
        for name in Set(ForeignNames.functions.values) { XCTAssertNotNil(assistant.help(name), name) }
        let variables: Set = ["x", "xs", "optimizer", "model", "a"]
        for (name, remedy) in ForeignNames.remedies.map({ $0 }) + ForeignNames.memberRemedies.map({ $0 })
            + ForeignNames.calls.map({ $0 })
        {
            for call in remedy.matches(of: /([A-Za-z.]+)\(/).map({ String($0.1) }) {
                let parts = call.split(separator: ".").map(String.init)
                let owner = parts.first.map { ["model": "Module", "optimizer": "Optimizer", "xs": "Array"][$0] ?? $0 } ?? ""
                let asked = parts.count > 1 && variables.contains(parts[0]) ? "\(owner).\(parts[1])" : call
                XCTAssertNotNil(assistant.help(asked), "\(name): \(call)")
            }
        }
    }

    /// A foreign name that the library has is no longer foreign.
    func testNothingHidden() throws {
        let assistant = try Asking().assistant
        for name in ForeignNames.members.keys { XCTAssertNil(assistant.help("Tensor.\(name)"), name) }
        for name in ForeignNames.staticMembers.keys { XCTAssertNil(assistant.help("Tensor.\(name)"), name) }
    }

    func testSilence() {
        XCTAssertNil(Hints.remedy(for: "", source: ""))
        XCTAssertNil(Hints.remedy(for: "cannot find 'quux' in scope", source: "quux"))
        XCTAssertNil(Hints.remedy(for: "'", source: "'\"", column: 99))
        XCTAssertNil(Hints.remedy(for: "initialization of immutable value", source: "let a = 1"))
        XCTAssertEqual(
            Hints.remedy(for: "cannot find 'totl' in scope", source: "totl", names: ["total"]), "did you mean `total`?")
    }
}
