import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

final class PretrainedPairFileTests: TinyWorldTestCase {
    private func trained() throws -> PretrainedPair {
        try Pretraining(Self.world.data, Configuration(scale: .smoke), seed: 3).train([
            Stage(.easy, steps: 2), Stage(.mixed, steps: 1),
        ])
    }

    func testWhatIsReadIsWhatWasSaved() throws {
        let folder = TemporaryDirectory()
        let pair = try trained()
        try pair.save(to: folder.path("pair.safetensors"))
        let again = try PretrainedPair(from: folder.path("pair.safetensors"))
        XCTAssertEqual(again.name, pair.name)
        XCTAssertEqual(again.configuration, pair.configuration)
        XCTAssertEqual(again.normalization, Self.world.data.train.normalization)
        XCTAssertEqual(again.stages, pair.stages)
        XCTAssertEqual(again.seed, 3)
        XCTAssertEqual(again.history.names, [])
        let (clips, sounds) = (Tensor.normal([2, 12, 32, 32, 3]), Tensor.normal([2, 100, 40, 1]))
        for (network, other) in [(pair.network, again.network)] {
            XCTAssertEqual(
                network.evaluating { network.embed(clips: clips) }.scalars, other.evaluating { other.embed(clips: clips) }.scalars
            )
            XCTAssertEqual(
                network.evaluating { network.embed(sounds: sounds) }.scalars,
                other.evaluating { other.embed(sounds: sounds) }.scalars)
        }
        // Another training goes on from it as from the pair itself.
        let pretraining = try Pretraining(Self.world.data, Configuration(scale: .smoke), seed: 3)
        XCTAssertEqual(try pretraining.evaluate(again, pairs: 20), try pretraining.evaluate(pair, pairs: 20))
        XCTAssertEqual(try pretraining.train([Stage(.hard, steps: 1)], after: again).steps, 4)
    }

    /// Weights in PyTorch's names and layout, which others read.
    func testTheFileIsReadByAnyReader() throws {
        let folder = TemporaryDirectory()
        try trained().save(to: folder.path("pair.safetensors"))
        let (shapes, metadata) = try Safetensors.inspect(folder.path("pair.safetensors"))
        XCTAssertEqual(shapes["video.stem.0.weight"], [4, 3, 3, 5, 5], "channels first")
        XCTAssertEqual(metadata["format"], "pt")
        XCTAssertTrue(metadata["avts.settings"]?.contains("\"frameRate\":12") ?? false)
    }

    /// A file of a version that knew fewer settings: what it does not say is as it was before there was a choice.
    func testWhatAnEarlierVersionDidNotKnow() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("pair.safetensors")
        let pair = try trained()
        try pair.save(to: path)
        var contents = try Safetensors.load(path)
        let text = contents.metadata["avts.settings"] ?? ""
        let earlier = text.replacing(#/"cropScales":\[[^\]]*\],/#, with: "").replacing("\"gap\":0.5,", with: "")
        XCTAssertLessThan(earlier.count, text.count - 30, text)
        contents.metadata["avts.settings"] = earlier
        try Safetensors.save(contents.tensors, metadata: contents.metadata, to: path)
        let again = try PretrainedPair(from: path)
        XCTAssertEqual(again.configuration.geometry.frames, pair.configuration.geometry.frames)
        XCTAssertEqual(again.configuration.cropScales, Configuration().cropScales)
        XCTAssertEqual(again.configuration.gap, 0.5)
    }

    func testForeignAndDamagedFiles() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("pair.safetensors")
        let pair = try trained()
        try pair.save(to: path)
        let contents = try Safetensors.load(path)
        func refused(_ words: String, _ change: (inout Safetensors.Contents) -> Void, line: UInt = #line) throws {
            var changed = contents
            change(&changed)
            try Safetensors.save(changed.tensors, metadata: changed.metadata, to: path)
            XCTAssertThrowsError(try PretrainedPair(from: path), line: line) { error in
                XCTAssertTrue(error is SafetensorsError, "\(error)", line: line)
                XCTAssertTrue("\(error)".contains(words), "\(error)", line: line)
            }
        }
        func setting(_ old: String, _ new: String) -> (inout Safetensors.Contents) -> Void {
            { contents in
                let text = contents.metadata["avts.settings"] ?? ""
                XCTAssertTrue(text.contains(old), "\(old) is not in \(text)")
                contents.metadata["avts.settings"] = text.replacingOccurrences(of: old, with: new)
            }
        }
        try refused("without the settings of a pair") { $0.metadata = [:] }
        try refused("found version 2") { $0.metadata["avts.pair"] = "2" }
        try refused("avts.stages does not say Index 0.negatives") { $0.metadata["avts.stages"] = "[{}]" }
        try refused("a stage without a number of steps") {
            $0.metadata["avts.stages"]?.replace("\"count\":1", with: "\"other\":1")
        }
        try refused("avts.settings cannot be understood", setting("\"margin\":", "\"margin\":[],\"other\":"))
        try refused("found no avts.normalization") { $0.metadata["avts.normalization"] = nil }
        try refused("found no seed") { $0.metadata["avts.seed"] = "-1" }
        try refused("frames a second of 0", setting("\"frameRate\":12", "\"frameRate\":0"))
        try refused("width of 32000000", setting("\"width\":32", "\"width\":32000000"))
        try refused("found channels of 40000", setting("\"width\":4},\"warmUp\"", "\"width\":40000},\"warmUp\""))
        try refused("audio channels of 40000", setting("\"small\":{\"width\":4}", "\"small\":{\"width\":40000}"))
        try refused("margin", setting("\"margin\":", "\"margin\":-"))
        try refused("deviations above 0") {
            $0.metadata["avts.normalization"]?.replace("\"frameDeviation\":[", with: "\"frameDeviation\":[0,")
        }
        try refused("videoHead.bias") { $0.tensors["videoHead.bias"] = nil }
        try refused("video.stem.0.weight") { $0.tensors["video.stem.0.weight"] = Tensor.ones([8, 3, 3, 5, 5]) }
        try Data("no weights".utf8).write(to: URL(fileURLWithPath: path))
        XCTAssertThrowsError(try PretrainedPair(from: path)) { XCTAssertTrue($0 is SafetensorsError) }
        XCTAssertThrowsError(try PretrainedPair(from: folder.path("none"))) { XCTAssertTrue($0 is SafetensorsError) }
    }
}
