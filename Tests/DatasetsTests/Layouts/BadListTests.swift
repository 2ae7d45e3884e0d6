import Datasets
import Foundation
import TestSupport
import XCTest

/// Lists that are no lists: every layout refuses them with one error that names the file, at once and without a trap.
final class BadListTests: XCTestCase {
    /// A layout with a small, good tree: the list that is then exchanged, and the read of it.
    private struct Layout {
        var list: String
        var text: String
        var others: [String: String] = [:]
        var read: (String) throws -> Void
    }

    private let layouts: [Layout] = [
        Layout(
            list: "ucfTrainTestlist/trainlist01.txt", text: "A/v_A_g01_c01.avi 1\r\n",
            others: [
                "ucfTrainTestlist/classInd.txt": "1 A\n", "ucfTrainTestlist/testlist01.txt": "A/v_A_g02_c01.avi\n",
                "UCF-101/A/v_A_g01_c01.avi": "x", "UCF-101/A/v_A_g02_c01.avi": "x",
            ], read: { _ = try UCF101(root: $0).split(1) }),
        Layout(
            list: "splits/a_test_split1.txt", text: "one.avi 1 \r\ntwo.avi 2 \r\n",
            others: ["hmdb51_org/a/one.avi": "x", "hmdb51_org/a/two.avi": "x"], read: { _ = try HMDB51(root: $0).split(1) }),
        Layout(
            list: "meta/esc50.csv",
            text:
                "filename,fold,target,category,esc10,src_file,take\r\n1-1-A-0.wav,1,0,\"dog, big\",True,1,A\r\n2-2-A-0.wav,2,0,dog,True,2,A\r\n",
            others: ["audio/1-1-A-0.wav": "x", "audio/2-2-A-0.wav": "x"], read: { _ = try ESC50(root: $0).fold(1) }),
        Layout(
            list: "train.csv", text: "label,youtube_id,time_start,time_end\nriding \"\"a bike,abcdefghijk,1,11\n",
            others: ["train/abcdefghijk_000001_000011.mp4": "x"], read: { _ = try Kinetics400(root: $0).videos(.train) }),
        Layout(
            list: "eval_segments.csv", text: "# a\n# b\nabcdefghijk, 30.000, 40.000, \"/m/1,/m/2\"\n",
            others: [
                "class_labels_indices.csv": "index,mid,display_name\n0,/m/1,One\n1,/m/2,\"Two, or so\"\n",
                "eval_segments/Yabcdefghijk.mp4": "x",
            ],
            read: { _ = try AudioSet(root: $0).clips(.evaluation) }),
        Layout(
            list: "list.txt", text: "one\nhttp://www.flickr.com/videos/u/two/play/orig/s\n",
            others: ["video/one.mp4": "x", "video/two.mp4": "x"],
            read: { _ = try FlickrSoundNet(root: $0).videos(list: "\($0)/list.txt") }),
    ]

    private func withTrees(_ body: (Layout, TemporaryFolder) throws -> Void) throws {
        for layout in layouts {
            let folder = try TemporaryFolder()
            for (name, text) in layout.others { try folder.write(text, to: name) }
            try folder.write(layout.text, to: layout.list)
            try body(layout, folder)
        }
    }

