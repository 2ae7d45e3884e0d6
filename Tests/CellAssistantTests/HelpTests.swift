import CellAssistant
import Foundation
import XCTest

/// `:help`, and the page made from the same docstrings.
final class HelpTests: XCTestCase {
    func testLibrary() throws {
        let assistant = try Asking().assistant
        let mean = try XCTUnwrap(assistant.help("Tensor.mean"))
        XCTAssertTrue(mean.contains("func mean(axes: Int..., keepingDimensions: Bool = false) -> Tensor"), mean)
        XCTAssertTrue(mean.contains("The mean over"), mean)
        let linear = try XCTUnwrap(assistant.help("Linear"))
        XCTAssertTrue(linear.contains("Linear") && linear.contains("init(") && linear.contains("weight"), linear)
        XCTAssertTrue(try XCTUnwrap(assistant.help("melSpectrogram")).contains("-> Tensor"))
        XCTAssertTrue(try XCTUnwrap(assistant.help("mean(axes:keepingDimensions:)")).contains("of Tensor"))
        // A protocol's member, asked for by a type that conforms to it.
        XCTAssertTrue(try XCTUnwrap(assistant.help("Linear.setTraining")).contains("func setTraining"))
        XCTAssertTrue(try XCTUnwrap(assistant.help("Linear.init")).contains("init("))
        XCTAssertEqual(assistant.help("Tensor()"), assistant.help("Tensor"))
    }

    func testStandardLibrary() throws {
        let assistant = try Asking().assistant
        XCTAssertTrue(try XCTUnwrap(assistant.help("zip")).contains("sequence"))
        XCTAssertTrue(try XCTUnwrap(assistant.help("Array.reserveCapacity")).contains("func reserveCapacity"))
        XCTAssertTrue(try XCTUnwrap(assistant.help("String")).contains("struct String"))
        XCTAssertTrue(try XCTUnwrap(assistant.help("Int.isMultiple")).contains("func isMultiple"))
    }

    func testCells() throws {
        let asking = try Asking(
            """
            /// Half of a number.
            ///
            /// Twice that is the number.
            func halved(_ x: Double) -> Double { x / 2 }
            /// How fast.
            let rate = 0.5
            /// A part of a tree.
            struct Leaf {
                /// In cm.
                var size = 1
                func grown(by more: Int) -> Leaf { Leaf(size: size + more) }
            }
            """)
        let assistant = asking.assistant
        XCTAssertEqual(
            assistant.help("halved"), "func halved(_ x: Double) -> Double\n    Half of a number.\n\n    Twice that is the number."
        )
        XCTAssertEqual(assistant.help("rate"), "let rate = 0.5\n    How fast.")
        XCTAssertEqual(assistant.help("Leaf.size"), "var size = 1    // of Leaf\n    In cm.")
        let leaf = try XCTUnwrap(assistant.help("Leaf"))
        XCTAssertTrue(leaf.contains("struct Leaf") && leaf.contains("A part of a tree.") && leaf.contains("grown"), leaf)
        XCTAssertTrue(assistant.helpNames.contains("halved") && assistant.helpNames.contains("Tensor.mean"))
        try asking.compile(
            "/// Seasons.\nenum Season { case spring\n    /// Hot.\n    case summer(days: Int) }\ntypealias Time = Season")
        XCTAssertEqual(assistant.help("Season.summer"), "summer(days: Int)    // of Season\n    Hot.")
        XCTAssertTrue(try XCTUnwrap(assistant.help("Season")).contains("spring, summer"))
        XCTAssertEqual(assistant.help("Time"), "typealias Time = Season")
        // The newest declaration is the one that counts.
        try asking.compile("/// A third.\nfunc halved(_ x: Int) -> Int { x / 3 }")
        XCTAssertEqual(assistant.help("halved"), "func halved(_ x: Int) -> Int\n    A third.")
        try asking.compile("extension Leaf {\n    /// Its double.\n    var doubled: Int { size * 2 } }")
        XCTAssertEqual(assistant.help("Leaf.doubled"), "var doubled: Int    // of Leaf\n    Its double.")
    }

    func testUnknown() throws {
        let assistant = try Asking().assistant
        for name in ["nothingLikeThis", "Tensor.nothingLikeThis", "Nothing.mean", "", " ", ".", "()", "🦊", "1"] {
            XCTAssertNil(assistant.help(name), name)
        }
    }

    func testRooms() throws {
        // The rooms read are those that AVTSKit gives on.
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/AVTSKit/AVTSKit.swift")
        let exported = try String(contentsOf: source, encoding: .utf8).matches(of: /@_exported import (\w+)/).map { String($0.1) }
        XCTAssertEqual(SymbolExtraction.rooms, exported)
        let page = try Asking().assistant.reference()
        for room in exported { XCTAssertTrue(page.contains("\n## \(room)\n"), room) }
        XCTAssertTrue(page.contains("### Tensor\n"))
        XCTAssertFalse(page.contains("func _") || page.contains("textual representation of this instance"))
    }
}
