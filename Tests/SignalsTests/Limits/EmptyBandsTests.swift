import Signals
import Synchronization
import Tensors
import TestSupport
import XCTest

/// Bands without a bin are a warning that names them.
final class EmptyBandsTests: XCTestCase {
    private func notices(_ body: () throws -> Void) rethrows -> [String] {
        let told = Told()
        try withNotices({ told.add($0) }, body)
        return told.texts
    }

    func testTheBandsAreThoseOfWhichLibrosaWarns() throws {
        _ = try notices {
            let bank = try FilterBank(
                bands: 128, fftSize: 256, sampleRate: 16_000, scale: .slaney, corners: .exact, normalisation: .area)
            XCTAssertEqual(bank.emptyBands, try frontEnds()["empty_bands"].integers)
            XCTAssertFalse(bank.emptyBands.isEmpty)
        }
    }

    func testEmptyBandsAreTheRowsOfZeros() throws {
        _ = try notices {
            for corners in FilterBank.Corners.allCases {
                for scale in FrequencyScale.allCases {
                    for (bands, size, rate, low) in [
                        (40, 256, 16_000.0, 0.0), (128, 512, 22_050, 0), (23, 64, 8000, 20), (90, 45, 96_000, 300),
                        (1, 1, 8.0, 0),
                        (300, 2048, 44_100, 0),
                    ] {
                        let bank = try FilterBank(
                            bands: bands, fftSize: size, sampleRate: rate, lowFrequency: min(low, rate / 4), scale: scale,
                            corners: corners)
                        let dense = bank.matrix
                        let zeros = (0..<bands).filter { dense.slice(axis: 0, at: $0).abs().max().scalar == 0 }
                        XCTAssertEqual(bank.emptyBands, zeros, "\(corners) \(scale) \(bands) of \(size)")
                    }
                }
            }
        }
    }

    func testEveryFunctionThatBuildsABankNamesItselfAndTheBands() throws {
        let x = testSignal(2000)
        let functions: [(String, () throws -> Void)] = [
            ("logFilterBank", { _ = try logFilterBank(x, sampleRate: 16_000, window: 0.01, fftSize: 256, bands: 80) }),
            ("mfcc", { _ = try mfcc(x, sampleRate: 16_000, window: 0.01, fftSize: 256, bands: 80) }),
            ("melSpectrogram", { _ = try melSpectrogram(x, sampleRate: 16_000, fftSize: 256) }),
            ("melCepstrum", { _ = try melCepstrum(x, sampleRate: 16_000, fftSize: 256) }),
            ("melFilterBank", { _ = try melFilterBank(bands: 80, fftSize: 256, sampleRate: 16_000) }),
            ("FilterBank", { _ = try FilterBank(bands: 80, fftSize: 256, sampleRate: 16_000) }),
            ("kaldiFilterBank", { _ = try kaldiFilterBank(x, sampleRate: 16_000, bands: 200) }),
            ("kaldiMFCC", { _ = try kaldiMFCC(x, sampleRate: 16_000, bands: 200) }),
        ]
        for (name, body) in functions {
            // Twice in a scope is once told.
            let texts = try notices {
                try body()
                try body()
            }
            XCTAssertEqual(texts.count, 1, name)
            XCTAssertTrue(texts.first?.hasPrefix("\(name): bands ") ?? false, "\(texts)")
        }
        XCTAssertEqual(
            try notices { _ = try logFilterBank(x, sampleRate: 16_000, window: 0.01, fftSize: 256, bands: 50) },
            [
                "logFilterBank: bands 1, 4 of 50 hold no bin of a transform of 256: raise fftSize, "
                    + "take fewer bands or begin at a higher frequency"
            ])
        XCTAssertEqual(
            try notices { _ = try FilterBank(bands: 3, fftSize: 8, sampleRate: 16_000, scale: .linear, corners: .exact) },
            [])
        XCTAssertEqual(
            try notices {
                _ = try FilterBank(bands: 1, fftSize: 64, sampleRate: 16_000, lowFrequency: 10, highFrequency: 20)
            },
            [
                "FilterBank: band 0 of 1 holds no bin of a transform of 64: raise fftSize, take fewer bands or begin at a "
                    + "higher frequency"
            ])
    }

    func testNeighboursAreDrawnTogetherAndLongListsCut() throws {
        let texts = try notices {
            _ = try FilterBank(bands: 20, fftSize: 16, sampleRate: 16_000, scale: .linear)
            _ = try FilterBank(bands: 20_000, fftSize: 2048, sampleRate: 16_000)
        }
        XCTAssertEqual(texts.count, 2)
        XCTAssertTrue(texts[0].contains("–") || texts[0].contains(", "), texts[0])
        XCTAssertTrue(texts[1].contains(" more of 20000 hold no bin"), texts[1])
        XCTAssertLessThan(texts[1].count, 400)
    }

    func testThePapersBankHasNone() throws {
        XCTAssertEqual(
            try notices {
                for rate in [8000.0, 16_000] { _ = try logFilterBank(testSignal(1000), sampleRate: rate) }
            }, [])
        XCTAssertEqual(try FilterBank(fftSize: 1024, sampleRate: 16_000).emptyBands, [])
    }
}

private final class Told: Sendable {
    private let list = Mutex<[String]>([])
    var texts: [String] { list.withLock { $0 } }
    func add(_ text: String) { list.withLock { $0.append(text) } }
}
