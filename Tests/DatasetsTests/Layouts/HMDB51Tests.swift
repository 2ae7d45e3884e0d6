import Datasets
import XCTest

final class HMDB51Tests: XCTestCase {
    private let odd = "Brushing_Her_Hair__[_NEW_AUDIO_]_UPDATED!!!!_brush_hair_h_cm_np1_fr_goo_0"
    private let other = "#20_;a&b(c)+d-e@f~_brush_hair_u_cm_np1_ba_med_1"

    private func tree() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in [odd, other, "unused"] { try folder.write("x", to: "brush_hair/\(name).avi") }
        try folder.write("x", to: "wave/w.avi")
        try folder.write(
            "\(odd).avi 1 \n\(other).avi 2 \nunused.avi 0 \n",
            to: "testTrainMulti_7030_splits/brush_hair_test_split1.txt")
        try folder.write("w.avi 1 \n", to: "testTrainMulti_7030_splits/wave_test_split1.txt")
        return folder
    }

    func testOddNamesTrailingSpacesAndUnusedClips() throws {
        let folder = try tree()
        let split = try HMDB51(root: folder.path).split(1)
        XCTAssertEqual(split.train.classes, ["brush_hair", "wave"])
        XCTAssertEqual(split.train.items.map(\.id), ["brush_hair/\(odd)", "wave/w"])
        XCTAssertEqual(split.train.items.map(\.label), [0, 1])
        XCTAssertEqual(split.test.items.map(\.id), ["brush_hair/\(other)"])
    }

    func testMissingSplitsAndVideosAreNamed() throws {
        let folder = try tree()
        XCTAssertThrowsError(try HMDB51(root: folder.path).split(2)) { error in
            guard case DatasetError.empty = error else { return XCTFail("\(error)") }
        }
        try FileManager.default.removeItem(atPath: "\(folder.path)/wave/w.avi")
        XCTAssertThrowsError(try HMDB51(root: folder.path).split(1)) { XCTAssertTrue("\($0)".contains("wave/w.avi")) }
        let bad = try tree()
        try bad.write("w.avi one \n", to: "testTrainMulti_7030_splits/wave_test_split1.txt")
        XCTAssertThrowsError(try HMDB51(root: bad.path).split(1)) { XCTAssertTrue("\($0)".contains("line 1: w.avi one")) }
    }
}
