import Datasets
import Media
import Tensors
import TestSupport
import XCTest

final class DecodedVideosTests: XCTestCase {
    /// Made once for all tests of the class: 24 videos of 4 s.
    private static let folder = try! TemporaryFolder.inherited()
    private static let sets = try! SyntheticWorld.pretrain(
        train: 16, validation: 4, test: 4, specification: WorldSpecification(difficulty: .clean), into: folder.root)
    private static let decoded = try! DecodedVideos(sets.train, format: DecodedFormat(), in: folder.root)
    private var decoded: DecodedVideos { Self.decoded }

    override class func tearDown() { try? FileManager.default.removeItem(atPath: folder.path) }

    func testEveryVideoHasItsFramesAndRows() throws {
        XCTAssertEqual(decoded.count, 16)
        XCTAssertTrue(decoded.skipped.isEmpty, "\(decoded.skipped)")
        for index in 0..<16 {
            XCTAssertEqual(decoded.duration(index), 4)
            XCTAssertEqual(decoded.startCount(index, clip: 1), 13)
            XCTAssertEqual(try decoded.bank(index).shape, [399, 40])
        }
        XCTAssertEqual(decoded.summary, "pretrain/train: 16 videos, 64 s")
    }

    func testSlicesAreWhatDecodingTheSpanGives() throws {
        let normalization = decoded.normalization
        for (video, start) in [(0, 0), (3, 5), (15, 12)] {
            let place = ClipPlace(video: video, start: start)
            let clip = try decoded.clips(at: [place], frames: 12)
            XCTAssertEqual(clip.shape, [1, 12, 32, 32, 3])
            let reader = try ClipReader(decoded.set.items[video].path)
            let frames = try reader.frames(
                from: decoded.grid.time(start), duration: 1, frameRate: 12, size: FrameSize(32, 32))
            XCTAssertEqual(try decoded.pixels(at: place, frames: 12), frames.rgb)
            let values = clip.scalars
            for (index, byte) in frames.rgb.enumerated() {
                let expected = (Float(byte) / 255 - normalization.frameMean[index % 3]) / normalization.frameDeviation[index % 3]
                XCTAssertEqual(values[index], expected, accuracy: 1e-5)
            }
            let spectrogram = try decoded.spectrograms(at: [place], rows: 99)
            XCTAssertEqual(spectrogram.shape, [1, 99, 40, 1])
            let bank = try decoded.bank(video).scalars
            for row in 0..<99 {
                for band in 0..<40 {
                    let value =
                        (bank[(start * 25 + row) * 40 + band] - normalization.bankMean[band]) / normalization.bankDeviation[band]
                    XCTAssertEqual(
                        spectrogram.scalars[row * 40 + band], max(value, Normalization.floor), accuracy: 1e-4)
                }
            }
        }
    }

    func testABatchIsItsClipsOneByOne() throws {
        let places = (0..<40).map { ClipPlace(video: $0 % 16, start: $0 % 13) }
        let (clips, spectrograms) = (try decoded.clips(at: places, frames: 12), try decoded.spectrograms(at: places, rows: 99))
        let (clipSize, rowSize) = (12 * 32 * 32 * 3, 99 * 40)
        for index in [0, 17, 39] {
            XCTAssertEqual(
                Array(clips.scalars[index * clipSize..<(index + 1) * clipSize]),
                try decoded.clips(at: [places[index]], frames: 12).scalars)
            XCTAssertEqual(
                Array(spectrograms.scalars[index * rowSize..<(index + 1) * rowSize]),
                try decoded.spectrograms(at: [places[index]], rows: 99).scalars)
        }
        XCTAssertEqual(try decoded.clips(at: [], frames: 12).shape, [0, 12, 32, 32, 3])
    }

    func testClipsAreSpreadEvenlyOverAVideo() {
        XCTAssertEqual(decoded.spread(4, over: 3, clip: 1).map(\.start), [0, 4, 8, 12])
        XCTAssertEqual(decoded.spread(1, over: 3, clip: 1).map(\.start), [6])
        XCTAssertEqual(decoded.spread(50, over: 3, clip: 1).map(\.start), Array(0...12))
        XCTAssertEqual(decoded.spread(10, over: 3, clip: 4).map(\.start), [0])
        XCTAssertEqual(decoded.spread(10, over: 3, clip: 5), [])
    }

