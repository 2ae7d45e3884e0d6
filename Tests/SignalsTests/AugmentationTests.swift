import Foundation
import Signals
import Tensors
import TestSupport
import XCTest

/// Sounds made longer, higher and noisier, against librosa and torchaudio; masks by their shares.
final class AugmentationTests: XCTestCase {
    private var signal: Tensor {
        Tensor(
            (0..<6000).map { place -> Float in
                let t = Double(place) / 8000
                return Float(0.5 * sin(2 * Double.pi * (200 * t + 300 * t * t)) + 0.2 * sin(2 * Double.pi * 1000 * t))
            })
    }

    private func compare(_ found: Tensor, _ reference: Reference, tolerance: Double, _ label: String, line: UInt = #line) {
        XCTAssertEqual(found.count, reference["count"].integer, label, line: line)
        let scalars = found.scalars.map(Double.init)
        for (index, expected) in reference["data"].numbers.enumerated() where 7 * index < scalars.count {
            XCTAssertEqual(scalars[7 * index], expected, accuracy: tolerance, "\(label) at \(7 * index)", line: line)
        }
        let rms = (scalars.reduce(0) { $0 + $1 * $1 } / Double(scalars.count)).squareRoot()
        XCTAssertEqual(rms, reference["rms"].number, accuracy: tolerance, label, line: line)
    }

    /// In 32 bits the phase of a bin that is silent in one frame is chance, and goes on from there: where the signal ends.
    func testStretchingAgreesWithLibrosa() throws {
        for example in try Reference.load("signals/augmentation.json")["stretched"].list {
            let rate = example["rate"].number
            compare(try timeStretched(signal, rate: rate, fftSize: 512), example, tolerance: 3e-2, "rate \(rate)")
        }
    }

    /// The resampling's filter is another one: its edge shows.
    func testPitchAgreesWithLibrosa() throws {
        for example in try Reference.load("signals/augmentation.json")["shifted"].list {
            let steps = example["steps"].number
            compare(try pitchShifted(signal, steps: steps, fftSize: 512), example, tolerance: 2e-2, "\(steps) steps")
        }
        XCTAssertEqual(try pitchShifted(signal, steps: 0), signal)
        let octave = try pitchShifted(signal, steps: 12, fftSize: 512)
        XCTAssertEqual(octave.count, 6000)
    }

    func testNoiseAgreesWithTorchaudio() throws {
        let other = Tensor((0..<6000).map { place -> Float in Float(sin(2 * Double.pi * 77 * Double(place) / 8000)) })
        for example in try Reference.load("signals/augmentation.json")["mixed"].list {
            let ratio = example["ratio"].number
            compare(try mixed(signal, with: other, ratio: ratio), example, tolerance: 1e-5, "\(ratio) dB")
        }
        var random = RandomStream(seed: 1)
        let noisy = try withNoise(signal, ratio: 20, using: &random)
        let added = (noisy - signal).square().sum().scalar, own = signal.square().sum().scalar
        XCTAssertEqual(own / added, 100, accuracy: 0.5)
        XCTAssertEqual(try mixed(.zeros([4]), with: .ones([4]), ratio: 0), .zeros([4]))
    }

    func testMasks() {
        var random = RandomStream(seed: 1)
        let banks = Tensor.ones([200, 50, 20, 1])
        let augment = SpecAugment(timeMasks: 1, timeWidth: 10, bandMasks: 0, bandWidth: 0)
        let seen = augment(banks, using: &random)
        XCTAssertEqual(seen.shape, banks.shape)
        // Whole rows, side by side, five on the average.
        let rows = seen.mean(axes: [2, 3])
        XCTAssertTrue(rows.scalars.allSatisfy { $0 == 0 || $0 == 1 })
        XCTAssertEqual(50 * (1 - rows.mean().scalar), 5, accuracy: 1)
        XCTAssertLessThanOrEqual((1 - rows).sum(axes: [1]).max(axes: 0).scalar, 10)
        XCTAssertGreaterThan(Set((1 - rows).sum(axes: [1]).scalars).count, 5, "each example has its own")
        let bands = SpecAugment(timeMasks: 0, bandMasks: 2, bandWidth: 4, value: -1)(banks, using: &random)
        XCTAssertEqual(Set(bands.scalars), [1, -1])
        XCTAssertTrue(bands.mean(axes: [1, 3]).scalars.allSatisfy { $0 == 1 || $0 == -1 })
        // Nothing to hide, or all of it.
        XCTAssertEqual(SpecAugment(timeMasks: 0, bandMasks: 0)(banks, using: &random), banks)
        XCTAssertEqual(SpecAugment(timeMasks: 1, timeWidth: 10, bandMasks: 0, timeShare: 0)(banks, using: &random), banks)
        XCTAssertEqual(SpecAugment()(.ones([0, 5, 5]), using: &random).shape, [0, 5, 5])
    }

    func testWhatIsRefused() {
        for rate in [0, -1, .nan, .infinity, 1e-300] {
            XCTAssertThrowsError(try timeStretched(signal, rate: rate)) { XCTAssertTrue("\($0)".contains("rate"), "\($0)") }
        }
        XCTAssertThrowsError(try pitchShifted(signal, steps: 60)) { XCTAssertTrue("\($0)".contains("4 octaves"), "\($0)") }
        XCTAssertThrowsError(try pitchShifted(signal, steps: .nan))
        XCTAssertThrowsError(try pitchShifted(signal, steps: 1, stepsPerOctave: 0))
        XCTAssertThrowsError(try mixed(signal, with: .ones([3]), ratio: 0))
        XCTAssertThrowsError(try timeStretched(.zeros([0]), rate: 1)) { XCTAssertTrue("\($0)".contains("no samples"), "\($0)") }
    }
}
