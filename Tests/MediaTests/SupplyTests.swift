import Foundation
import Media
import TestSupport
import XCTest

final class SupplyTests: XCTestCase {
    private struct Broken: Error, Equatable { var index: Int }

    func testItemsComeInOrderWithTheirErrors() throws {
        let prefetcher = MediaPrefetcher(count: 50, threads: 4, ahead: 5) { index -> Int in
            usleep(UInt32((index * 7919) % 13) * 200)
            if index % 10 == 3 { throw Broken(index: index) }
            return index * index
        }
        var seen: [Int] = []
        while let (index, result) = prefetcher.next() {
            seen.append(index)
            switch result {
            case .success(let value): XCTAssertEqual(value, index * index)
            case .failure(let error): XCTAssertEqual(error as? Broken, Broken(index: index))
            }
        }
        XCTAssertEqual(seen, Array(0..<50))
        XCTAssertNil(prefetcher.next())
    }

    func testTheQueueIsBoundedAndCancelEndsIt() throws {
        let begun = Counter()
        let prefetcher = MediaPrefetcher(count: 1000, threads: 3, ahead: 4) { index -> Int in
            begun.increment()
            return index
        }
        XCTAssertEqual(prefetcher.next()?.index, 0)
        usleep(50_000)
        XCTAssertLessThanOrEqual(begun.value, 5)
        prefetcher.cancel()
        XCTAssertNil(prefetcher.next())
    }

    private final class Counter: @unchecked Sendable {  // guarded by `lock`
        private let lock = NSLock()
        private var count = 0
        var value: Int { lock.withLock { count } }
        func increment() { lock.withLock { count += 1 } }
    }

    private let specification = ClipSpecification(frameRate: 12, size: FrameSize(square: 16), sampleRate: 8000)

    func testACachedClipIsTheDecodedOne() throws {
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        let cache = try ClipCache(folder: folder.path("cache"))
        let fresh = try cache.clip(folder.path("a.mp4"), specification)
        XCTAssertGreaterThan(cache.size, 0)
        let again = try cache.clip(folder.path("a.mp4"), specification)
        XCTAssertEqual(again.frames?.rgb, fresh.frames?.rgb)
        XCTAssertEqual(again.frames?.frameRate, 12)
        XCTAssertEqual(again.waveform?.samples.scalars, fresh.waveform?.samples.scalars)
        XCTAssertEqual(again.waveform?.sampleRate, 8000)
        let sound = try cache.clip(folder.path("a.mp4"), ClipSpecification(sampleRate: 8000))
        XCTAssertNil(sound.frames)
        XCTAssertEqual(sound.waveform?.samples.scalars, fresh.waveform?.samples.scalars)
    }

    func testAChangedFileIsDecodedAnew() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus().write(to: path)
        let cache = try ClipCache(folder: folder.path("cache"))
        _ = try cache.clip(path, specification)
        try Stimulus(seconds: 3).write(to: path)
        XCTAssertEqual(try cache.clip(path, specification).frames?.count, 36)
    }

    func testDamagedEntriesAreRebuilt() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus().write(to: path)
        let cache = try ClipCache(folder: folder.path("cache"))
        let fresh = try cache.clip(path, specification)
        let name = try XCTUnwrap(try FileManager.default.contentsOfDirectory(atPath: cache.folder).first)
        let entry = URL(fileURLWithPath: "\(cache.folder)/\(name)")
        let whole = try Data(contentsOf: entry)
        var flipped = whole
        flipped[whole.count / 2] ^= 1
        var older = whole
        older[7] = UInt8(ascii: "0")
        for damaged in [whole.prefix(100), flipped, older, Data(), whole + [0]] {
            try damaged.write(to: entry)
            XCTAssertEqual(try cache.clip(path, specification).frames?.rgb, fresh.frames?.rgb)
            XCTAssertEqual(try Data(contentsOf: entry), whole)
        }
    }

    func testTheCacheKeepsToItsSize() throws {
        let folder = TemporaryDirectory()
        let cache = try ClipCache(folder: folder.path("cache"), limit: 300_000)
        for index in 0..<5 {
            let path = folder.path("\(index).mp4")
            try Stimulus(seconds: 3 + index % 2).write(to: path)
            _ = try cache.clip(path, specification)
            XCTAssertLessThanOrEqual(cache.size, 300_000)
        }
        XCTAssertGreaterThan(cache.size, 100_000)
        cache.removeAll()
        XCTAssertEqual(cache.size, 0)
    }

    func testSeveralReadersShareACache() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.mp4")
        try Stimulus(seconds: 3).write(to: path)
        let expected = try DecodedClip(decoding: path, specification).frames?.rgb
        let cachePath = folder.path("cache")
        let specification = self.specification
        let prefetcher = MediaPrefetcher(count: 12, threads: 4, ahead: 12) { _ in
            try ClipCache(folder: cachePath).clip(path, specification)
        }
        while let (_, result) = prefetcher.next() { XCTAssertEqual(try result.get().frames?.rgb, expected) }
        let left = try FileManager.default.contentsOfDirectory(atPath: cachePath)
        XCTAssertEqual(left.count, 1, "\(left)")
    }
}
