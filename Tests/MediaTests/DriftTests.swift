import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Sound is heard when its time stamps say, through drift, gaps and overlaps; a clip agrees with the whole there too, and a notice
/// says what was done.
final class DriftTests: XCTestCase {
    private let rate = 48_000
    private let files = [
        ("a.mkv", "-c:a flac -frame_size 1024"), ("a.mp4", "-c:a aac -aac_pns 0"), ("a.mov", "-c:a alac -frame_size 1024"),
        ("a.nut", "-c:a pcm_s16le"), ("a.ts", "-c:a mp2"), ("a.webm", "-c:a libopus"), ("a.flv", "-c:a aac -aac_pns 0 -ar 44100"),
    ]

    /// Stamps by an expression of the tool, where a sample at `t` by count belongs then, and the word that the notice has for it.
    private struct Distortion: Sendable {
        var name: String
        var stamps: String
        var word: String?
        var place: @Sendable (Double) -> Double

        static func scale(_ factor: Double) -> Distortion {
            Distortion(name: "×\(factor)", stamps: "\(factor)*PTS", word: "stretched") { $0 * factor }
        }

        static func step(_ seconds: Double, _ word: String) -> Distortion {
            Distortion(name: "step of \(seconds)", stamps: "PTS+if(gte(PTS*TB\\,4)\\,\(seconds)/TB)", word: word) {
                $0 < 4 ? $0 : $0 + seconds
            }
        }

        static let all = [
            scale(1.001), scale(0.999), scale(1.01), scale(0.99), step(0.005, ""), step(0.05, "filled"), step(0.5, "filled"),
            step(-0.015, "cut"),
            // Five packets that come early and late by turns, and on average when they should.
            Distortion(name: "jitter", stamps: "PTS+(mod(N*7+2\\,5)-2)*0.004/TB", word: nil) { $0 },
        ]
    }

    func testStampsAreFollowed() throws {
        let folder = TemporaryDirectory()
        try Clicks.write(to: folder.path("clicks.wav"), seconds: 8)
        for (name, codec) in files {
            let plain = folder.path(name)
            try FFmpegTool.run("-i \(folder.path("clicks.wav")) \(codec) \(plain)")
            let clicks = Clicks.times(try ClipReader(plain).waveform(sampleRate: rate))
            XCTAssertEqual(clicks.count, 32, name)
            let outputs = Distortion.all.enumerated().map {
                "-map 0 -c copy -bsf:a setts=ts=\($1.stamps) \(folder.path("\($0)-\(name)"))"
            }
            try FFmpegTool.run("-i \(plain) \(outputs.joined(separator: " "))")
            for (number, distortion) in Distortion.all.enumerated() {
                try check(folder.path("\(number)-\(name)"), distortion, clicks, "\(name), \(distortion.name)")
            }
        }
    }

    private func check(_ path: String, _ distortion: Distortion, _ clicks: [Double], _ what: String) throws {
        let log = NoticeLog()
        let whole = try withNotices(log.board) { try ClipReader(path).waveform(sampleRate: rate) }
        let found = Clicks.times(whole)
        XCTAssertEqual(found.count, clicks.count, what)
        // A millisecond, and what containers of milliseconds round.
        let isCoarse = ["mkv", "ebm", "flv"].contains(path.suffix(3))
        // Jitter has no true place to hold on to but that of the first packet heard, which may be as far off as any; it warps nothing.
        let offset = distortion.word == nil ? (found.first ?? 0) - (clicks.first ?? 0) : 0
        XCTAssertLessThanOrEqual(abs(offset), 0.0085, what)
        for (click, original) in zip(found, clicks) {
            let accuracy = isCoarse ? 0.0015 : 0.001
            XCTAssertEqual(click, distortion.place(original) + offset, accuracy: accuracy, "\(what): a click of \(original) s")
        }
        if let word = distortion.word {
            XCTAssertEqual(log.texts.count, 1, "\(what): \(log.texts)")
            XCTAssertTrue(
                log.texts.allSatisfy { $0.contains("time stamps") && (word.isEmpty || $0.contains(word)) },
                "\(what): \(log.texts)")
        } else {
            XCTAssertEqual(log.texts, [], what)
        }
        try Clicks.assertSlices(path, of: whole, from: [6.1, 0.3, 3.8, 4.05, 5.05, 2.2], what)
    }
}
