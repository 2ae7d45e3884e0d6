import Foundation

/// The last step of a real transform of even size N by a complex one of size H = N / 2.
///
/// With z[n] = x[2n] + i x[2n + 1] and its transform Z: X[k] = E + e^(−2πik/N) O, where 2E = Z[k] + conj Z[H − k] and
/// 2iO = Z[k] − conj Z[H − k] (Press et al., Numerical Recipes, 12.3).
struct HalfSpectrum {
    /// H.
    private let half: Int
    /// cos and −sin of 2πk / N for k in 0..<H, halved: the ½ of E and O is in them and in `unpack`.
    private let cosines: [Float]
    private let sines: [Float]

    init(size: Int) {
        half = size / 2
        let angles = (0..<size / 2).map { 2 * Double.pi * Double($0) / Double(size) }
        cosines = angles.map { Float(0.5 * cos($0)) }
        sines = angles.map { Float(-0.5 * sin($0)) }
    }

    /// - Parameters:
    ///   - packed: H pairs, and room for one more.
    ///   - spectrum: H + 1 pairs.
    func unpack(_ packed: UnsafeMutablePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
        let half = half
        packed[2 * half] = packed[0]  // Z is periodic
        packed[2 * half + 1] = packed[1]
        cosines.withUnsafeBufferPointer { cosines in
            sines.withUnsafeBufferPointer { sines in
                var k = 0
                while k + 8 <= half {
                    let ahead = UnsafeRawPointer(packed + 2 * k).loadUnaligned(as: SIMD16<Float>.self)
                    // H − k − 7 … H − k, turned around.
                    let behind = UnsafeRawPointer(packed + 2 * (half - k - 7)).loadUnaligned(as: SIMD16<Float>.self)
                    let c = UnsafeRawPointer(cosines.baseAddress! + k).loadUnaligned(as: SIMD8<Float>.self)
                    let s = UnsafeRawPointer(sines.baseAddress! + k).loadUnaligned(as: SIMD8<Float>.self)
                    let (re, im) = (ahead.evenHalf, ahead.oddHalf)
                    let (mirroredRe, mirroredIm) = (Self.reversed(behind.evenHalf), Self.reversed(behind.oddHalf))
                    let (sumRe, differenceIm) = (re + mirroredRe, im - mirroredIm)
                    // O = (differences turned by −i)
                    let (oddRe, oddIm) = (im + mirroredIm, mirroredRe - re)
                    var pairs = SIMD16<Float>()
                    pairs.evenHalf = sumRe * 0.5 + (c * oddRe - s * oddIm)
                    pairs.oddHalf = differenceIm * 0.5 + (c * oddIm + s * oddRe)
                    UnsafeMutableRawPointer(spectrum + 2 * k).storeBytes(of: pairs, as: SIMD16<Float>.self)
                    k += 8
                }
                while k < half {
                    let (re, im) = (packed[2 * k], packed[2 * k + 1])
                    let (mirroredRe, mirroredIm) = (packed[2 * (half - k)], packed[2 * (half - k) + 1])
                    let (oddRe, oddIm) = (im + mirroredIm, mirroredRe - re)
                    spectrum[2 * k] = (re + mirroredRe) * 0.5 + (cosines[k] * oddRe - sines[k] * oddIm)
                    spectrum[2 * k + 1] = (im - mirroredIm) * 0.5 + (cosines[k] * oddIm + sines[k] * oddRe)
                    k += 1
                }
            }
        }
        spectrum[2 * half] = packed[0] - packed[1]
        spectrum[2 * half + 1] = 0
    }

    @inline(__always)
    private static func reversed(_ v: SIMD8<Float>) -> SIMD8<Float> {
        SIMD8(v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0])
    }
}