    func testAClipOutsideItsVideoTraps() throws {
        try assertTraps(self, "start 13 of video 0 needs 51 frames, found 48") {
            _ = try? decoded.clips(at: [ClipPlace(video: 0, start: 13)], frames: 12)
        }
    }

    func testASpectrogramOutsideItsVideoTraps() throws {
        try assertTraps(self, "start 13 of video 0 needs 424 rows, found 399") {
            _ = try? decoded.spectrograms(at: [ClipPlace(video: 0, start: 13)], rows: 99)
        }
    }

    func testOnlyATrainingSetComputesItsNormalization() throws {
        try assertTraps(self, "only a training set may compute its normalization") {
            _ = try? DecodedVideos(Self.sets.test, format: DecodedFormat(), in: Self.folder.root)
        }
    }

    func testViewsCropAndMirror() throws {
        let place = ClipPlace(video: 2, start: 3)
        let whole = try decoded.clips(at: [place], frames: 12).scalars
        let views = [ClipView(x: 3, y: 5), ClipView(x: 3, y: 5, isMirrored: true), ClipView()]
        let parts = try decoded.clips(at: [place, place, place], frames: 12, views: views, width: 20, height: 24)
        XCTAssertEqual(parts.shape, [3, 12, 24, 20, 3])
        let values = parts.scalars
        for frame in [0, 7, 11] {
            for (row, column, channel) in [(0, 0, 0), (23, 19, 2), (11, 4, 1)] {
                let at = { (clip: Int, column: Int) in values[(((clip * 12 + frame) * 24 + row) * 20 + column) * 3 + channel] }
                let expected = whole[((frame * 32 + row + 5) * 32 + column + 3) * 3 + channel]
                XCTAssertEqual(at(0, column), expected, accuracy: 1e-6)
                XCTAssertEqual(at(1, 19 - column), expected, accuracy: 1e-6)
            }
        }
        let full = try decoded.clips(at: [place], frames: 12, views: [ClipView()], width: 32, height: 32).scalars
        XCTAssertEqual(full, whole)
    }

    func testPartsAreScaled() throws {
        let place = ClipPlace(video: 2, start: 3)
        let whole = try decoded.clips(at: [place], frames: 12).scalars
        func scaled(_ view: ClipView, to side: Int) throws -> [Float] {
            try decoded.clips(at: [place], frames: 12, views: [view], width: side, height: side).scalars
        }
        let same = try scaled(ClipView(side: 32), to: 32)
        for (a, b) in zip(same, whole) { XCTAssertEqual(a, b, accuracy: 1e-4) }
        // A half is the mean of four pixels.
        let (half, mirrored) = (
            try scaled(ClipView(x: 4, y: 2, side: 24), to: 12),
            try scaled(ClipView(x: 4, y: 2, side: 24, isMirrored: true), to: 12)
        )
        for (frame, row, column, channel) in [(0, 0, 0, 0), (7, 3, 5, 1), (11, 11, 11, 2), (4, 11, 0, 1)] {
            let mean =
                [(0, 0), (0, 1), (1, 0), (1, 1)].map { down, right in
                    whole[((frame * 32 + 2 + 2 * row + down) * 32 + 4 + 2 * column + right) * 3 + channel]
                }.reduce(0, +) / 4
            XCTAssertEqual(half[((frame * 12 + row) * 12 + column) * 3 + channel], mean, accuracy: 1e-4)
            XCTAssertEqual(mirrored[((frame * 12 + row) * 12 + 11 - column) * 3 + channel], mean, accuracy: 1e-4)
        }
        // Between two pixels' middles lies what is between them: a doubled picture never leaves its range.
        let doubled = try scaled(ClipView(x: 8, y: 8, side: 16), to: 32)
        XCTAssertLessThanOrEqual(try XCTUnwrap(doubled.max()), try XCTUnwrap(whole.max()) + 1e-4)
        XCTAssertGreaterThanOrEqual(try XCTUnwrap(doubled.min()), try XCTUnwrap(whole.min()) - 1e-4)
        XCTAssertEqual(try scaled(ClipView(x: 31, y: 31, side: 1), to: 2).count, 12 * 2 * 2 * 3)
    }

