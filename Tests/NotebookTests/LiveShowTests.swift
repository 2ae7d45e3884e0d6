import Foundation
import Notebook
import Work
import XCTest

/// What is shown in place is one output of the record, as it was in the end; what is cleared is none.
final class LiveShowTests: FolderCase {
    private func run(_ source: String, _ words: [String: (ScriptedEvaluator) throws -> Void]) throws -> (RunRecord, [String]) {
        let evaluator = ScriptedEvaluator()
        evaluator.words = words
        let told = Told()
        let document = try Document(parsing: "```swift {#a}\n\(source)\n```\n", path: "n.avtsnb")
        let runner = Runner(
            document: document, parameters: try Parameters(declared: [], assignments: []), evaluator: evaluator,
            folder: OutputFolder(path: folder + "/n.out"),
            provenance: Provenance(version: "0", gitRevision: nil, cpu: "", blasKernel: nil, threads: 1, system: "")
        ) { event in if case .display(let output, _) = event { told.add(output.text ?? "") } }
        return (runner.run(), told.texts)
    }

    private final class Told: @unchecked Sendable {
        private(set) var texts: [String] = []
        func add(_ text: String) { texts.append(text) }
    }

    func testTheLastOfIt() throws {
        let (record, told) = try run(
            "live 1\nprint between\nlive 2\nlive 3",
            [
                "live": { evaluator in
                    evaluator.count += 1
                    let bytes = Data("png \(evaluator.count)".utf8)
                    evaluator.onEvent(.redisplay([.text("turn \(evaluator.count)"), .png(bytes, name: "curve")], key: "k"))
                }
            ])
        let outputs = record.cells[0].outputs
        XCTAssertEqual(outputs.map(\.text), ["turn 3", "between\n"])
        XCTAssertEqual(outputs[0].image, "cells/a/curve.png")
        XCTAssertEqual(told, ["turn 3"])
        let newest = try XCTUnwrap(OutputFolder(path: folder + "/n.out").newest)
        XCTAssertEqual(newest.folder.read("cells/a/curve.png"), Array("png 3".utf8))
        XCTAssertEqual(newest.record.made?.filter { $0.path.hasSuffix(".png") }.count, 1)
    }

    func testWhatIsClearedIsGone() throws {
        let (record, told) = try run(
            "print before\nlive\nclear\nprint after",
            [
                "live": { $0.onEvent(.redisplay([.text("gone")], key: "k")) },
                "clear": { $0.onEvent(.clear(waits: false)) },
            ])
        XCTAssertEqual(record.cells[0].outputs.map(\.text), ["after\n"])
        XCTAssertEqual(told, [])
    }
}
