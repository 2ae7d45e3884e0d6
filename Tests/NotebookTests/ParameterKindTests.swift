import Foundation
import Notebook
import XCTest

/// Paths begin where the person stands who gives them; secrets are written nowhere; values stay what was written.
final class ParameterKindTests: XCTestCase {
    private func declared(_ yaml: String) throws -> [ParameterDeclaration] {
        try Document(parsing: "---\navtsnb: 1\nparams:\n\(yaml)\n---\n", path: "n.avtsnb").frontMatter.parameters
    }

    func testASecretIsInNothingThatIsWritten() throws {
        let parameters = try Parameters(
            declared: declared("  token: {type: secret}\n  n: 1"), assignments: [("token", "hunter2-hunter2"), ("n", "2")])
        let value = try XCTUnwrap(parameters["token"])
        XCTAssertEqual(value.text, "hunter2-hunter2")
        let written = [
            "\(value)", value.swiftLiteral, parameters.program, parameters.swiftSource,
            String(decoding: try JSONEncoder().encode([value]), as: UTF8.self),
        ]
        for text in written { XCTAssertFalse(text.contains("hunter2"), text) }
        XCTAssertEqual(parameters.secrets, ["hunter2-hunter2"])
        XCTAssertThrowsError(try Parameters(declared: declared("  token: {type: secret}"), assignments: [("token", "abc")])) {
            XCTAssertTrue("\($0)".contains("4 signs or more"), "\($0)")
            XCTAssertFalse("\($0)".contains("abc"), "\($0)")
        }
        XCTAssertThrowsError(try declared("  token: {type: secret, default: abc}"))
        XCTAssertThrowsError(try Parameters(declared: declared("  token: {type: secret}"), assignments: []))
    }

    func testPaths() throws {
        let parameters = try declared("  film: {type: path, default: a.mp4}\n  name: text")
        XCTAssertEqual(parameters.map(\.kind), [.path, .string])
        let settled = Assignments.settlingPaths([("film", "b.mp4"), ("name", "b.mp4")], declared: parameters, from: "/where")
        XCTAssertEqual(settled.map(\.text), ["/where/b.mp4", "b.mp4"])
        XCTAssertEqual(
            try Parameters(declared: parameters, assignments: []).values.first?.value, .string("a.mp4"), "the notebook's own")
    }

    func testValuesStayWhatWasWritten() throws {
        let parameters = try declared(
            "  s: {type: string, default: \"a=b\"}\n  n: {type: int, default: 1}\n  lr: 1e-3\n  code: \"08063075\"\n  zip: 08063\n  flag: {type: bool, default: True}"
        )
        XCTAssertEqual(
            try Parameters(declared: parameters, assignments: []).values.map(\.value),
            [.string("a=b"), .int(1), .float(0.001), .string("08063075"), .string("08063"), .bool(true)])
        let given = try ["s=x=y=z", "n=2", "lr=2e-5", "code=007", "flag=False"].map { try Assignments.parse($0) }
        XCTAssertEqual(
            try Parameters(declared: parameters, assignments: given).values.map(\.value),
            [.string("x=y=z"), .int(2), .float(2e-5), .string("007"), .string("08063"), .bool(false)])
        for file in ["{\"n\": 2, \"code\": \"007\", \"flag\": true}", "n: 2\ncode: \"007\"\nflag: true\n"] {
            let read = try Assignments.parse(file: file, path: "p")
            XCTAssertEqual(try Parameters(declared: parameters, assignments: read)["code"], .string("007"))
        }
        XCTAssertThrowsError(try Parameters(declared: parameters, assignments: [("n", "2.5")]))
    }

    /// What has no value where nothing runs has one of its type, so that cells which use it can be compiled.
    func testPlaceholders() throws {
        let parameters = try declared(
            "  a: {type: int}\n  b: {type: secret}\n  c: {type: path}\n  d: {type: choice, choices: [x, y]}\n  e: 2.5")
        XCTAssertEqual(
            Parameters(placeholdersFor: parameters).values.map(\.value),
            [.int(0), .secret(""), .string(""), .string("x"), .float(2.5)])
    }

