import AVTS
import Datasets
import Foundation
import Media
import Reporting
import Tensors
import TestSupport
import Work
import XCTest

/// Sounds, clips, pairs and films as what a browser plays: what is in the players, read back with our own reader.
final class PlayerTests: XCTestCase {
    private var folder = ""

    override func setUpWithError() throws {
        folder = NSTemporaryDirectory() + "avts-nb-players-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    private func forms(_ value: some Any) -> [Representation] {
        for case .display(let forms) in Heard.from({ show(value) }) { return forms }
        return []
    }

    private func players(_ value: some Any) -> [Player] {
        forms(value).compactMap { if case .player(let player) = $0 { player } else { nil } }
    }

    private func reader(_ player: Player) throws -> ClipReader {
        let path = "\(folder)/\(UUID().uuidString).\(player.type.fileExtension)"
        try player.data.write(to: URL(fileURLWithPath: path))
        return try ClipReader(path)
    }

    private func tone(_ seconds: Double, rate: Int = 16_000, level: Float = 0.25) -> Waveform {
        Waveform((0..<Int(seconds * Double(rate))).map { level * sin(Float($0) * 0.17) }, sampleRate: rate)
    }

    /// `count` frames of one colour each, which changes from frame to frame.
    private func frames(_ count: Int, width: Int = 8, height: Int = 6, rate: Double = 10) -> FrameSequence {
        let rgb = (0..<count).flatMap { frame -> [UInt8] in
            (0..<width * height).flatMap { _ -> [UInt8] in [UInt8(20 + 20 * frame % 200), 120, 60] }
        }
        return FrameSequence(width: width, height: height, frameRate: rate, rgb: rgb)
    }

    private func click(at second: Double, of length: Double, rate: Int = 16_000) -> Waveform {
        var samples = [Float](repeating: 0, count: Int(length * Double(rate)))
        for place in 0..<40 { samples[Int(second * Double(rate)) + place] = place % 2 == 0 ? 0.8 : -0.8 }
        return Waveform(samples, sampleRate: rate)
    }

    /// Seconds at which the loudest sample is heard.
    private func loudest(_ player: Player) throws -> Double {
        let sound = try reader(player).waveform(allowsSilence: true)
        let samples = sound.samples.scalars
        let place = samples.indices.max { abs(samples[$0]) < abs(samples[$1]) } ?? 0
        return Double(place) / Double(sound.sampleRate)
    }

    func testASoundIsPlayedAsItIs() throws {
        let sound = tone(1)
        let forms = forms(sound)
        XCTAssertEqual(forms.first, .text("Waveform, 16000 samples at 16000 Hz (1.0 s)"))
        // The spectrum stands above the player, and its table is left out: the sound is its own data.
        let kinds = forms.map { form in
            switch form {
            case .text: "text"
            case .png: "png"
            case .svg: "svg"
            case .player: "player"
            case .csv: "csv"
            case .html: "html"
            }
        }
        XCTAssertEqual(kinds, ["text", "png", "svg", "svg", "player"])
        let player = try XCTUnwrap(players(sound).first)
        XCTAssertEqual([player.type.rawValue, player.name, player.label], ["audio/wav", "sound", ""])
        let back = try reader(player).waveform(allowsSilence: true)
        XCTAssertEqual(back.sampleRate, 16_000)
        assertClose(back.samples, sound.samples, tolerance: 1 / 32_000, scale: 1)
    }

    func testALongSoundIsPackedWithoutLoss() throws {
        let sound = tone(60, level: 0.5)
        let player = try XCTUnwrap(players(sound).first)
        XCTAssertEqual(player.type, .flac)
        XCTAssertLessThan(player.data.count, 60 * 16_000)
        assertClose(try reader(player).waveform(allowsSilence: true).samples, sound.samples, tolerance: 1 / 32_000, scale: 1)
    }

