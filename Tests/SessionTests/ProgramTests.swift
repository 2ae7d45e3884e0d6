import XCTest

/// Small programs whose answers other ways to run Swift got wrong; the outputs are those of `swiftc`'s programs.
final class ProgramTests: XCTestCase {
    private static let programs: [(source: String, output: String)] = [
        // A condition is asked when its branch is needed, though both branches are literals.
        (
            "func points(_ won: Bool) -> Int { (won ? 3 : 0) + 1 }\nprint([true, false].map { points($0) + ($0 ? 10 : 20) })\n"
                + "func ask() -> Bool { print(\"asked\"); return false }\nfunc after() -> Int { (ask() ? 1 : 2) * 2 }\n"
                + "print(\"before\")\nprint(after())", "[14, 21]\nbefore\nasked\n4\n"
        ),
        (
            "struct Misread: Error, CustomStringConvertible { let place: Int; var description: String { \"place \\(place)\" } }\n"
                + "func read(_ s: String) throws -> Int { guard let n = Int(s) else { throw Misread(place: s.count) }; return n }\n"
                + "do { print(try read(\"12\")); print(try read(\"abc\")) } catch { print(error) }", "12\nplace 3\n"
        ),
        // The best overload wins, wherever it stands.
        (
            "func name(_ v: Any) -> String { \"any\" }\nfunc name(_ v: Double) -> String { \"double\" }\nfunc name(_ v: Int) -> String { \"int\" }\n"
                + "func size(_ v: Int...) -> String { \"many\" }\nfunc size(_ v: Int) -> String { \"one\" }\nprint(name(2), name(2.0), name(\"s\"), size(2), size(2, 3))",
            "int double any one many\n"
        ),
        // An `==` of one's own is asked in collections, optionals and patterns.
        (
            "struct Word: Equatable { let s: String; static func == (a: Word, b: Word) -> Bool { a.s.count == b.s.count } }\n"
                + "let one = Word(s: \"ab\"), two = Word(s: \"cd\")\nprint([one] == [two], [one].contains(two), one as Word? == two, [one].firstIndex(of: two)!)\n"
                + "switch one { case two: print(\"alike\"); default: print(\"unlike\") }", "true true true 0\nalike\n"
        ),
        ("let x = 7\nfunc f() -> Int { let x = 2, y = x * 10; return y }\nprint(f(), x)", "20 7\n"),
        ("print([4, 8, 1].reduce(0, max), [4, 8, 1].reduce(9, min), zip([1, 2], [3, 4]).map(*))", "8 1 [3, 8]\n"),
        ("var seen = Set<Int>()\nfor i in 0..<40_000 { seen.insert(i % 1000) }\nprint(seen.count)", "1000\n"),
        (
            "enum Step: Int, CaseIterable { case one, two, three; var next: Step { Step(rawValue: (rawValue + 1) % 3)! } }\n"
                + "print(Step.three.next, Step.allCases.map(\\.next))",
            "one [two, three, one]\n".replacing("[two, three, one]", with: "[cellN.Step.two, cellN.Step.three, cellN.Step.one]")
        ),
        (
            "let rows = [[1, 2.5], [3, 4], [0, 1]]\nprint(rows, [0.5, 1] + [40])",
            "[[1.0, 2.5], [3.0, 4.0], [0.0, 1.0]] [0.5, 1.0, 40.0]\n"
        ),
    ]

    func testPrograms() throws {
        let cells = try Cells()
        for (index, program) in Self.programs.enumerated() {
            cells.expect(program.source, program.output.replacing("cellN", with: "cell\(index + 1)"))
        }
    }
}
