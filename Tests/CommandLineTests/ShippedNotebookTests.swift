import Foundation
import Media
import Notebook
import XCTest

/// The notebooks of the project at the smallest scale: every cell runs, and no claim is judged.
final class ShippedNotebookTests: FolderTestCase {
    /// Sets made and networks trained by one notebook serve the others, as in anybody's cache folder.
    private static let data = FileManager.default.temporaryDirectory.appendingPathComponent("avts-shipped-\(UUID().uuidString)")
        .path

    override class func tearDown() { try? FileManager.default.removeItem(atPath: data) }

    private func run(_ name: String, _ parameters: String..., expecting code: Int32 = 0) throws {
        let notebook = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../notebooks/\(name).avtsnb"
        ).path
        let before = try Data(contentsOf: URL(fileURLWithPath: notebook))
        let outcome = try Binary.run(
            ["run", notebook, "-p", "scale=smoke", "--out", folder + "/out"] + parameters.flatMap { ["-p", $0] },
            environment: ["AVTS_DATA": Self.data])
        XCTAssertEqual(outcome.code, code, outcome.output + outcome.errors)
        XCTAssertTrue(exists("out/report.html"))
        XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: notebook)), before, "a run leaves its source as it was")
        if code == 0 { try runAsProgram(notebook, parameters) }
    }

    /// The same text as a native program gives the same results, claims and outputs.
    private func runAsProgram(_ notebook: String, _ parameters: [String]) throws {
        let built = try Binary.run("build", notebook, "-o", folder + "/program")
        XCTAssertEqual(built.code, 0, built.errors)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: folder + "/program")
        process.arguments = ["-q", "-p", "scale=smoke", "--out", folder + "/program.out"] + parameters.flatMap { ["-p", $0] }
        process.environment = ProcessInfo.processInfo.environment.merging(["AVTS_DATA": Self.data]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
        let records = try ["out", "program.out"].map {
            try XCTUnwrap(RunRecord(json: [UInt8](XCTUnwrap(contents("\($0)/run.json")).utf8)))
        }
        XCTAssertEqual(records[0].results.mapValues(\.value), records[1].results.mapValues(\.value))
        XCTAssertEqual(records[0].checks.map(\.message), records[1].checks.map(\.message))
        XCTAssertEqual(records[0].cells.map(\.status), records[1].cells.map(\.status))
        XCTAssertEqual(records[0].data, records[1].data)
        let images = records.map { $0.cells.flatMap { $0.outputs.compactMap(\.image) } }
        XCTAssertEqual(images[0], images[1])
        XCTAssertTrue(exists("program.out/report.html"))
        // A package of the same text is one that SwiftPM reads.
        let exported = try Binary.run("export", "--to", "swift", notebook, "-o", folder + "/package")
        XCTAssertEqual(exported.code, 0, exported.errors)
        XCTAssertTrue(try XCTUnwrap(contents("package/Package.swift")).contains("product(name: \"AVTSKit\""))
    }

    func testTour() throws {
        try run("tour")
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("tour.offset"))
    }

    func testOwnNetwork() throws {
        try run("own-network")
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("own.nearer"))
    }

    func testModern() throws {
        try run("modern")
        let record = try XCTUnwrap(contents("out/run.json"))
        for name in ["modern.nearer", "avts.nearer", "modern.sounds", "avts.sounds"] {
            XCTAssertTrue(record.contains("\"\(name)\""), name)
        }
    }

    func testLosses() throws {
        try run("losses")
        try assertRecords([
            "losses.contrastive", "losses.crossEntropy", "losses.fineTuned", "losses.margin.0.5", "losses.layers.rate",
            "losses.all.rate",
        ])
    }

    func testChoice() throws {
        try run("choice")
        try assertRecords(["choice.single", "choice.single.0.1", "choice.second.0.1", "choice.entropy", "choice.correspondence"])
        XCTAssertTrue(try XCTUnwrap(contents("out/cells/choose/output.txt")).contains("cross-entropy from scratch"))
        XCTAssertTrue(exists("out/cells/curve/choice.png"))
    }

    func testCurriculum() throws {
        try run("curriculum", "superhard=true", "shares=true")
        let record = try XCTUnwrap(contents("out/run.json"))
        for name in [
            "table1.single.easy.easy", "table1.easy-mixed.hard", "table1.easy-hard.superHard", "table1.easy-super-hard.easy",
            "shares.curriculum.50.hard", "data",
        ] {
            XCTAssertTrue(record.contains("\"\(name)\""), name)
        }
        let claims = try XCTUnwrap(contents("out/cells/claims/output.txt"))
        XCTAssertTrue(claims.contains("super-hard negatives do harm in the second stage"))
        XCTAssertTrue(exists("out/cells/loss/loss.png"))
    }

    private func assertRecords(_ names: [String], file: StaticString = #filePath, line: UInt = #line) throws {
        let record = try XCTUnwrap(contents("out/run.json"))
        for name in names { XCTAssertTrue(record.contains("\"\(name)\""), name, file: file, line: line) }
    }

    func testAudioClassification() throws {
        try run("audio-classification")
        try assertRecords(
            ["mfcc.svm", "mfcc.forest", "untrained", "scratch", "l3", "avts", "avts8"].flatMap {
                ["audio.\($0).esc", "audio.\($0).dcase"]
            } + ["audio.scratch.esc.rate", "audio.scratch.dcase.rate"])
        XCTAssertTrue(exists("out/cells/confusion/confusion.png"))
    }

    func testAudioClassificationOfAFolderInTheOfficialLayout() throws {
        try run("audio-classification", "eightfold=false")
        let sets = try FileManager.default.contentsOfDirectory(atPath: Self.data + "/world")
        let root = Self.data + "/world/" + (try XCTUnwrap(sets.first { $0.hasPrefix("esc-like") }))
        try run("audio-classification", "eightfold=false", "subset=esc10", "root=\(root)")
        let record = try XCTUnwrap(contents("out/run.json"))
        XCTAssertTrue(record.contains("esc10: 80 sounds, 400 s, 8 classes, 5 division(s)"), record)
    }

    func testActionRecognition() throws {
        try run("action-recognition", "i3d=true")
        try assertRecords(
            ["mc2.none", "mc2.avts", "mc2.supervised", "mc3.none", "mc3.avts", "mc3.avts8", "mc3.supervised", "i3d.avts"].flatMap
            {
                ["action.\($0).ucf", "action.\($0).hmdb", "action.\($0).ucf.clips", "action.\($0).hmdb.clips"]
            } + [
                "action.supervision.rate", "action.none.rate", "action.avts.rate", "action.avts.below", "action.supervised.rate",
            ])
    }

    func testMultimodal() throws {
        try run("multimodal")
        try assertRecords([
            "multimodal.sound", "multimodal.picture", "multimodal.scratch", "multimodal.both", "multimodal.l3.rate",
            "multimodal.both.below",
        ])
    }

    func testL3Net() throws {
        try run("l3net")
        try assertRecords(
            ["avts.easy", "avts.curriculum", "l3.easy", "l3.curriculum"].flatMap { system in
                ["easy", "hard", "esc", "ucf", "rate"].map { "l3net.\(system).\($0)" }
            })
    }

    func testSynchronise() throws {
        try run("synchronise")
        try assertRecords(["synchronise.film.delay", "synchronise.single.within100ms", "synchronise.joined.medianError"])
        XCTAssertTrue(exists("out/files/corrected.mp4"))
    }

    func testTalking() throws {
        try run("talking")
        try assertRecords([
            "talking.single.easy.easy", "talking.easy-mixed.hard.matched", "talking.speech", "talking.curve.easy→hard.offset",
        ])
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("the synthetic world stands in for talking heads"))
        XCTAssertTrue(exists("out/files/talking.safetensors"))
        XCTAssertTrue(exists("out/cells/bars/table1.png"))
    }

    /// A folder each is a speaker: the synthetic world's videos do for people.
    func testTalkingHeadsOfAFolder() throws {
        try run("talking")
        let sets = try FileManager.default.contentsOfDirectory(atPath: Self.data + "/world")
        let world = Self.data + "/world/" + (try XCTUnwrap(sets.first { $0.hasPrefix("pretrain") })) + "/train"
        for (index, video) in try FileManager.default.contentsOfDirectory(atPath: world).filter({ $0.hasSuffix(".mp4") }).prefix(
            24
        ).sorted()
            .enumerated()
        {
            let speaker = "\(folder)/heads/s\(index % 6)"
            try FileManager.default.createDirectory(atPath: speaker, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(world)/\(video)", toPath: "\(speaker)/\(video)")
        }
        try run("talking", "root=\(folder)/heads", "tolerance=0.3")
        XCTAssertTrue(
            try XCTUnwrap(contents("out/run.json")).contains("6 speakers: 4 to learn from, 1 to validate with, 1 to test on"))
    }

    func testLipsync() throws {
        try run("lipsync")
        try assertRecords(["lipsync.within40ms", "lipsync.cannotTell", "lipsync.unrelated.cannotTell", "lipsync.hard"])
        XCTAssertTrue(exists("out/files/talking.safetensors"))
    }

    /// Any film does for the path; the real ones are fetched by `make media` alone.
    func testBigBuckBunny() throws {
        try run("bigbuckbunny", "film=\(folder)/none.mp4", expecting: 1)
        let film = folder + "/film.mp4"
        try makeFilm(film)
        try run("bigbuckbunny", "film=\(film)", "end=0", "other=\(film)", expecting: 1)
        try run("bigbuckbunny", "film=\(film)", "end=0")
        try assertRecords(["bunny.film.easy", "bunny.film.hard.auc", "bunny.film.delay"])
    }

    /// Four minutes of a square that lights up, with a tone, every 0.8 s.
    private func makeFilm(_ path: String) throws {
        let side = 32
        let writer = try MediaWriter(
            path,
            video: VideoSettings(
                width: side, height: side, frameRate: FrameRate(12), quality: 27, keyframeInterval: 24, preset: "ultrafast"),
            audio: AudioSettings(sampleRate: 16000, bitRate: 64_000))
        for frame in 0..<12 * 240 {
            let lit = (Double(frame) / 12).truncatingRemainder(dividingBy: 0.8) < 0.2
            try writer.append(frame: [UInt8](repeating: lit ? 200 : 40, count: side * side * 3))
        }
        try writer.append(
            samples: (0..<16000 * 240).map { sample in
                let time = Float(sample) / 16000
                return time.truncatingRemainder(dividingBy: 0.8) < 0.1 ? 0.5 * sin(2 * .pi * 440 * time) : 0
            })
        try writer.finish()
    }

    func testBigBuckBunnyIsSkippedWithoutItsFilm() throws {
        try run("bigbuckbunny")
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("make media"))
    }
}
