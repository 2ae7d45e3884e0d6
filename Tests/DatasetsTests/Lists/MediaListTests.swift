import Datasets
import Foundation
import TestSupport
import XCTest

final class MediaListTests: XCTestCase {
    /// A folder of empty files and a list beside them.
    private func list(_ text: String, as name: String = "birds.csv", ignoring: Set<String> = []) throws -> MediaList {
        try withTemporaryDirectory { directory in
            for file in ["a.wav", "b.wav", "c.wav", "d.wav", "sub/e.wav", "f.mp4"] { try directory.write(file, [0]) }
            symlink("a.wav", directory.path("link.wav"))
            return try MediaList(try directory.write(name, text.utf8), ignoring: ignoring)
        }
    }

    /// The error without the folder.
    private func message(_ text: String, as name: String = "birds.csv", _ body: (MediaList) throws -> Any = { $0 }) -> String {
        do {
            _ = try body(try list(text, as: name))
            return "no error"
        } catch {
            let words = "\(error)"
            return words.firstRange(of: name).map { String(words[$0.lowerBound...]) } ?? words
        }
    }

    private let good = """
        file,label,split
        a.wav,dog,train
        ./b.wav,cat,train
        "sub/e.wav", dog ,test
        d.wav,cat,test

        """

    func testAnOfficialSplit() throws {
        let read = try list(good)
        XCTAssertEqual(read.name, "birds")
        XCTAssertEqual(read.classes, ["cat", "dog"])
        XCTAssertEqual(read.isSound, true)
        let split = try read.split()
        XCTAssertEqual(split.train.items.map(\.id), ["a.wav", "./b.wav"])
        XCTAssertEqual(split.test.items.map(\.id), ["sub/e.wav", "d.wav"])
        XCTAssertEqual(split.test.items.map(\.label), [1, 0])
        XCTAssertTrue(split.test.items[0].path.hasSuffix("/sub/e.wav"))
        XCTAssertEqual(split.test.name, "birds split/test")
        XCTAssertEqual(try read.divisions().count, 1)
        XCTAssertEqual(try list(good.replacing(",", with: "\t"), as: "birds.tsv").classes, ["cat", "dog"])
        XCTAssertEqual(try list("\u{FEFF}" + good.replacing("\n", with: "\r\n")).items.count, 4)
    }

    func testFoldsSpansAndGroups() throws {
        let read = try list(
            """
            file,label,start,end,fold,group
            a.wav,dog,0,1.5,1,x
            a.wav,cat,1.5,,1,x
            b.wav,dog,,,2,y
            c.wav,cat,2,3,2,y
            d.wav,dog,,,10,z
            sub/e.wav,cat,,,10,
            """)
        XCTAssertEqual(read.folds, ["1", "2", "10"])
        XCTAssertEqual(read.items[0].id, "a.wav 0.0–1.5 s")
        XCTAssertEqual([read.items[0].duration, read.items[1].duration, read.items[3].duration], [1.5, nil, 1])
        XCTAssertEqual(read.items[1].start, 1.5)
        XCTAssertEqual(read.items[0].group, "group x")
        XCTAssertEqual(read.items[5].group, read.items[5].path)
        let fold = try read.fold("1")
        XCTAssertEqual(fold.test.count, 2)
        XCTAssertEqual(fold.train.count, 4)
        XCTAssertEqual(try read.divisions().map(\.test.count), [2, 2, 2])
        XCTAssertThrowsError(try read.fold("3")) {
            XCTAssertTrue("\($0)".contains("no fold 3 beside others among 1, 2, 10"), "\($0)")
        }
        XCTAssertThrowsError(try read.split()) { XCTAssertTrue("\($0)".contains("found no column \"split\""), "\($0)") }
    }

    func testThreeParts() throws {
        let text = "file,split\na.wav,train\nb.wav,val\nc.wav,TEST\nd.wav,training\n"
        let parts = try list(text).splits()
        XCTAssertEqual([parts.train.count, parts.validation.count, parts.test.count], [2, 1, 1])
        XCTAssertEqual(try list(text).split().train.count, 3, "what validates may be trained on in the end")
        // No validation in the column: some of the training groups.
        let two = try list(
            "file,split\n" + ["a", "b", "c", "d"].map { "\($0).wav,train\n" }.joined() + "sub/e.wav,test\nf.mp4,train\n")
        XCTAssertEqual([try two.splits().train.count, try two.splits().validation.count], [4, 1])
        XCTAssertEqual(two.isSound, nil)
        // No column at all: lines of paths, divided at random.
        let plain = try list("a.wav\r\nb.wav\n\nc.wav\nd.wav\nsub/e.wav\n", as: "list.txt")
        XCTAssertEqual(plain.items.count, 5)
        XCTAssertEqual(plain.classes, [])
        XCTAssertEqual([try plain.splits().train.count, try plain.splits().test.count], [3, 1])
        XCTAssertEqual(try plain.videos().split(validation: 0.2, test: 0.2, seed: 1).train.count, 3)
    }

