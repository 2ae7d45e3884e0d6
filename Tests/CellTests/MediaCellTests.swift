import CellSupport
import Foundation
import XCTest

/// Cells on the sample clip of `assets/`.
final class MediaCellTests: XCTestCase {
    private let cells = Cells()
    private let sample = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../assets/sample.mp4").path

    func testAClipIsReadShownAndHeard() throws {
        _ = cells.run("let film = try ClipReader(\"\(sample)\")")
        XCTAssertEqual(cells.run("film.duration"), "10.0")
        XCTAssertEqual(cells.run("try film.waveform(from: 1, duration: 2, sampleRate: 8_000).samples.shape"), "[16000]")
        XCTAssertEqual(
            cells.run("try film.frames(from: 0.5, duration: 1, frameRate: 6, size: FrameSize(square: 32)).tensor().shape"),
            "[6, 32, 32, 3]")
        XCTAssertEqual(cells.run("try logFilterBank(film.waveform(duration: 1)).shape"), "[99, 40]")
        _ = cells.run("try spectrogram(film.waveform(duration: 1))")
        XCTAssertTrue(cells.shown.contains { if case .png = $0 { true } else { false } })
    }

    func testWhatCannotBeReadIsAnErrorOfTheCell() {
        XCTAssertTrue(cells.failure("try ClipReader(\"/no/such/film.mp4\")").contains("/no/such/film.mp4"))
        _ = cells.run("let film = try ClipReader(\"\(sample)\")")
        for source in [
            "try film.frames(from: 9.5, duration: 3, size: FrameSize(square: 32))",
            "try film.frames(duration: 1, frameRate: 0, size: FrameSize(square: 32))", "FrameSize(0, 10)",
            "try film.waveform(duration: 1, sampleRate: -1)", "try film.waveform(from: -3, duration: 1)",
            "try logFilterBank(film.waveform(duration: 1), window: 0)", "spectrogram(Tensor.zeros([3]))",
        ] {
            XCTAssertFalse(cells.failure(source).isEmpty, source)
        }
    }
}
