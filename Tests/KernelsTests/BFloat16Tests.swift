import Kernels
import XCTest

/// Brain floats against their definition: the upper half of a float, the nearest one, halves to even.
final class BFloat16Tests: XCTestCase {
    /// All that there are come back as they were, and NaN as NaN, alone and in registers.
    func testEveryPatternComesBack() {
        let patterns = (0..<65_536).map { UInt16($0) }
        let floats = converted(patterns.map { BFloat16(bits: $0) })
        for (pattern, float) in zip(patterns, floats) {
            let scalar = BFloat16(bits: pattern).float
            XCTAssertEqual(float.bitPattern, scalar.bitPattern)
            XCTAssertEqual(float.bitPattern, UInt32(pattern) << 16)
        }
        for (pattern, back) in zip(patterns, kept(floats)) {
            let isNaN = pattern & 0x7FFF > 0x7F80
            XCTAssertEqual(back.bits, isNaN ? pattern | 0x40 : pattern)
            XCTAssertEqual(BFloat16(BFloat16(bits: pattern).float), back)
        }
    }

    func testTheNearestIsKept() {
        var state: UInt64 = 1
        var values: [Float] = [
            1.003_906_25, 1.011_718_75, 3.402_823_4e38, -3.402_823_4e38, .leastNonzeroMagnitude, .leastNormalMagnitude,
        ]
        for _ in 0..<20_011 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32))
            if value.isFinite { values.append(value) }
        }
        for (value, found) in zip(values, kept(values)) {
            XCTAssertEqual(found, BFloat16(value), "\(value)")
            guard found.float.isFinite else {
                XCTAssertGreaterThanOrEqual(value.magnitude, 3.396_156_7e38, "\(value)")
                continue
            }
            let distance = (Double(found.float) - Double(value)).magnitude
            for neighbour in [found.bits &- 1, found.bits &+ 1] where BFloat16(bits: neighbour).float.isFinite {
                let other = (Double(BFloat16(bits: neighbour).float) - Double(value)).magnitude
                XCTAssertTrue(distance < other || distance == other && found.bits & 1 == 0, "\(value)")
            }
        }
    }

    /// Lengths around a register and a block, at places that are not aligned.
    func testLengths() {
        for count in [0, 1, 15, 16, 17, 33, 70_001] {
            let values = (0..<count).map { Float($0 % 200) - 100 }
            XCTAssertEqual(kept(values).map(\.float), values)
            XCTAssertEqual(converted(values.map { BFloat16($0) }), values)
        }
    }

    private func converted(_ halves: [BFloat16]) -> [Float] {
        [Float](unsafeUninitializedCapacity: halves.count + 1) { target, count in
            count = halves.count
            halves.withUnsafeBytes { bytes in
                guard let first = bytes.baseAddress else { return }
                ConversionKernel.convert(Elements(first, .bf16), to: MutableElements(target.baseAddress!), count: halves.count)
            }
        }
    }

    private func kept(_ floats: [Float]) -> [BFloat16] {
        [BFloat16](unsafeUninitializedCapacity: floats.count + 1) { target, count in
            count = floats.count
            guard !floats.isEmpty else { return }
            ConversionKernel.convert(
                Elements(floats.pointer), to: MutableElements(UnsafeMutableRawPointer(target.baseAddress!), .bf16),
                count: floats.count)
        }
    }
}
