import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

final class SpectrumTests: XCTestCase {
    private func assertSpectrum(
        _ found: Spectrum, _ expected: Reference, file: StaticString = #filePath, line: UInt = #line
    ) {
        let scale = Double(found.magnitude.max().scalar)
        assertClose(found.real, expected["real"].tensor, tolerance: 1e-5, scale: scale, "real", file: file, line: line)
        assertClose(
            found.imaginary, expected["imaginary"].tensor, tolerance: 1e-5, scale: scale, "imaginary", file: file,
            line: line)
    }

    func testTransformsOfLibrosa() throws {
        let reference = try features()["stft"]
        let x = testSignal(4000).slice(axis: 0, 0..<1500)
        let all = try stft(x, fftSize: 64)
        let eighth = Array(stride(from: 0, to: all.real.shape[0], by: 8))
        assertSpectrum(
            try Spectrum(
                real: all.real.gathered(rows: eighth, axis: 0), imaginary: all.imaginary.gathered(rows: eighth, axis: 0),
                fftSize: 64, hopLength: 16), reference["defaults"])
        assertSpectrum(
            try stft(x, fftSize: 64, windowLength: 40, hopLength: 100, framing: .centredReflecting),
            reference["short_window"])
        assertSpectrum(
            try stft(x, fftSize: 60, hopLength: 130, window: .hamming, framing: .complete), reference["complete"])
        assertSpectrum(
            try stft(x.slice(axis: 0, 0..<200), fftSize: 45, hopLength: 50, window: .blackman), reference["odd"])
    }

    func testPowerOfPythonSpeechFeatures() throws {
        let found = try powerSpectrum(
            testSignal(4000), fftSize: 64, hopLength: 500, window: .rectangular, framing: .paddedEnd, scale: 1 / 64)
        assertClose(found, try features()["powspec"].tensor, tolerance: 1e-5)
    }

    func testEverySizeAgreesWithTheDefinition() throws {
        for size in [1, 2, 3, 4, 6, 8, 10, 14, 16, 18, 30, 31, 32, 34, 62, 64, 66, 100, 127, 256] {
            let x = testSignal(max(3, size)).slice(axis: 0, 0..<size)
            let found = try stft(x, fftSize: size, hopLength: size, window: .rectangular, framing: .complete)
            let samples = x.scalars.map(Double.init)
            var real: [Double] = [], imaginary: [Double] = []
            for bin in 0...(size / 2) {
                let angles = samples.indices.map { -2 * Double.pi * Double(bin * $0 % size) / Double(size) }
                real.append(zip(samples, angles).reduce(0) { $0 + $1.0 * cos($1.1) })
                imaginary.append(zip(samples, angles).reduce(0) { $0 + $1.0 * sin($1.1) })
            }
            let scale = zip(real, imaginary).map { ($0 * $0 + $1 * $1).squareRoot() }.max()!
            assertClose(found.real.scalars.map(Double.init), real, tolerance: 1e-6, scale: scale, "size \(size)")
            assertClose(
                found.imaginary.scalars.map(Double.init), imaginary, tolerance: 1e-6, scale: scale, "size \(size)")
        }
    }

    func testMagnitudePowerAndFrequencies() throws {
        let x = Tensor((0..<64).map { cos(2 * .pi * 8 * Float($0) / 64) })
        let spectrum = try stft(x, fftSize: 64, window: .rectangular, framing: .complete)
        XCTAssertEqual(spectrum.magnitude.element(at: [0, 8]), 32, accuracy: 1e-4)
        XCTAssertEqual(spectrum.power.element(at: [0, 8]), 1024, accuracy: 1e-2)
        XCTAssertEqual(spectrum.frequencies(sampleRate: 16_000)[8], 2000)
        XCTAssertEqual(spectrum.frequencies(sampleRate: 16_000).count, 33)
    }

    func testManyThreadsGetTheSameBits() throws {
        let x = testSignal(4000)
        let sizes = Array(40..<90)  // more than the cache keeps
        let expected = try sizes.map { try stft(x, fftSize: $0).real.scalars }
        let results = Results(count: sizes.count)
        DispatchQueue.concurrentPerform(iterations: sizes.count) { index in
            results.set(index, (try? stft(x, fftSize: sizes[index]).real.scalars) ?? [])
        }
        XCTAssertEqual(results.values, expected)
    }

    func testSpectraLeaveNoMemoryBehind() throws {
        try assertNoLeak { _ = try logFilterBank(testSignal(2000), sampleRate: 16_000) }
    }
}

/// Results of concurrent work, in the order of the work.
private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var values: [[Float]]

    init(count: Int) { values = [[Float]](repeating: [], count: count) }

    func set(_ index: Int, _ value: [Float]) {
        lock.lock()
        values[index] = value
        lock.unlock()
    }
}