    func testWhatIsWrongIsToldWithItsLine() {
        XCTAssertEqual(
            message("file,label\na.wav,dog\nx.wav,dog\nsub,dog\n").replacing(#/below \/.*?\. /#, with: "below X. "),
            "birds.csv: 2 listed file(s) are not below X. First: line 3: x.wav, line 4: sub. Fetch what is missing, or use the lists that belong to these files."
        )
        XCTAssertEqual(
            message("file,lable\na.wav,dog\n"),
            "birds.csv, line 2: found a column \"lable\" above it, perhaps \"label\", expected columns of the names file, label, start, duration, end, split, fold, group. Rename it, or have it passed over: ignoring: [\"lable\"]."
        )
        XCTAssertTrue(
            message("file;label\na.wav;dog\n").hasSuffix(
                "It looks as if \";\" stands between its fields: separator: \";\"."))
        XCTAssertEqual(
            message("file,label\na.wav,dog\nb.wav,dog\nc.wav,dgo\n"),
            "birds.csv: 1 line(s) cannot be understood, expected at least two files of each label. First: line 4: dgo, perhaps dog."
        )
        XCTAssertEqual(
            message("file,label\na.wav,dog\nb.wav,dog\nlink.wav,dog\n"),
            "birds.csv: 1 line(s) cannot be understood, expected each file, or each span of one, once. First: line 4: link.wav, as in line 2."
        )
        XCTAssertTrue(message("label\ndog\n").contains("found no column \"file\", expected one of \"label\""))
        XCTAssertTrue(message("file,label\na.wav,dog,x\n").contains("line 2: found 3 fields, expected 2"))
        XCTAssertTrue(message("file,label\na.wav,\n").contains("line 2, column \"label\": found nothing, expected a word"))
        XCTAssertTrue(message("file,start\na.wav,-1\n").contains("line 2: found a span from -1.0 s"))
        XCTAssertTrue(
            message("file,start,end\na.wav,2,1\n").contains(
                "line 2: found a span from 2.0 s, -1.0 s long, expected one that begins"))
        XCTAssertTrue(
            message("file,start\na.wav,1:30\n").contains(
                "line 2, column \"start\": found \"1:30\" (no number), expected a number"))
        XCTAssertTrue(
            message("file,duration,end\na.wav,1,2\n").contains(
                "found columns \"duration\" and \"end\" above it, expected one of them"))
        XCTAssertTrue(
            message("file,split\na.wav,trian\n").contains("line 2: found the split \"trian\", expected train, validation or test")
        )
        XCTAssertTrue(message("file,fold\na.wav,\n").contains("line 2: found no fold, expected one in each row"))
        XCTAssertTrue(message("file,label\n").contains("holds no media files in its lines"))
        XCTAssertTrue(message("", as: "list.txt").contains("holds no media files in its lines"))
        XCTAssertTrue(message("file\n\"a.wav\n").contains("line 2: found a quote that nothing closes"))
        XCTAssertThrowsError(try MediaList("/nowhere/x.csv")) {
            XCTAssertTrue("\($0)".hasPrefix("/nowhere/x.csv: no such list"), "\($0)")
        }
        XCTAssertEqual(try list("file,take\na.wav,1\n", ignoring: ["take"]).items.count, 1)
    }

    func testWhatIsTrainedOnIsNotTested() {
        let text = "file,label,start,duration,split,group\na.wav,dog,0,1,train,\nb.wav,dog,0,1,test,\n"
        XCTAssertEqual(message(text) { try $0.split() }, "no error")
        XCTAssertTrue(
            message(text + "a.wav,dog,1,1,test,\n") { try $0.split() }.contains(
                "share 1 item(s): their figures would be worthless. First: line 4 with line 2: a.wav"),
            message(text + "a.wav,dog,1,1,test,\n") { try $0.split() })
        XCTAssertTrue(
            message(text + "link.wav,dog,1,1,test,other\n") { try $0.split() }.contains("First: line 4 with line 2: link.wav"),
            "one file under two names, and in two groups")
        XCTAssertTrue(
            message("file,split,group\na.wav,train,x\nb.wav,test,x\n") { try $0.split() }.contains(
                "First: line 3 with line 2: b.wav"))
        XCTAssertTrue(
            message("file,split,group\na.wav,train,x\nb.wav,test,y\nc.wav,val,x\n") { try $0.splits() }.contains(
                "First: line 4 with line 2: c.wav"))
        XCTAssertTrue(
            message("file,label,split\na.wav,dog,train\nb.wav,cat,test\nc.wav,cat,test\nd.wav,dog,test\n") { try $0.split() }
                .contains(
                    "tested file(s) have a label that no file of the training has, in split. First: line 3: cat, line 4: cat"))
        XCTAssertTrue(message("file,split\na.wav,train\n") { try $0.split() }.contains("found no rows of both train and test"))
    }
}
