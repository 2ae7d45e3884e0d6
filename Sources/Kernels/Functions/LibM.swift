import Foundation

/// The C library's functions for which no vectorised form of our own is kept.
enum LibM {
    static func power(_ a: Float, _ b: Float) -> Float { Foundation.powf(a, b) }
    static func sine(_ x: Float) -> Float { Foundation.sinf(x) }
    static func tangent(_ x: Float) -> Float { Foundation.tanf(x) }
    static func cosine(_ x: Float) -> Float { Foundation.cosf(x) }
}
