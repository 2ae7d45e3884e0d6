import Datasets
import XCTest

final class UCF101Tests: XCTestCase {
    /// Two classes; CR LF as in the originals; file names that spell the class otherwise than the folder.
    private func tree(_ extras: (TemporaryFolder) throws -> Void = { _ in }) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("1 ApplyEyeMakeup\r\n2 HandstandPushups\r\n", to: "ucfTrainTestlist/classInd.txt")
        for name in [
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01", "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01",
            "HandstandPushups/v_HandStandPushups_g01_c01", "HandstandPushups/v_HandStandPushups_g08_c01",
        ] { try folder.write("x", to: "UCF-101/\(name).avi") }
        try folder.write(
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 1\r\nHandstandPushups/v_HandStandPushups_g08_c01.avi 2\r\n",
            to: "ucfTrainTestlist/trainlist01.txt")
        try folder.write(
            "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi\r\nHandstandPushups/v_HandStandPushups_g01_c01.avi\r\n",
            to: "ucfTrainTestlist/testlist01.txt")
        try extras(folder)
        return folder
    }

    func testTheOfficialFilesWithTheirTraps() throws {
        let folder = try tree()
        let split = try UCF101(root: folder.path).split(1)
        XCTAssertEqual(split.train.classes, ["ApplyEyeMakeup", "HandstandPushups"])
        XCTAssertEqual(split.train.items.map(\.label), [0, 1])
        XCTAssertEqual(split.test.items.map(\.label), [0, 1], "test lists have no labels: the folder gives them")
        XCTAssertEqual(split.test.items[1].id, "HandstandPushups/v_HandStandPushups_g01_c01")
        XCTAssertEqual(split.test.items[1].group, "HandstandPushups/v_HandStandPushups_g01")
    }

    func testVideosInAnotherContainerAreFound() throws {
        let folder = try tree { folder in
            try FileManager.default.moveItem(
                atPath: "\(folder.path)/UCF-101/ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi",
                toPath: "\(folder.path)/UCF-101/ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.mp4")
        }
        XCTAssertTrue(try UCF101(root: folder.path).split(1).test.items[0].path.hasSuffix("g01_c01.mp4"))
    }

    func testMissingListsVideosAndClassesAreNamed() throws {
        let folder = try tree()
        XCTAssertThrowsError(try UCF101(root: folder.path).split(2)) {
            XCTAssertEqual(
                $0 as? DatasetError, .missing(path: "\(folder.path)/ucfTrainTestlist/trainlist02.txt", what: "split list"))
        }
        let absent = try tree { folder in
            let lines = (1...7).map { "ApplyEyeMakeup/v_ApplyEyeMakeup_g2\($0)_c01.avi 1\r\n" }.joined()
            try folder.write(lines, to: "ucfTrainTestlist/trainlist01.txt")
        }
        XCTAssertThrowsError(try UCF101(root: absent.path).split(1)) { error in
            guard case DatasetError.unmatched(_, _, let offenders, let count) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(count, 7)
            XCTAssertEqual(offenders.count, 5)
            XCTAssertTrue("\(error)".contains("v_ApplyEyeMakeup_g21_c01.avi"))
        }
        let unknown = try tree { try $0.write("Juggling/v_Juggling_g01_c01.avi\r\n", to: "ucfTrainTestlist/testlist01.txt") }
        XCTAssertThrowsError(try UCF101(root: unknown.path).split(1)) { XCTAssertTrue("\($0)".contains("line 1: Juggling")) }
        let wrong = try tree {
            try $0.write("ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi 2\r\n", to: "ucfTrainTestlist/trainlist01.txt")
        }
        XCTAssertThrowsError(try UCF101(root: wrong.path).split(1))
    }

    func testAGroupOnBothSidesIsALeak() throws {
        let folder = try tree {
            try $0.write("x", to: "UCF-101/ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c02.avi")
            try $0.write("ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c02.avi\r\n", to: "ucfTrainTestlist/testlist01.txt")
        }
        XCTAssertThrowsError(try UCF101(root: folder.path).split(1)) { error in
            guard case DatasetError.leak = error else { return XCTFail("\(error)") }
        }
    }
}
