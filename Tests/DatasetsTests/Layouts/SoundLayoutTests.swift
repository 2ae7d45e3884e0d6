import Datasets
import XCTest

final class SoundLayoutTests: XCTestCase {
    private func esc(_ rows: [String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for row in rows { try folder.write("x", to: "audio/\(row.split(separator: ",")[0])") }
        try folder.write(
            "filename,fold,target,category,esc10,src_file,take\n" + rows.map { $0 + "\n" }.joined(), to: "meta/esc50.csv")
        return folder
    }

    private let rows = [
        "1-100032-A-0.wav,1,0,dog,True,100032,A", "1-100032-B-0.wav,1,0,dog,True,100032,B",
        "1-1001-A-3.wav,1,3,cow,False,1001,A", "2-2002-A-0.wav,2,0,dog,True,2002,A",
        "2-2003-A-11.wav,2,11,sea_waves,True,2003,A",
    ]

    func testESC50FoldsAndTheESC10Subset() throws {
        let folder = try esc(rows)
        let all = try ESC50(root: folder.path)
        XCTAssertEqual(all.classes, ["dog", "cow", "sea_waves"])
        XCTAssertEqual(all.folds, [1, 2])
        let fold = try all.fold(2)
        XCTAssertEqual([fold.train.count, fold.test.count], [3, 2])
        XCTAssertEqual(fold.test.items.map(\.label), [0, 2])
        let ten = try ESC50(root: folder.path, onlyESC10: true)
        XCTAssertEqual(ten.classes, ["dog", "sea_waves"])
        XCTAssertEqual(try ten.fold(1).train.items.map(\.label), [0, 1])
    }

    func testESC50ARecordingInTwoFoldsIsALeak() throws {
        let folder = try esc(rows + ["3-100032-C-0.wav,3,0,dog,True,100032,C"])
        XCTAssertThrowsError(try ESC50(root: folder.path).fold(3)) { error in
            guard case DatasetError.leak = error else { return XCTFail("\(error)") }
        }
    }

    func testESC50TroubleIsNamed() throws {
        let folder = try esc(rows)
        try FileManager.default.removeItem(atPath: "\(folder.path)/audio/1-1001-A-3.wav")
        XCTAssertThrowsError(try ESC50(root: folder.path)) { XCTAssertTrue("\($0)".contains("1-1001-A-3.wav")) }
        for row in ["a.wav,one,0,dog,True,1,A", "a.wav,1,0,dog,yes,1,A"] {
            let bad = try esc([row])
            XCTAssertThrowsError(try ESC50(root: bad.path)) { XCTAssertTrue("\($0)".contains("line 2: a.wav")) }
        }
        let empty = try TemporaryFolder()
        XCTAssertThrowsError(try ESC50(root: empty.path)) { XCTAssertTrue("\($0)".contains("esc50.csv")) }
    }

    func testESC10InItsFirstVersion() throws {
        let folder = try TemporaryFolder()
        for path in ["001 - Dog bark/1-100032-A.ogg", "001 - Dog bark/2-2002-A.ogg", "002 - Rain/1-17367-A.ogg"] {
            try folder.write("x", to: path)
        }
        let set = try ESC50(root: folder.path)
        XCTAssertEqual(set.classes, ["dog_bark", "rain"])
        XCTAssertEqual(try set.fold(2).test.items.map(\.label), [0])
    }

    func testAFolderOfTheTenClassesIsESC10() throws {
        let folder = try TemporaryFolder()
        for number in 1...10 {
            for fold in 1...2 { try folder.write("x", to: "00\(number) - Class \(number)/\(fold)-\(100 * number + fold)-A.ogg") }
        }
        XCTAssertEqual(try ESC50(root: folder.path).name, "ESC-10")
        XCTAssertEqual(try ESC50(root: folder.path).fold(1).train.name, "ESC-10 fold 1/train")
        try folder.write("x", to: "011 - Class 11/1-1-A.ogg")
        XCTAssertEqual(try ESC50(root: folder.path).name, "ESC-50")
    }

    func testDCASESetsOfTheSameNamesStayApart() throws {
        let folder = try TemporaryFolder()
        for set in ["scenes_stereo", "scenes_stereo_testset"] {
            for name in ["bus01.wav", "bus02.wav", "tubestation10.wav"] { try folder.write("x", to: "\(set)/\(name)") }
        }
        let split = try DCASE2013(root: folder.path).split()
        XCTAssertEqual(split.train.classes, ["bus", "tubestation"])
        XCTAssertEqual(split.train.items.map(\.id), ["train/bus01.wav", "train/bus02.wav", "train/tubestation10.wav"])
        XCTAssertEqual(split.test.items.map(\.label), [0, 0, 1])
        XCTAssertTrue(split.test.items[0].path.contains("scenes_stereo_testset"))
        try folder.write("x", to: "scenes_stereo_testset/park01.wav")
        XCTAssertThrowsError(try DCASE2013(root: folder.path).split()) { XCTAssertTrue("\($0)".contains("park01.wav")) }
        try FileManager.default.removeItem(atPath: "\(folder.path)/scenes_stereo_testset")
        XCTAssertThrowsError(try DCASE2013(root: folder.path).split())
    }
}
