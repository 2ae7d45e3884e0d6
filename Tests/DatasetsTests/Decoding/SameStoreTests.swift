import Datasets
import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// A store holds the same bytes however often and by however many threads it is made.
final class SameStoreTests: XCTestCase {
    func testAStoreIsTheSameByteForByte() throws {
        let folder = TemporaryDirectory()
        var stream = RandomStream(seed: 4)
        let films = folder.path("films")
        try FileManager.default.createDirectory(atPath: films, withIntermediateDirectories: true)
        for (index, name) in ["a.mp4", "b.mov", "c.mkv", "d.avi", "e.mp4", "f.mov"].enumerated() {
            let encoder: String? = name.hasSuffix("mov") ? "mjpeg" : nil
            let writer = try MediaWriter(
                "\(films)/\(name)",
                video: VideoSettings(width: 48, height: 32, frameRate: 24, keyframeInterval: 31, encoder: encoder),
                audio: AudioSettings(sampleRate: 16_000))
            // Long and short films, so that threads finish out of order.
            let seconds = [4, 1, 2, 1, 3, 1][index]
            for frame in 0..<24 * seconds {
                try writer.append(frame: (0..<48 * 32 * 3).map { UInt8(truncatingIfNeeded: $0 &* 3 &+ frame &* 5) })
            }
            try writer.append(samples: (0..<16_000 * seconds).map { _ in stream.uniform() - 0.5 })
            try writer.finish()
        }
        var stores: [[String: Data]] = []
        for (trial, threads) in [1, 2, 2, 1, 2].enumerated() {
            let root = folder.path("cache \(trial)")
            let set = try VideoFolder(films).videos()
            let decoded = try DecodedVideos(set, format: DecodedFormat(side: 24), in: DataFolder(root), threads: threads)
            XCTAssertEqual(decoded.set.count, 6)
            stores.append(try contents(of: root))
        }
        for store in stores { XCTAssertEqual(store, stores[0]) }
        XCTAssertGreaterThan(stores[0].values.map(\.count).max() ?? 0, 24 * 24 * 3 * 12)
    }

    private func contents(of folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: folder)!
        where ["clips", "index"].contains((name as NSString).lastPathComponent) {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        return files
    }
}