    func testMoreThanTheBudgetIsCutAndSaysSo() throws {
        var state: UInt32 = 1
        let noise = (0..<48_000 * 90).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 16) / 40_000 - 0.8
        }
        let player = try XCTUnwrap(players(Waveform(noise, sampleRate: 48_000)).first)
        XCTAssertLessThanOrEqual(player.data.count, Player.budget)
        XCTAssertGreaterThan(player.data.count, Player.budget * 3 / 4)
        let played = try reader(player).duration
        XCTAssertTrue(player.label.hasPrefix("the first \((played * 10).rounded(.down) / 10) s of 90.0 s"), player.label)
    }

    func testWhatCannotBePlayedIsShownAndSaid() {
        var samples = [Float](repeating: 0.1, count: 16_000)
        samples[5] = .nan
        let events = Heard.from { show(Waveform(samples, sampleRate: 16_000)) }
        let words =
            "warning: Waveform: it cannot be played: asked for a sample with NaN or infinity in it, expected numbers. Change the request.\n"
        XCTAssertTrue(events.contains(.output(words)), "\(events)")
        XCTAssertEqual(events.compactMap(\.shown).first?.first, .text("Waveform, 16000 samples at 16000 Hz (1.0 s)"))
        XCTAssertEqual(forms(Waveform([Float](), sampleRate: 16_000)), [.text("Waveform, 0 samples at 16000 Hz (0.0 s)")])
        XCTAssertEqual(players(Waveform([0.1, 0.2], sampleRate: 16_000)).count, 1)
    }

    func testAClipIsPlayedWithItsSound() throws {
        let clip = Clip(frames: frames(20), sound: click(at: 1, of: 2))
        XCTAssertEqual(Heard.shown(clip), "Clip, 20 frames of 8×6 at 10.0 Hz; 16000 Hz")
        let player = try XCTUnwrap(players(clip).first)
        let film = try reader(player)
        let video = try XCTUnwrap(film.info.video)
        // 6 lines grow to 192, in hard-edged blocks.
        XCTAssertEqual([video.width, video.height], [256, 192])
        XCTAssertEqual(film.duration, 2, accuracy: 0.07)
        let seen = try film.frames(from: 0, duration: 2, frameRate: 10, size: FrameSize(8, 6))
        for (index, frame) in [(0, 20), (5, 120), (9, 200), (10, 20)] {
            XCTAssertEqual(Double(seen.frame(index).first ?? 0), Double(frame), accuracy: 8, "frame \(index)")
        }
        XCTAssertEqual(try loudest(player), 1, accuracy: 0.02)
    }

    func testAPairIsHeardAtItsOffsets() throws {
        let pair = AudioVisualPair(Clip(frames: frames(20), sound: click(at: 1, of: 2)), kind: .hard)
        XCTAssertEqual(Heard.shown(pair), "hard negative pair: Clip, 20 frames of 8×6 at 10.0 Hz; 16000 Hz")
        let players = players(pair)
        XCTAssertEqual(players.map(\.offset), [-0.4, 0, 0.4])
        XCTAssertEqual(players.map(\.label), ["sound 0.4 s earlier", "as paired", "sound 0.4 s later"])
        for (player, expected) in zip(players, [0.6, 1, 1.4]) {
            XCTAssertEqual(try loudest(player), expected, accuracy: 0.02)
            XCTAssertEqual(try reader(player).duration, 2, accuracy: 0.1)
        }
    }

    /// A sound that begins before the picture, kept so that a shifted one is whole.
    func testSoundBeforeThePicture() throws {
        let clip = Clip(frames: frames(10), sound: click(at: 0.3, of: 2), delay: -0.5)
        XCTAssertEqual(try loudest(try XCTUnwrap(players(clip.delayed(by: 0.4)).first)), 0.2, accuracy: 0.02)
        XCTAssertEqual(
            failure { _ = Clip(frames: FrameSequence(width: 1, height: 1, frameRate: 1, rgb: [0, 0, 0]), delay: .nan) },
            "Clip: found a delay of nan s, expected at most a day")
    }

    func testOddSizesOddRatesAndOwnTimes() throws {
        let odd = FrameSequence(width: 201, height: 303, frameRate: 7, rgb: [UInt8](repeating: 90, count: 201 * 303 * 3 * 4))
        let video = try XCTUnwrap(try reader(try XCTUnwrap(players(odd).first)).info.video)
        XCTAssertEqual([video.width, video.height], [202, 304])
        let clip = Clip(frames: frames(20), sound: click(at: 1, of: 2, rate: 11_300))
        XCTAssertEqual(try loudest(try XCTUnwrap(players(clip).first)), 1, accuracy: 0.02)
        // The second frame comes after a second, and stays.
        let rgb = [UInt8](repeating: 20, count: 3 * 64) + [UInt8](repeating: 220, count: 3 * 64)
        let slow = FrameSequence(width: 8, height: 8, frameRate: 1.5, times: [3, 4], rgb: rgb)
        let film = try reader(try XCTUnwrap(players(slow).first))
        let seen = try film.frames(from: 0, duration: 1.5, frameRate: 10, size: FrameSize(8, 8))
        XCTAssertLessThan(seen.frame(9).first ?? 255, 60)
        XCTAssertGreaterThan(seen.frame(11).first ?? 0, 180)
        XCTAssertEqual(players(frames(1)).count, 0)
    }

    func testAFilmIsPlayedFromItsFile() throws {
        let path = folder + "/film.mp4"
        let clip = try XCTUnwrap(players(Clip(frames: frames(320), sound: click(at: 2, of: 32))).first)
        try clip.data.write(to: URL(fileURLWithPath: path))
        let player = try XCTUnwrap(players(try ClipReader(path)).first)
        XCTAssertTrue(player.label.hasPrefix("the first 30.0 s of 32"), player.label)
        XCTAssertEqual(try loudest(player), 2, accuracy: 0.02)
        let part = try XCTUnwrap(players(try Film(path, start: 1, end: 11, piece: 2)).first)
        XCTAssertEqual(part.label, "")
        XCTAssertEqual(try loudest(part), 1, accuracy: 0.02)
    }
}
