import Datasets
import Foundation
import XCTest

final class TalkingHeadsTests: XCTestCase {
    private var folder = ""

    override func setUpWithError() throws {
        folder = NSTemporaryDirectory() + "avts-talking-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    /// Files without content: a division opens none.
    private func write(_ speakers: [String], clips: Int = 10) throws {
        for speaker in speakers {
            let place = speaker.isEmpty ? folder : "\(folder)/\(speaker)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            for clip in 0..<clips { try Data().write(to: URL(fileURLWithPath: "\(place)/clip\(clip).mpg")) }
        }
    }

    private func people(_ set: VideoSet) -> Set<String> { Set(set.items.map { String($0.id.prefix { $0 != "/" }) }) }

    func testSpeakersAreOnOneSideOnly() throws {
        try write((1...10).map { "s\($0)" })
        let heads = try TalkingHeads(folder)
        let parts = [heads.splits.train, heads.splits.validation, heads.splits.test]
        XCTAssertEqual(parts.map(\.count), [70, 10, 20])
        XCTAssertEqual(parts.map { people($0).count }, [7, 1, 2])
        XCTAssertEqual(parts.reduce(into: Set()) { $0.formUnion(people($1)) }.count, 10, "nobody is in two parts")
        XCTAssertEqual(heads.speakers.first, "s1")
        XCTAssertEqual(heads.speakers.last, "s10", "in natural order")
        XCTAssertEqual(heads.shared, [])
        XCTAssertTrue(heads.division.contains("nobody who is tested on was learnt from"), heads.division)
        XCTAssertEqual(try TalkingHeads(folder).splits.test.items, heads.splits.test.items, "a function of the seed")
        XCTAssertNotEqual(
            try (1...5).map { people(try TalkingHeads(folder, seed: $0).splits.test) },
            Array(repeating: people(parts[2]), count: 5))
    }

    func testOneSpeakerIsSaidToBeOne() throws {
        try write(["s1"], clips: 20)
        for heads in [try TalkingHeads(folder), try TalkingHeads(folder + "/s1")] {
            XCTAssertEqual([heads.splits.train, heads.splits.validation, heads.splits.test].map(\.count), [14, 2, 4])
            XCTAssertEqual(heads.speakers, ["s1"])
            XCTAssertEqual(heads.shared, ["s1"])
            XCTAssertTrue(heads.division.contains("the test says nothing of other speakers"), heads.division)
        }
    }

    func testOfTwoSpeakersOneIsTestedOn() throws {
        try write(["anna", "ben"])
        let heads = try TalkingHeads(folder)
        XCTAssertEqual([heads.splits.train, heads.splits.validation, heads.splits.test].map(\.count), [9, 1, 10])
        XCTAssertEqual(people(heads.splits.train), people(heads.splits.validation))
        XCTAssertEqual(heads.shared, [])
    }

    func testAList() throws {
        try write(["a", "b"], clips: 3)
        let list = folder + "/list.csv"
        func read(_ text: String) throws -> TalkingHeads {
            try text.write(toFile: list, atomically: true, encoding: .utf8)
            return try TalkingHeads(folder, list: list)
        }
        let heads = try read("file,part\na/clip0.mpg,train\na/clip1.mpg,validation\nb/clip2.mpg,test\n")
        XCTAssertEqual(heads.splits.test.items.map(\.id), ["b/clip2.mpg"])
        XCTAssertEqual(heads.splits.train.items.map(\.id), ["a/clip0.mpg"])
        XCTAssertEqual(heads.shared, [])
        // The same person in two folders: only the list knows.
        let same = try read("file,part,speaker\na/clip0.mpg,train,eve\na/clip1.mpg,validation,ada\nb/clip2.mpg,test,eve\n")
        XCTAssertEqual(same.shared, ["eve"])
        XCTAssertTrue(same.division.contains("says little of other speakers"), same.division)
        for (text, words) in [
            ("file,part\na/clip0.mpg,dev\n", "train, validation and test"),
            ("file,part\na/clip9.mpg,test\n", "not below the folder"),
            ("name,part\n", "header row with the columns file,part"),
            ("file,part\na/clip0.mpg,test\na/clip0.mpg,train\n", "each name once"),
            ("file,part\na/clip0.mpg,test\na/clip1.mpg,train\n", "no clip in the part validation"),
        ] {
            XCTAssertThrowsError(try read(text)) { XCTAssertTrue("\($0)".contains(words), "\($0)") }
        }
    }

    func testTooFewClips() throws {
        try write(["s1"], clips: 2)
        XCTAssertThrowsError(try TalkingHeads(folder)) { XCTAssertTrue("\($0)".contains("at least 3 clips"), "\($0)") }
        XCTAssertThrowsError(try TalkingHeads(folder + "/none"))
    }
}
