import CellAssistant
import Foundation
import XCTest

/// The tab key, in the light of cells that were compiled.
final class CompletionTests: XCTestCase {
    func testNamesOfCells() throws {
        let asking = try Asking(
            "let learningRate = 0.1\nfunc halved(_ x: Double) -> Double { x / 2 }", "struct Leaf { var size = 1 }")
        let found = asking.completions("let y = lear|")
        XCTAssertEqual(found.first?.text, "learningRate")
        XCTAssertEqual(found.first?.start, 8)
        XCTAssertEqual(found.first?.kind, .variable)
        XCTAssertEqual(found.first?.detail, "Double")
        XCTAssertEqual(asking.completions("halv|").first?.text, "halved(")
        XCTAssertEqual(asking.completions("halv|").first?.detail, "halved(x: Double) -> Double")
        XCTAssertEqual(asking.texts("Leaf().si|"), ["size"])
        XCTAssertEqual(asking.texts("let l = Le|").first, "Leaf")
        XCTAssertTrue(asking.texts("print(|").contains("learningRate"))
        XCTAssertTrue(asking.texts("|").contains("learningRate"))
    }

    func testMembers() throws {
        let asking = try Asking("let t = Tensor.ones([2, 3])")
        let found = asking.completions("t.mea|")
        XCTAssertEqual(found.map(\.text), ["mean("])
        XCTAssertEqual(found[0].start, 2)
        XCTAssertTrue(found[0].detail.contains("-> Tensor"))
        let all = asking.texts("t.|")
        XCTAssertTrue(all.contains("shape") && all.contains("transposed()"))
        XCTAssertFalse(all.contains { $0.hasPrefix("_") || $0 == "let" || $0 == "Tensor" })
        XCTAssertEqual(asking.texts("Tensor.lins|"), ["linspace("])
        XCTAssertEqual(asking.texts("\"a\".uppercas|"), ["uppercased()", "uppercased("])
        XCTAssertEqual(asking.texts("let p: NegativeMixture = .|").isEmpty, false)
    }

    func testLabels() throws {
        let asking = try Asking("func scaled(_ x: Int, factor: Int, offset: Int = 0) -> Int { x * factor + offset }")
        XCTAssertEqual(asking.completions("scaled(1, fac|").first?.text, "factor: ")
        XCTAssertEqual(asking.completions("scaled(1, |").first?.kind, .label)
        XCTAssertTrue(asking.texts("scaled(1, factor: 2, |").contains("offset: "))
        XCTAssertTrue(asking.texts("Tensor.ones([2]).sum(ax|").contains("axes: "))
    }

    func testModulesFunctions() throws {
        let asking = try Asking()
        XCTAssertTrue(asking.texts("melSp|").contains("melSpectrogram("))
        XCTAssertEqual(asking.texts("Linea|").first, "Linear")
        XCTAssertTrue(asking.texts("sqr|").contains("sqrt("))
        XCTAssertTrue(asking.texts("gua|").contains("guard"))
        XCTAssertTrue(asking.texts("FileMan|").contains("FileManager"))
    }

    func testUnfinishedLines() throws {
        let asking = try Asking("let t = Tensor.ones([2, 3])\nlet name = \"x\"")
        XCTAssertEqual(asking.texts("print(t.squ|"), ["square()", "squeezed(", "squeezed()"])
        XCTAssertEqual(asking.texts("for i in 0..<3 {\n    let m = t.mea|"), ["mean("])
        XCTAssertEqual(asking.texts("func f() {\n    if name.isEmp|"), ["isEmpty"])
        XCTAssertEqual(asking.texts("let xs = [1].map { $0.distan|"), ["distance("])
        XCTAssertEqual(asking.texts("let v = 3\nlet w = v.signu|\nprint(w)"), ["signum()"])
    }

    func testRedeclarations() throws {
        let asking = try Asking("let x = 3\nlet y = x", "let x = \"text\"")
        XCTAssertTrue(asking.texts("x.uppercas|").contains("uppercased("))
        XCTAssertEqual(asking.completions("let z = |").filter { $0.text == "x" }.count, 1)
        XCTAssertEqual(asking.completions("x|").first { $0.text == "x" }?.detail, "String")
        // The value on the right is the earlier cell's.
        XCTAssertTrue(asking.texts("let x = x.uppercas|").contains("uppercased("))
        try asking.compile("let x = [1.5]")
        XCTAssertTrue(asking.texts("x.reserveC|").contains("reserveCapacity("))
        // A cell compiled after the first question is seen by the next.
        try asking.compile("let later = Tensor.ones([2])")
        XCTAssertEqual(asking.texts("later.mea|"), ["mean("])
    }

    func testNothing() throws {
        let asking = try Asking("let _hidden = 1\nlet shown = 2")
        XCTAssertEqual(asking.texts("\"sho|"), [])
        XCTAssertEqual(asking.texts("// sho|"), [])
        XCTAssertEqual(asking.texts("1 /* sho| */"), [])
        XCTAssertEqual(asking.texts("12|"), [])
        XCTAssertEqual(asking.texts("nothingLikeThis|"), [])
        XCTAssertFalse(asking.texts("|").contains("_hidden"))
        XCTAssertEqual(asking.texts("Tensor.ones([1]).backw|"), [])
        XCTAssertEqual(asking.texts("_hid|"), ["_hidden"])
        for text in ["\"\\(sho|", "\"\\(sho|)\"", "let a = \"x \\(sho|)\"", "print(\"a \\(sho|"] {
            XCTAssertEqual(asking.texts(text), ["shown", "show("], text)
        }
        XCTAssertEqual(asking.assistant.completions("", at: 5).filter { $0.text.isEmpty }, [])
        XCTAssertEqual(asking.assistant.completions("x", at: -1).filter { $0.text.isEmpty }, [])
        XCTAssertLessThanOrEqual(asking.texts("Linear(|").count, 500)
    }

    /// Without the compiler's service there are names, without their types.
    func testFallback() throws {
        let asking = try Asking("let learningRate = 0.1\nfunc halved(_ x: Double) -> Double { x / 2 }")
        asking.assistant.usesService = false
        XCTAssertEqual(asking.texts("let y = lear|"), ["learningRate"])
        XCTAssertEqual(asking.texts("halv|"), ["halved("])
        XCTAssertEqual(asking.texts("Linea|").prefix(1), ["Linear"])
        XCTAssertTrue(asking.texts("t.mea|").contains("mean("))
        XCTAssertTrue(asking.texts("gua|").contains("guard"))
        XCTAssertEqual(asking.texts("nothingLikeThis|"), [])
    }

    /// Loading the service changes nothing of what the process does on signals, and asking keeps standard error open.
    func testProcessIsItsOwn() throws {
        func handlers() -> [Bool] {
            (Int32(1)..<32).map { number in
                var action = sigaction()
                sigaction(number, nil, &action)
                return action.__sigaction_handler.sa_handler == nil
            }
        }
        let before = handlers()
        let asking = try Asking()
        _ = asking.texts("func f() { if { [ Tensor.on|")
        XCTAssertEqual(handlers(), before)
        XCTAssertEqual(fcntl(STDERR_FILENO, F_GETFD), 0)
        asking.assistant.warm()
        XCTAssertEqual(asking.texts("Tensor.linsp|"), ["linspace("])
    }
}
