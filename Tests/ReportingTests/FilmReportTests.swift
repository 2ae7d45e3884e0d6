import AVTS
import Foundation
import Media
import Reporting
import TestSupport
import Work
import XCTest

/// What `avts-nb sync` says and does of a comparison.
final class FilmReportTests: XCTestCase {
    private let offsets = (-50...50).map { Double($0) * 0.02 }

    private func found(_ delays: [Double]) -> FilmSynchronization {
        FilmSynchronization(
            distances: delays.map { delay in offsets.map { 2 - max(0, 1 - abs($0 - delay) / 0.4) } }, offsets: offsets)
    }

    private func report(_ delays: [Double], film: String = "film.mp4") -> FilmReport {
        let found = found(delays)
        return FilmReport(film: film, found, found.track())
    }

    func testVerdicts() {
        let cases: [([Double], FilmReport.Verdict, Double?)] = [
            ([Double](repeating: 0.3, count: 12), .late, 0.3), ([Double](repeating: -0.3, count: 12), .early, -0.3),
            ([Double](repeating: 0.04, count: 12), .inSync, 0.04), ([Double](repeating: 0.06, count: 12), .late, 0.06),
            ([0.3, 0.3, 0.3], .cannotTell, nil), ((0..<12).map { $0 % 2 == 0 ? -0.6 : 0.6 }, .cannotTell, nil),
        ]
        for (delays, verdict, delay) in cases {
            let report = report(delays)
            XCTAssertEqual(report.verdict, verdict)
            XCTAssertEqual(report.delay, delay)
            XCTAssertEqual(report.reason == nil, verdict != .cannotTell)
            XCTAssertEqual(report.reach, 1)
        }
        let sliding = report((0..<240).map { ((-0.4 + Double($0) / 300) / 0.02).rounded() * 0.02 })
        XCTAssertEqual(sliding.verdict, .drifts)
        XCTAssertEqual(sliding.drift ?? .nan, 0.2, accuracy: 0.02)
        XCTAssertEqual(sliding.pieces.count, 12)
        XCTAssertNil(sliding.delay)
    }

    func testAReportIsTheSameAfterItsJSON() throws {
        let report = report((0..<240).map { _ in 0.3 })
        XCTAssertEqual(try JSONDecoder().decode(FilmReport.self, from: JSONEncoder().encode(report)), report)
    }

    /// The start of the sound's tone in a file (s).
    private func toneStart(_ path: String) throws -> Double {
        let sound = try ClipReader(path).waveform(sampleRate: 16_000).samples.scalars
        return Double(sound.firstIndex { abs($0) > 0.1 } ?? 0) / 16_000
    }

    private func makeFilm(_ path: String) throws {
        let writer = try MediaWriter(
            path,
            video: VideoSettings(
                width: 32, height: 32, frameRate: FrameRate(12), quality: 27, keyframeInterval: 24, preset: "ultrafast"),
            audio: AudioSettings(sampleRate: 16_000, bitRate: 64_000))
        for _ in 0..<36 { try writer.append(frame: [UInt8](repeating: 90, count: 32 * 32 * 3)) }
        try writer.append(samples: (0..<48_000).map { $0 < 16_000 ? 0 : 0.5 * sin(Float($0) * 0.2) })
        try writer.finish()
    }

    func testACopyHasItsSoundMovedBack() throws {
        let folder = TemporaryDirectory()
        let film = folder.path("film.mp4")
        try makeFilm(film)
        var late = report([Double](repeating: 0.3, count: 12), film: film)
        late.writeCorrected(to: folder.path("copy.mp4"))
        XCTAssertEqual(late.corrected, folder.path("copy.mp4"))
        XCTAssertNil(late.uncorrected)
        XCTAssertEqual(try toneStart(folder.path("copy.mp4")) - toneStart(film), -0.3, accuracy: 0.03)
    }

    func testNothingIsWrittenOverAndNothingUntoldIsCorrected() throws {
        let folder = TemporaryDirectory()
        let (film, copy) = (folder.path("film.mp4"), folder.path("copy.mp4"))
        try makeFilm(film)
        let before = try Data(contentsOf: URL(fileURLWithPath: film))
        try folder.write("copy.mp4", [1, 2, 3])
        func written(_ delays: [Double], to path: String, force: Bool) -> FilmReport {
            var report = report(delays, film: film)
            report.writeCorrected(to: path, force: force)
            return report
        }
        let late = [Double](repeating: 0.3, count: 12)
        XCTAssertEqual(written(late, to: copy, force: false).uncorrected, "\(copy) is there already")
        XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: copy)).count, 3)
        XCTAssertEqual(written(late, to: film, force: true).uncorrected, "\(film) is the film itself")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.mp4"), withDestinationPath: film)
        XCTAssertNotNil(written(late, to: folder.path("link.mp4"), force: true).uncorrected)
        XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: film)), before)
        XCTAssertEqual(written([0.3], to: folder.path("x.mp4"), force: false).uncorrected, "its delay cannot be told")
        XCTAssertEqual(
            written([Double](repeating: 0, count: 12), to: folder.path("x.mp4"), force: false).uncorrected, "it is in sync")
        XCTAssertFalse(FileManager.default.fileExists(atPath: folder.path("x.mp4")))
        XCTAssertNotNil(written(late, to: folder.path("none/x.mp4"), force: false).uncorrected)
        XCTAssertEqual(written(late, to: copy, force: true).corrected, copy)
    }

    func testAFilmThatCannotBeLookedAt() throws {
        let folder = TemporaryDirectory()
        let pair = PretrainedPair.untrained(Configuration(scale: .smoke))
        XCTAssertEqual(FilmReport(of: folder.path("none.mp4"), with: pair).verdict, .failed)
        try makeFilm(folder.path("film.mp4"))
        let short = FilmReport(of: folder.path("film.mp4"), with: pair, reach: 2)
        XCTAssertEqual(short.verdict, .cannotTell, "three seconds are two clips that do not overlap at most")
        XCTAssertEqual(short.reach ?? .nan, 0.95, accuracy: 0.011, "with as much reach as there is room")
    }

    func testARequestThatIsNone() {
        XCTAssertThrowsError(try answerSyncRequest("{}")) { XCTAssertTrue("\($0)".contains("expected the request"), "\($0)") }
    }
}