    func testTheMiniScaleFitsOnDiskAndCostsNoMemory() throws {
        // 2,000 videos of 4 s stay below 0.7 GiB, and they are read from disk clip by clip.
        XCTAssertLessThan(2000 * DecodedFormat().bytes(seconds: 4), (7 << 30) / 10)
        let before = residentBytes()
        for _ in 0..<20 {
            for video in 0..<16 { _ = try decoded.clips(at: [ClipPlace(video: video, start: 6)], frames: 12) }
        }
        XCTAssertLessThan(residentBytes() - before, 8 << 20)
    }

    /// Bytes of memory this process has in use.
    private func residentBytes() -> Int {
        let fields = FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) }
        return (fields?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    func testTheTrainingSetIsNormalised() throws {
        let places = (0..<16).flatMap { video in [0, 4, 8, 12].map { ClipPlace(video: video, start: $0) } }
        for values in [
            try decoded.clips(at: places, frames: 12).scalars, try decoded.spectrograms(at: places, rows: 99).scalars,
        ] {
            let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            let variance = values.reduce(0) { $0 + Double($1) * Double($1) } / Double(values.count) - mean * mean
            XCTAssertEqual(mean, 0, accuracy: 0.02)
            XCTAssertEqual(variance, 1, accuracy: 0.05)
        }
    }

    func testValidationUsesTheTrainingSetsNumbers() throws {
        let validation = try DecodedVideos(
            Self.sets.validation, format: DecodedFormat(), normalization: decoded.normalization, in: Self.folder.root)
        XCTAssertEqual(validation.normalization, decoded.normalization)
        XCTAssertEqual(validation.set.role, .validation)
    }

    func testPictureAndSoundCoincideAfterDecoding() throws {
        // At the frames' own rate: the frame of a strike differs from the one before, and the sound's power rises at its row.
        let format = DecodedFormat(
            picture: .init(frameRate: 24, width: 64, height: 64), sound: .init())
        let videos = try DecodedVideos(Self.sets.train, format: format, gridStep: 0.25, in: Self.folder.root)
        let specification = WorldSpecification(difficulty: .clean)
        var compared = 0
        for index in 0..<videos.count {
            let video = specification.video("train", index)
            let pixels = try videos.pixels(at: ClipPlace(video: index, start: 0), frames: 96)
            let bank = try videos.bank(index).scalars
            for (before, event) in zip(video.strikes, video.strikes.dropFirst())
            where event > 0.2 && event < 3.8 && event - before > 6 * video.voice.decay + 0.1 {
                // Sound: the hop within ±60 ms where the power of all bands rises most.
                let row = Int(event * 100)
                let rise = (row - 6...row + 6).max {
                    loudness(bank, $0) - loudness(bank, $0 - 2) < loudness(bank, $1) - loudness(bank, $1 - 2)
                }!
                XCTAssertEqual(Double(rise) * 0.01, event, accuracy: 0.021, "\(video.voice.timbre), video \(index) at \(event) s")
                // Picture: a flash is brightest at its strike.
                if video.action == .flash {
                    let frame = Int((event * 24).rounded())
                    let jump = (frame - 2...frame + 2).max {
                        brightness(pixels, $0) - brightness(pixels, $0 - 1) < brightness(pixels, $1) - brightness(pixels, $1 - 1)
                    }!
                    XCTAssertEqual(jump, frame, "video \(index) at \(event) s")
                }
                compared += 1
            }
        }
        XCTAssertGreaterThan(compared, 10)
    }

    private func loudness(_ bank: [Float], _ row: Int) -> Float { bank[row * 40..<(row + 1) * 40].reduce(0, +) }

    private func brightness(_ pixels: [UInt8], _ frame: Int) -> Int {
        pixels[frame * 64 * 64 * 3..<(frame + 1) * 64 * 64 * 3].reduce(0) { $0 + Int($1) }
    }
}
