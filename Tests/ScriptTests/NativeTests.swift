import Script
import XCTest

private struct Box: NativeValue {
    var content: Int
}

private enum Split: String, ScriptChoice {
    case train, test
}

private struct Refused: Error, CustomStringConvertible {
    let description = "refused: 3 is not 4"
}

/// Natives as rows: how their Swift types become the language's.
final class NativeTests: XCTestCase {
    nonisolated(unsafe) static let rows: [NativeRow] = [
        native("scaled(_:factor:)", defaults: ["factor": 2], doc: "The number times a factor.") { (x: Int, factor: Int) in
            x * factor
        },
        native("half(_:)", doc: "Half.") { (x: Double) in x / 2 },
        native("total(_:)", doc: "The sum.") { (numbers: Variadic<Double>) in numbers.elements.reduce(0, +) },
        native("pick(_:)", doc: "The name of a choice.") { (split: Split) in split.rawValue },
        native("fails()", doc: "Always fails.") { () throws -> Int in throw Refused() },
        native("twice(_:)", doc: "Calls twice.") { (body: Callback<Int, Int>) in try body(body(1)) },
        native("place(_:)", doc: "Where it is called.") { (context: NativeContext, _: Int) in
            "\(context.place.line):\(context.place.column)"
        },
        native("announce(_:)", doc: "Publishes a number.") { (context: NativeContext, x: Double) in
            context.emit(.record(name: "x", value: .number(x), unit: nil))
        },
        native("properties(_:)", doc: "The names of a struct's stored properties.") { (value: Value) -> [String] in
            guard case .structure(let object) = value else { return [] }
            return object.storedProperties.map(\.name)
        },
        native(static: Box.self, "init(_:)", doc: "A box.") { (content: Int) in Box(content: content) },
        constant("empty", static: Box.self, doc: "An empty box.") { Box(content: 0) },
        native("doubled()", on: Box.self, doc: "Twice the content.") { (box: Box) in Box(content: box.content * 2) },
        property(on: Box.self, "content", doc: "What is in it.", set: { box, new in Box(content: new) }) { $0.content },
        native("+(_:_:)", doc: "Both contents.") { (a: Box, b: Box) in Box(content: a.content + b.content) },
        native("*(_:_:)", doc: "Scaled content.") { (a: Box, b: Double) in Box(content: Int(Double(a.content) * b)) },
        native(prefix: "-", doc: "The opposite.") { (a: Box) in Box(content: -a.content) },
        native("callAsFunction(_:)", on: Box.self, doc: "Adds.") { (box: Box, x: Int) in box.content + x },
        nativeSubscript(on: Box.self, doc: "Tells its indices.") { (_: Box, indices: [SubscriptIndex]) in
            "\(indices.count) \(indices[0])"
        },
    ]

    func testCalls() {
        let recorder = Recorder(Self.rows)
        XCTAssertEqual(recorder.value("scaled(3)"), "6")
        XCTAssertEqual(recorder.value("scaled(3, factor: 5)"), "15")
        XCTAssertEqual(recorder.value("half(3)"), "1.5")
        XCTAssertEqual(recorder.value("total(1, 2.5)"), "3.5")
        XCTAssertEqual(recorder.value("twice { $0 + 10 }"), "21")
        XCTAssertEqual(recorder.value("[1, 2].map { scaled($0) }"), "[2, 4]")
    }

    func testChoices() throws {
        let recorder = Recorder(Self.rows)
        XCTAssertEqual(recorder.value("pick(.train) + pick(\"test\")"), "\"traintest\"")
        let error = try XCTUnwrap(recorder.failure("pick(.trian)"))
        XCTAssertEqual(error.message, "type 'Split' has no member 'trian'")
        XCTAssertEqual(error.remedy, "did you mean '.train'?")
    }

    func testTypesOfTheLibrary() {
        let recorder = Recorder(Self.rows)
        XCTAssertEqual(recorder.value("(Box(3) + Box(4).doubled()).content"), "11")
        XCTAssertEqual(recorder.value("(Box(3) * 2).content"), "6")
        XCTAssertEqual(recorder.value("(-Box(3)).content"), "-3")
        XCTAssertEqual(recorder.value("Box(3)(4)"), "7")
        XCTAssertEqual(recorder.value("var b = Box(1)\nb.content = 5\nb.content += 2\nb.content"), "7")
        XCTAssertEqual(recorder.value("let c: Box = .empty\nc.content"), "0")
        XCTAssertEqual(recorder.value("b[1..<3, ...]"), "\"2 range(lower: Optional(1), upper: Optional(3))\"")
        XCTAssertEqual(
            recorder.value("struct Model { let a = Box(2); func callAsFunction(_ x: Int) -> Int { a(x) } }\nModel()(5)"), "7")
        XCTAssertEqual(recorder.value("properties(Model())"), "[\"a\"]")
    }

    func testErrors() throws {
        let recorder = Recorder(Self.rows)
        XCTAssertEqual(recorder.value("do { try fails() } catch { \"\\(error)\" }; (try? fails()) ?? 7"), "7")
        let error = try XCTUnwrap(recorder.failure("let n = 1\nfails()"))
        XCTAssertEqual(error.message, "uncaught error: refused: 3 is not 4")
        XCTAssertEqual(error.name, "Refused")
        XCTAssertEqual(error.place.line, 2)
        let label = try XCTUnwrap(recorder.failure("scaled(3, facto: 2)"))
        XCTAssertEqual(label.message, "'scaled' has no parameter 'facto:', did you mean 'factor:'?")
        XCTAssertEqual(label.remedy, "it is scaled(_: Int, factor: Int = 2) -> Int")
    }

    func testTheContext() {
        let recorder = Recorder(Self.rows)
        XCTAssertEqual(recorder.value("\nlet p = place(1)\np"), "\"2:9\"")
        _ = recorder.run("announce(2.5)")
        guard case .record("x", .number(2.5), nil)? = recorder.events.first else { return XCTFail("no event") }
    }
}
