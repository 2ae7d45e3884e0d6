import Datasets
import XCTest

final class WebLayoutTests: XCTestCase {
    // MARK: Kinetics-400

    private let deepMind = """
        label,youtube_id,time_start,time_end,split
        "massaging person's head",-abcdefghi0,5,15,train
        passing American football (in game),ABCDEFGHIJ1,417,427,train
        abseiling,deadlink_01,0,10,train
        """

    private let first = "-abcdefghi0_000005_000015.mp4"
    private let second = "ABCDEFGHIJ1_000417_000427.mp4"

    private func check(_ folder: TemporaryFolder, line: UInt = #line) throws {
        let set = try Kinetics400(root: folder.path).videos(.train)
        XCTAssertEqual(set.classes, ["abseiling", "massaging persons head", "passing American football in game"], line: line)
        XCTAssertEqual(set.items.map(\.id), ["-abcdefghi0_000005_000015", "ABCDEFGHIJ1_000417_000427"], line: line)
        XCTAssertEqual(set.items.map(\.label), [1, 2], line: line)
        XCTAssertEqual(set.absent, ["deadlink_01_000000_000010"], line: line)
    }

    func testKineticsInFourLayouts() throws {
        let activityNet = try TemporaryFolder()
        try activityNet.write(deepMind, to: "train.csv")
        try activityNet.write("x", to: "massaging person's head/\(first)")
        try activityNet.write("x", to: "passing American football (in game)/\(second)")
        try check(activityNet)

        let flat = try TemporaryFolder()
        try flat.write(deepMind, to: "annotations/train.csv")
        try flat.write("x", to: "train/\(first)")
        try flat.write("x", to: "train/\(second)")
        try flat.write("x", to: "replacement/replacement_for_corrupted_k400/\(second)")
        try check(flat)
        XCTAssertTrue(try Kinetics400(root: flat.path).videos(.train).items[1].path.contains("replacement"))

        let torchvision = try TemporaryFolder()
        try torchvision.write(deepMind, to: "annotations/train.csv")
        try torchvision.write("x", to: "train/massaging_persons_head/\(first)")
        try torchvision.write("x", to: "train/passing_American_football_in_game/\(second)")
        try check(torchvision)

        let mmaction = try TemporaryFolder()
        try mmaction.write(deepMind, to: "annotations/kinetics_train.csv")
        try mmaction.write("x", to: "videos_train/massaging_person's_head/\(first)")
        try mmaction.write("x", to: "videos_train/passing_American_football_(in_game)/\(second)")
        try check(mmaction)
    }

    /// Of 230,000 rows that would be a minute each time; and a table that changes on the way would give two parts two orders of classes.
    func testKineticsTablesAreReadOnce() throws {
        let folder = try TemporaryFolder()
        try folder.write(deepMind, to: "train.csv")
        try folder.write("x", to: "train/\(first)")
        try folder.write("x", to: "train/\(second)")
        let kinetics = Kinetics400(root: folder.path)
        let before = try kinetics.videos(.train)
        try folder.write("no table at all", to: "train.csv")
        let after = try kinetics.videos(.train)
        XCTAssertEqual(after.items.map(\.id), before.items.map(\.id))
        XCTAssertEqual(after.absent, before.absent)
        XCTAssertThrowsError(try Kinetics400(root: folder.path).videos(.train))
    }

