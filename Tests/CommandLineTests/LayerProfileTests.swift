import Foundation
import XCTest

/// `--profile`: where the time of a notebook's layers went.
final class LayerProfileTests: FolderTestCase {
    private let notebook = """
        ```swift {#train}
        import AVTSKit
        var random = RandomStream(seed: 1)
        let model = Sequential(["first": Linear(32, 16, using: &random), "relu": ReLU(), "last": Linear(16, 1, using: &random)])
        let input = Tensor.normal([64, 32], using: &random)
        let trainer = Trainer(model, optimizer: SGD(model.parameters), schedule: .constant(0.01))
        try trainer.fit(upTo: 5, batch: { _ in input }) { (loss: model($0).square().mean(), metrics: [:]) }
        ```

        ```swift {#none}
        let other = 1
        ```

        """

    func testLayersInTerminalRecordAndReport() throws {
        let path = try file("n.avtsnb", notebook)
        // A run that puts the cells into the cache, from which nothing could be measured.
        XCTAssertEqual(try Binary.run("run", path, in: folder).code, 0)
        let record = try XCTUnwrap(contents("n.out/run.json"))
        XCTAssertFalse(record.contains("\"layers\""))
        let run = try Binary.run("run", path, "--profile", in: folder)
        XCTAssertEqual(run.code, 0, run.errors)
        let lines = run.errors.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let head = try XCTUnwrap(lines.firstIndex { $0.first == "layer" }, run.errors)
        XCTAssertEqual(lines[head], ["layer", "kind", "output", "calls", "forward", "backward", "share", "GFLOP/s"])
        let rows = Set(lines[(head + 2)...].compactMap(\.first))
        XCTAssertTrue(rows.isSuperset(of: ["first", "relu", "last", "outside", "all"]), run.errors)
        XCTAssertEqual(lines.filter { $0.first == "layer" }.count, 1, "a cell without layers has no table")
        let data = Data(try XCTUnwrap(contents("n.out/run.json")).utf8)
        let cells = try XCTUnwrap((JSONSerialization.jsonObject(with: data) as? [String: Any])?["cells"] as? [[String: Any]])
        let layers = try XCTUnwrap(cells[0]["layers"] as? [[String: Any]])
        XCTAssertEqual(layers.map { $0["name"] as? String }, ["first", "relu", "last", ""])
        XCTAssertEqual(layers[0]["calls"] as? Int, 5)
        XCTAssertEqual(layers[0]["operations"] as? Double, 655_360, "5 steps, 2 products of 64 × 32 × 16")
        XCTAssertNil(cells[1]["layers"])
        let report = try XCTUnwrap(contents("n.out/report.html"))
        XCTAssertTrue(report.contains("<summary>Time of its layers</summary>"))
        XCTAssertTrue(report.contains("<td>first</td><td>Linear 32 → 16</td>"))
    }
}