    private func write(_ bytes: [UInt8], _ layout: Layout, _ folder: TemporaryFolder) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(layout.list)"))
    }

    /// The read fails, and says with which file.
    private func assertRefused(
        _ layout: Layout, _ folder: TemporaryFolder, _ what: String, contains: String = "/", line: UInt = #line
    ) {
        XCTAssertThrowsError(try layout.read(folder.path), "\(layout.list): \(what)", line: line) { error in
            let text = "\(error)"
            XCTAssertTrue(
                error is DatasetError && text.contains(folder.path) && text.contains(contains), "\(what): \(text.prefix(600))",
                line: line)
            XCTAssertLessThan(text.utf8.count, 1200, what, line: line)
        }
    }

    func testGoodListsInAllTheirForms() throws {
        try withTrees { layout, folder in
            XCTAssertNoThrow(try layout.read(folder.path), layout.list)
            for text in [
                "\u{FEFF}" + layout.text, layout.text.replacing("\r\n", with: "\n"),
                layout.text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"),
            ] {
                try write(Array(text.utf8), layout, folder)
                XCTAssertNoThrow(try layout.read(folder.path), "\(layout.list): \(text.debugDescription)")
            }
        }
    }

    func testWhatIsNoListIsRefusedAtOnce() throws {
        try withTrees { layout, folder in
            let list = "\(folder.path)/\(layout.list)"
            withTemporaryDirectory { other in
                for hostile in HostileFiles(in: other).paths {
                    unlink(list)
                    XCTAssertEqual(symlink(hostile, list), 0)
                    assertRefused(layout, folder, hostile, contains: "expected a file")
                }
            }
            unlink(list)
            XCTAssertTrue(FileManager.default.createFile(atPath: list, contents: nil))
            XCTAssertEqual(truncate(list, 1 << 40), 0)
            let peak = peakMemory { assertRefused(layout, folder, "a terabyte of nothing", contains: "more than") }
            XCTAssertLessThan(peak, 32 << 20)
        }
    }

    func testTextThatIsNone() throws {
        try withTrees { layout, folder in
            let good = Array(layout.text.utf8)
            try write(good + [0xFF, 0xFE, 0x0A], layout, folder)
            assertRefused(layout, folder, "no UTF-8", contains: "UTF-8 text without NUL")
            try write(good + Array("a\0b\n".utf8), layout, folder)
            assertRefused(layout, folder, "NUL", contains: "UTF-8 text without NUL")
            try write(Array(layout.text.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, layout, folder)
            assertRefused(layout, folder, "UTF-16")
            // One line of a megabyte, of text, quotes or commas: refused in a time and a memory that the line explains.
            // (To Flickr any such line is the name of a video that is not there.)
            for byte in ["a", "\"", ",", " "] where layout.list != "list.txt" {
                try write(good + [UInt8](repeating: Array(byte.utf8)[0], count: 1_000_000) + [0x78], layout, folder)
                assertRefused(layout, folder, "a line of \(byte.debugDescription)")
            }
        }
    }

    func testNamesThatStandTwiceAndQuotesThatNothingCloses() throws {
        try withTrees { layout, folder in
            // Flickr's lists may say a name twice, and mean it once.
            if layout.list == "list.txt" { return }
            let lines = layout.text.split(whereSeparator: \.isNewline)
            try write(Array((lines + [lines[lines.count - 1]]).joined(separator: "\n").utf8), layout, folder)
            assertRefused(layout, folder, "the last line twice")
            if layout.list.hasSuffix("esc50.csv") || layout.list == "train.csv" {
                try write(Array((layout.text + "\"open,1,2,3\n").utf8), layout, folder)
                assertRefused(layout, folder, "an open quote", contains: "each quote closed")
                try write(Array((lines[0] + "," + lines[0] + "\n").utf8), layout, folder)
                assertRefused(layout, folder, "columns twice", contains: "each once")
            }
        }
        let folder = try TemporaryFolder()
        for (name, text) in layouts[0].others { try folder.write(text, to: name) }
        try folder.write("1 A\n2 A\n", to: "ucfTrainTestlist/classInd.txt")
        try folder.write(layouts[0].text, to: layouts[0].list)
        assertRefused(layouts[0], folder, "a class twice", contains: "each name once")
    }

    /// A name may be as long as its list; an error is for a person.
    func testLongNamesAreShortened() throws {
        var count = 0
        try withTrees { layout, folder in
            let lines = layout.text.split(whereSeparator: \.isNewline).map(String.init)
            for place in lines.indices {
                for piece in [String(repeating: "a", count: 20_000), String(repeating: "e\u{301}", count: 20_000)] {
                    var changed = lines
                    changed[place] = piece + changed[place]
                    try write(Array(changed.joined(separator: "\n").utf8), layout, folder)
                    do { try layout.read(folder.path) } catch {
                        count += 1
                        XCTAssertTrue(error is DatasetError && "\(error)".utf8.count < 2000, "\(error)".prefix(300) + "")
                    }
                }
            }
        }
        XCTAssertGreaterThan(count, 5)
    }

    func testNumbersOutOfRange() throws {
        try withTrees { layout, folder in
            for number in ["1e300", "inf", "-inf", "nan", "-1", "\(Int.max)", "99999999999999999999", "1e18"] {
                for digit in ["1", "30.000", "40.000", "0"] where layout.text.contains(digit) {
                    try write(Array(layout.text.replacing(digit, with: number).utf8), layout, folder)
                    do { try layout.read(folder.path) } catch { XCTAssertTrue(error is DatasetError, "\(error)") }
                }
            }
        }
    }

    func testDamageNeverTraps() throws {
        try withTrees { layout, folder in
            let good = Array(layout.text.utf8)
            for bytes in Array(Mutants(of: good, count: 100)) + Mutants.prefixes(of: good) {
                try write(bytes, layout, folder)
                do { try layout.read(folder.path) } catch {
                    XCTAssertTrue(error is DatasetError && "\(error)".contains(folder.path), "\(error)")
                }
            }
        }
    }
}