    func testKineticsWithoutTablesTakesFoldersForLabels() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "train/massaging_persons_head/\(first)")
        try folder.write("x", to: "val/passing_American_football_in_game/\(second)")
        let (train, validation) = (
            try Kinetics400(root: folder.path).videos(.train), try Kinetics400(root: folder.path).videos(.validation)
        )
        XCTAssertEqual(train.classes, validation.classes)
        XCTAssertEqual([train.items[0].label, validation.items[0].label], [0, 1])
        XCTAssertEqual(validation.role, .validation)
    }

    func testKineticsColumnsAreFoundByNameAndTestHasNoLabels() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "label,youtube_id,time_start,time_end,split,is_cc\nabseiling,0wR5jVB-WPk,417,427,val,0\n", to: "kinetics-400_val.csv")
        try folder.write("youtube_id,time_start,time_end,split\n--6bJUbfpnQ,17,27,test\n", to: "kinetics-400_test.csv")
        try folder.write("x", to: "abseiling/0wR5jVB-WPk_000417_000427.mp4")
        try folder.write("x", to: "test/--6bJUbfpnQ_000017_000027.mp4")
        XCTAssertEqual(try Kinetics400(root: folder.path).videos(.validation).items.map(\.label), [0])
        XCTAssertEqual(try Kinetics400(root: folder.path).videos(.test).items.map(\.label), [nil])
    }

    func testKineticsTroubleIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "train/abseiling/\(first)")
        try folder.write("a,b,c\n1,2,3\n", to: "train.csv")
        XCTAssertThrowsError(try Kinetics400(root: folder.path).videos(.train)) { XCTAssertTrue("\($0)".contains("youtube_id")) }
        try folder.write("label,youtube_id,time_start,time_end\nx,short,1,2\n", to: "train.csv")
        XCTAssertThrowsError(try Kinetics400(root: folder.path).videos(.train)) { XCTAssertTrue("\($0)".contains("line 2")) }
    }

    // MARK: AudioSet

    private func audioSet(_ segments: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "index,mid,display_name\n0,/m/09x0r,\"Speech\"\n1,/m/05zppz,\"Male speech, man speaking\"\n2,/t/dd00088,\"Gush\"\n",
            to: "class_labels_indices.csv")
        try folder.write(segments, to: "eval_segments.csv")
        return folder
    }

    private let official = """
        # Segments csv created Sun Mar  5 10:54:31 2017
        # num_ytids=22160, num_segs=22160, num_unique_labels=527, num_positive_labels=52882
        # YTID, start_seconds, end_seconds, positive_labels
        --PJHxphWEs, 30.000, 40.000, "/m/09x0r,/t/dd00088"
        -Fby-7z_JpE, 0.000, 8.000, "/m/05zppz"
        gone_gone_x, 0.000, 10.000, "/m/09x0r"
        """

    func testAudioSetWithPictureAndSoundApart() throws {
        let folder = try audioSet(official)
        for (id, times) in [("--PJHxphWEs", "30000_40000"), ("-Fby-7z_JpE", "0_8000")] {
            try folder.write("x", to: "eval_segments/video/\(id)_\(times).mp4")
            try folder.write("x", to: "eval_segments/audio/\(id)_\(times).flac")
        }
        let set = try AudioSet(root: folder.path).clips(.evaluation)
        XCTAssertEqual(set.items.map(\.labels), [[0, 2], [1]])
        XCTAssertEqual(set.classes[1], "Male speech, man speaking")
        XCTAssertTrue(set.items[0].path.hasSuffix("video/--PJHxphWEs_30000_40000.mp4"))
        XCTAssertTrue(set.items[0].soundPath?.hasSuffix("audio/--PJHxphWEs_30000_40000.flac") ?? false)
        XCTAssertEqual(set.absent, ["gone_gone_x_0_10000"])
        XCTAssertEqual(set.role, .test)
    }

    func testAudioSetMirrorsWithoutSpacesAndPANNsNames() throws {
        let folder = try audioSet(
            "YTID,start_seconds,end_seconds,positive_labels\n--PJHxphWEs,30.000,40.000,\"/m/09x0r,/t/dd00088\"\n")
        try folder.write("x", to: "audios/eval_segments/Y--PJHxphWEs.wav")
        let set = try AudioSet(root: folder.path).clips(.evaluation, needsPicture: false)
        XCTAssertEqual(set.items.map(\.labels), [[0, 2]])
        XCTAssertNil(set.items[0].soundPath)
        XCTAssertThrowsError(try AudioSet(root: folder.path).clips(.evaluation)) { error in
            guard case DatasetError.unmatched = error else { return XCTFail("\(error)") }
        }
    }

    func testAudioSetTroubleIsNamed() throws {
        for (text, complaint) in [("a, 1.0, 2.0, \"/m/none\"\n", "line 1: /m/none"), ("a, b\n", "line 1: a, b")] {
            let bad = try audioSet(text)
            XCTAssertThrowsError(try AudioSet(root: bad.path).clips(.evaluation)) { XCTAssertTrue("\($0)".contains(complaint)) }
        }
        let folder = try audioSet(official)
        XCTAssertThrowsError(try AudioSet(root: folder.path).clips(.balancedTrain)) {
            XCTAssertTrue("\($0)".contains("balanced_train_segments.csv"))
        }
    }

    // MARK: Flickr-SoundNet

    func testFlickrPairsVideosWithTheirSoundsAndReadsURLs() throws {
        let folder = try TemporaryFolder()
        for id in ["2898394758", "300"] {
            try folder.write("x", to: "video/\(id).mp4")
            try folder.write("x", to: "audio/\(id).mp3")
        }
        let list = try folder.write(
            "http://www.flickr.com/videos/27606531@N02/2898394758/play/orig/241c1c0d25\nhttp://www.flickr.com/videos/a@N0/999/play/orig/0\n",
            to: "urls.txt")
        let all = try FlickrSoundNet(root: folder.path).videos()
        XCTAssertEqual(all.items.map(\.id), ["300", "2898394758"])
        XCTAssertTrue(all.items[0].soundPath?.hasSuffix("audio/300.mp3") ?? false)
        let listed = try FlickrSoundNet(root: folder.path).videos(list: list)
        XCTAssertEqual(listed.items.map(\.id), ["2898394758"])
        XCTAssertEqual(listed.absent, ["999"])
    }

    func testFlickrArchivesOfFramesAreRefusedWithTheReason() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "frames/videos/1/1.jpg")
        XCTAssertThrowsError(try FlickrSoundNet(root: folder.path).videos()) { XCTAssertTrue("\($0)".contains("frames")) }
    }
}
