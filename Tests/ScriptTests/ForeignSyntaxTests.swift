import Script
import XCTest

/// What somebody is told who writes another language.
final class ForeignSyntaxTests: XCTestCase {
    func testSyntaxOfOtherLanguagesIsAnsweredWithSwift() {
        let expected = [
            ("def f(x): return x", "func name"), ("if 1 == 1: print(1)", "braces: if … {"),
            ("for i in range(10): print(i)", "braces: for … {"),
            ("let f = lambda x: x", "{ x in"), ("if true { } elif true { }", "else if"), ("let a = not true", "write !"),
            ("let a = true and false", "&&"), ("let a = true or false", "||"), ("import numpy as np", "without an import"),
            ("from math import pi", "without an import"), ("print(f\"{1}\")", "\\(x)"), ("print \"hi\"", "print(…)"),
            ("let m = 1 @ 2", "matmul"), ("let y = 2 ** 3", "pow(a, b)"), ("var i = 0; i++", "x += 1"),
            ("const a = 1", "write let"),
            ("int x = 5", "let x: Int"), ("a := 3", "let a"), ("let f = x => x", "{ x in"), ("# a comment", "begins with //"),
            ("%matplotlib inline", "colon"), ("let q = [x for x in [1]]", ".map"), ("let z = 1 if true else 2", "? a : b"),
            ("x = 5", "declare it first: var x"), ("raise ValueError(1)", "write throw"),
            ("let s = 1 <=> 2", "declare it before"),
        ]
        for (source, remedy) in expected {
            let told = Recorder().run(source)
            XCTAssertTrue(told.contains("error:") && told.contains("= ") && told.contains(remedy), "\(source)\n\(told)")
        }
    }

    func testSwiftsOwnMistakesKeepTheirRemedies() {
        XCTAssertTrue(Recorder().run("print(1, 2").contains("insert ')'"))
        XCTAssertTrue(Recorder().run("let a = 1 let b = 2").contains("insert newline"))
        XCTAssertTrue(Recorder().run("let a = 1 + 2 == 3 == true").contains("put parentheses"))
        XCTAssertTrue(Recorder().run("var total = 0\ntotl = 1").contains("did you mean 'total'"))
    }
}