    func testAliasesThatMultiplyAreRefused() throws {
        var yaml = "---\navtsnb: 1\na0: &a0 [x, x]\n"
        for n in 1...40 { yaml += "a\(n): &a\(n) [*a\(n - 1), *a\(n - 1)]\n" }
        // As a key it would have to be compared with others.
        XCTAssertThrowsError(try Document(parsing: yaml + "? *a40\n: 1\n---\n", path: "n.avtsnb")) { error in
            XCTAssertTrue("\(error)".contains("aliases"), "\(error)".prefix(300).description)
        }
        XCTAssertThrowsError(
            try Document(parsing: "---\navtsnb: 1\nx: " + String(repeating: "[", count: 10_000) + "\n---\n", path: "n.avtsnb")
        ) { error in
            XCTAssertLessThan("\(error)".utf8.count, 1000, "of a long line, a part")
        }
        let plain = "---\navtsnb: 1\ntitle: a *bold* & a &strong word\n---\n"
        XCTAssertNoThrow(try Document(parsing: plain, path: "n.avtsnb"))
    }

    func testLists() throws {
        let parameters = try declared(
            """
              rates: [0.5, 1, 2e-3]
              sizes: {type: ints, default: [8, 16], min: 1, help: widths}
              names: [easy, "hard, harder"]
              whole: [1, 2]
              none: {type: strings, default: []}
            """)
        XCTAssertEqual(parameters.map(\.kind), [.floats, .ints, .strings, .ints, .strings])
        let values = try Parameters(declared: parameters, assignments: []).values.map(\.value)
        XCTAssertEqual(
            values,
            [.floats([0.5, 1, 0.002]), .ints([8, 16]), .strings(["easy", "hard, harder"]), .ints([1, 2]), .strings([])])
        XCTAssertEqual(values.map(\.description), ["[0.5, 1.0, 0.002]", "[8, 16]", "[easy, \"hard, harder\"]", "[1, 2]", "[]"])
        // What is shown can be given back.
        for (parameter, value) in zip(parameters, values) { XCTAssertEqual(try parameter.value(from: "\(value)"), value) }
        let given = try Parameters(
            declared: parameters,
            assignments: [("rates", "1, 2.5"), ("sizes", "[1_000]"), ("names", #"a b,"c \" d", "" , e"#), ("none", "x")])
        XCTAssertEqual(
            given.values.map(\.value),
            [.floats([1, 2.5]), .ints([1000]), .strings(["a b", "c \" d", "", "e"]), .ints([1, 2]), .strings(["x"])])
        XCTAssertEqual(given["names"]?.text, #"["a b","c \" d","","e"]"#)
        for (name, text, words) in [
            ("sizes", "[1, 2", "a list of whole numbers from 1"), ("sizes", "1, x", "a list of whole numbers from 1"),
            ("sizes", "3, 0", "0.0 of 3, 0 is below it"), ("names", "\"a\" b", "a list of texts"),
            ("rates", "1,,2", "a list of numbers"),
        ] {
            XCTAssertThrowsError(try Parameters(declared: parameters, assignments: [(name, text)])) {
                XCTAssertTrue("\($0)".contains(words), "\($0)")
            }
        }
        let file = try Assignments.parse(file: "rates: [1, 2]\nnames: [a, 'b, c']\n", path: "p.yaml")
        XCTAssertEqual(file.map(\.text), ["[1, 2]", "[a, \"b, c\"]"])
        XCTAssertTrue(given.program.contains("let rates: [Double] = parameter(\"rates\", [] as [Double])"), given.program)
        XCTAssertTrue(given.swiftSource.contains(#"let names: [String] = ["a b", "c \" d", "", "e"]"#), given.swiftSource)
        let coded = try JSONDecoder().decode([ParameterValue].self, from: JSONEncoder().encode(values))
        XCTAssertEqual(coded.map(\.description).prefix(3), values.map(\.description).prefix(3))
        for wrong in ["  a: [1, [2]]", "  a: []", "  a: {type: floats, default: 1x}", "  a: {type: strings, min: 1}"] {
            XCTAssertThrowsError(try declared(wrong), wrong)
        }
    }
}
