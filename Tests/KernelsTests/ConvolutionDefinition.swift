import Kernels
import XCTest

/// Convolution by its definition.
struct NaiveConvolution {
    let g: ConvolutionGeometry

    init(_ geometry: ConvolutionGeometry) { g = geometry }

    func forward(_ input: [Float], _ filter: [Float], _ bias: [Float]) -> [Float] {
        var sums = [Double](repeating: 0, count: g.outputCount)
        for i in sums.indices { sums[i] = Double(bias[i % g.outputChannels]) }
        forEachProduct { i, f, o in sums[o] += Double(input[i]) * Double(filter[f]) }
        return sums.map { Float($0) }
    }

    func backward(_ input: [Float], _ filter: [Float], _ gradient: [Float]) -> (byInput: [Float], byFilter: [Float]) {
        var byInput = [Double](repeating: 0, count: g.inputCount), byFilter = [Double](repeating: 0, count: g.filterCount)
        forEachProduct { i, f, o in
            byInput[i] += Double(filter[f]) * Double(gradient[o])
            byFilter[f] += Double(input[i]) * Double(gradient[o])
        }
        return (byInput.map { Float($0) }, byFilter.map { Float($0) })
    }

    private func forEachProduct(_ body: (_ input: Int, _ filter: Int, _ output: Int) -> Void) {
        for n in 0..<g.batch {
            for t in 0..<g.output.time {
                for h in 0..<g.output.height {
                    for w in 0..<g.output.width {
                        let point = ((n * g.output.time + t) * g.output.height + h) * g.output.width + w
                        for kt in 0..<g.kernel.time {
                            for kh in 0..<g.kernel.height {
                                for kw in 0..<g.kernel.width {
                                    let it = t * g.stride.time + kt - g.padding.time
                                    let ih = h * g.stride.height + kh - g.padding.height
                                    let iw = w * g.stride.width + kw - g.padding.width
                                    guard (0..<g.input.time).contains(it), (0..<g.input.height).contains(ih),
                                        (0..<g.input.width).contains(iw)
                                    else { continue }
                                    let source = ((n * g.input.time + it) * g.input.height + ih) * g.input.width + iw
                                    let tap = (kt * g.kernel.height + kh) * g.kernel.width + kw
                                    for ci in 0..<g.inputChannels {
                                        for co in 0..<g.outputChannels {
                                            body(
                                                source * g.inputChannels + ci,
                                                (tap * g.inputChannels + ci) * g.outputChannels + co,
                                                point * g.outputChannels + co)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Room for a result that starts as NaN and has guards on both sides.
struct Guarded {
    private let storage: Storage
    private static let margin = 64

    init(_ count: Int) {
        storage = Storage(count: count + 2 * Guarded.margin, repeating: .nan)
        for i in 0..<Guarded.margin { (storage.pointer[i], storage.pointer[storage.count - 1 - i]) = (42, 42) }
    }

    var pointer: UnsafeMutablePointer<Float> { storage.pointer + Guarded.margin }

    /// Finite where the definition is, and as large within the rounding of numbers beside it; infinite or NaN elsewhere.
    func expectSameKinds(as expected: [Float], _ note: String, _ file: StaticString = #filePath, _ line: UInt = #line) {
        let wrong = expected.indices.filter { i in
            let (found, expected) = (pointer[i], expected[i])
            guard expected.isFinite, abs(expected) < 1e30 else { return found.isFinite && abs(found) < 1e30 }
            return !(abs(found - expected) <= 1e-3 * max(abs(expected), 1))
        }
        XCTAssertTrue(
            wrong.isEmpty,
            "\(note): \(wrong.count) are wrong, the first \(wrong.first.map { "\(pointer[$0]) for \(expected[$0])" } ?? "")",
            file: file, line: line)
    }

    func expect(
        _ expected: [Float], tolerance: Float = 1e-4, _ note: String, _ file: StaticString = #filePath, _ line: UInt = #line
    ) {
        XCTAssertEqual(storage.count, expected.count + 2 * Guarded.margin, note, file: file, line: line)
        let scale = max(expected.reduce(0) { max($0, abs($1)) }, 1)
        var worst: Float = 0
        for i in expected.indices {
            let difference = abs(pointer[i] - expected[i])
            if !(difference <= worst) { worst = difference }  // NaN counts as the worst
            if worst.isNaN { break }
        }
        XCTAssertLessThanOrEqual(worst / scale, tolerance, note, file: file, line: line)
        let guards = (0..<Guarded.margin).allSatisfy {
            storage.pointer[$0] == 42 && storage.pointer[storage.count - 1 - $0] == 42
        }
        XCTAssertTrue(guards, note + ": wrote outside", file: file, line: line)
    }
}
