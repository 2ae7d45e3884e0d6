import Notebook
import XCTest

/// What a writer of a wrong notebook is told, word for word.
final class DocumentErrorTests: XCTestCase {
    private func message(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        do {
            _ = try Document(parsing: text, path: "n.avtsnb")
            XCTFail("the notebook should be refused", file: file, line: line)
            return ""
        } catch {
            return error.description
        }
    }

    func testUnknownAttributeNamesTheNearest() {
        XCTAssertEqual(
            message("```swift {#a timout=2m}\n```\n"),
            """
            n.avtsnb:1:14: error: unknown attribute `timout`
                ```swift {#a timout=2m}
                             ^
              help: did you mean `timeout`?
            """)
    }

    /// A name may be as long as its file; an issue is for a person.
    func testLongNamesAreShortened() {
        for letter in ["a", "é", "e\u{301}"] {
            let long = String(repeating: letter, count: 50_000)
            for text in ["```swift {#a \(long)=2m}\n```\n", "```swift {#\(long)}\n```\n\n```swift {#\(long)}\n```\n"] {
                let found = message(text)
                XCTAssertTrue(found.contains("…") && found.utf8.count < 6000, "\(found.utf8.count) bytes of \(letter)")
            }
        }
    }

    func testDuplicateIdShowsBothLines() {
        XCTAssertEqual(
            message("```swift {#a}\n```\n\n```swift {#a}\n```\n"),
            """
            n.avtsnb:4:11: error: two cells have the id `a`
                ```swift {#a}
                          ^
            n.avtsnb:1: note: the first is here
            """)
    }

    func testUnclosedCell() {
        XCTAssertEqual(
            message("text\n\n~~~~swift\nlet a = 1\n~~~\n"),
            """
            n.avtsnb:3: error: the cell that opens here is never closed
                ~~~~swift
              help: end it with a line of ~~~~
            """)
    }

    func testExpectedOutputs() {
        XCTAssertEqual(
            message("```output\nx\n```\n"),
            """
            n.avtsnb:1: error: this expected output belongs to no cell
                ```output
              help: put it after its cell, or name the cell with {for=ID}
            """)
        XCTAssertEqual(
            message("```swift {#train}\n```\n```output {for=trian}\n```\n"),
            """
            n.avtsnb:3: error: no cell has the id `trian`
                ```output {for=trian}
              help: did you mean `train`?
            """)
        XCTAssertEqual(
            message("```swift {#a}\n```\n```output\n```\n```output {for=a}\n```\n"),
            """
            n.avtsnb:5: error: cell `a` has two expected outputs
                ```output {for=a}
            n.avtsnb:3: note: the first is here
            """)
    }

    func testAttributesThatAreNone() {
        XCTAssertTrue(message("```swift now\n```\n").contains("n.avtsnb:1:10: error: unexpected text"))
        XCTAssertTrue(message("```swift {#a\n```\n").contains("never closed"))
        XCTAssertTrue(message("```swift {#1a}\n```\n").contains("`1a` is no id"))
        XCTAssertTrue(message("```swift {#../x}\n```\n").contains("is no id"))
        XCTAssertTrue(message("```swift {skip skip}\n```\n").contains("`skip` is given twice"))
        XCTAssertTrue(message("```swift {timeout=}\n```\n").contains("`timeout=` has no value"))
        XCTAssertTrue(message("```swift {timeout=soon}\n```\n").contains("`soon` is no time"))
        XCTAssertTrue(message("```swift {skip=maybe}\n```\n").contains("is a flag"))
        XCTAssertTrue(message("```swift {if=\"x}\n```\n").contains("the quoted value is never closed"))
        XCTAssertTrue(message("```swift {.hidden}\n```\n").contains("unknown class `.hidden`"))
        XCTAssertTrue(message("```swift {figure=a/b}\n```\n").contains("is no name for a file"))
    }

    func testFrontMatter() {
        XCTAssertTrue(message("---\navtsnb: 1\n").contains("n.avtsnb:1: error: the front matter is never closed"))
        XCTAssertTrue(message("---\navtsnb: 2\n---\n").contains("n.avtsnb:2:9: error: this is format 2"))
        XCTAssertTrue(message("---\ntitle: x\n---\n").contains("does not say `avtsnb: 1`"))
        XCTAssertTrue(message("---\navtsnb: 1\nseed: -1\n---\n").contains("n.avtsnb:3:7: error: `-1` is no seed"))
        XCTAssertTrue(message("---\navtsnb: 1\ntitel: x\n---\n").contains("did you mean `title`?"))
        XCTAssertTrue(message("---\navtsnb: [1\n---\n").contains("this is not YAML"))
    }

    func testDuplicateKeysShowBothLines() {
        XCTAssertEqual(
            message("---\navtsnb: 1\nseed: 1\nseed: 2\n---\n"),
            """
            n.avtsnb:4: error: `seed` is given twice
                seed: 2
            n.avtsnb:3: note: the first is here
            """)
    }

    func testParameterDeclarations() {
        func params(_ text: String) -> String { message("---\navtsnb: 1\nparams:\n  \(text)\n---\n") }
        XCTAssertTrue(params("a: {type: flot}").contains("n.avtsnb:4:13: error: unknown type `flot`"))
        XCTAssertTrue(params("a: {default: 1}").contains("`a` has no type"))
        XCTAssertTrue(params("a: {type: int, default: x}").contains("the default of `a` is a whole number; `x` is not"))
        XCTAssertTrue(params("a: {type: int, min: 3, default: 2}").contains("2 is below it"))
        XCTAssertTrue(params("a: {type: choice}").contains("`a` has no choices"))
        XCTAssertTrue(params("a: {type: choice, choices: [x, y], default: z}").contains("one of x, y"))
        XCTAssertTrue(params("a-b: 1").contains("cannot be a parameter's name"))
        XCTAssertTrue(params("a: {type: string, min: 1}").contains("only numbers have a `min`"))
        XCTAssertTrue(params("a: {type: int, hlep: x}").contains("did you mean `help`?"))
    }

    func testNotUTF8() {
        XCTAssertThrowsError(try Document(parsing: Array("one\ntwo\n".utf8) + [0xC3, 0x28, 0x0A], path: "n")) { error in
            XCTAssertTrue("\(error)".contains("n:3: error: the file is not UTF-8 text"))
        }
    }

    func testEverythingIsReportedInOrder() {
        let text = message("---\navtsnb: 1\ntitel: x\n---\n```swift {foo}\n```\n```swift {bar}\n```\n")
        XCTAssertEqual(text.components(separatedBy: " error: ").count, 4)
    }
}
