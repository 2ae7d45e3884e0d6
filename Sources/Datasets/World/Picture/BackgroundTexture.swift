import Foundation

/// The patterns behind the bodies; independent of the class.
package enum BackgroundTexture: String, CaseIterable, Codable, Sendable {
    /// One colour.
    case plain
    /// One colour that turns into the other along a direction.
    case gradient
    /// Parallel bands of both colours.
    case stripes
    /// Squares of both colours in turn.
    case checks
    /// Smooth random patches.
    case clouds

    /// How much of the second colour shows at a point, 0…1; lengths are fractions of the frame's side.
    func weight(_ x: Double, _ y: Double, _ background: VideoDescription.Background) -> Double {
        let (c, s) = (cos(background.angle), sin(background.angle))
        let (u, v) = ((x * c + y * s) / background.scale, (y * c - x * s) / background.scale)
        switch self {
        case .plain: return 0
        case .gradient: return min(max(0.5 + (x - 0.5) * c + (y - 0.5) * s, 0), 1)
        case .stripes: return 0.5 + 0.5 * sin(2 * .pi * u)
        case .checks: return 0.5 + 0.5 * max(-1, min(1, 3 * sin(.pi * u) * sin(.pi * v)))
        case .clouds: return valueNoise(x / background.scale + 64, y / background.scale + 64, background.seed)
        }
    }

    /// Smoothly interpolated lattice noise.
    private func valueNoise(_ x: Double, _ y: Double, _ seed: UInt64) -> Double {
        let (i, j) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        func knot(_ i: Int, _ j: Int) -> Double {
            var z =
                seed &+ UInt64(truncatingIfNeeded: i) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(truncatingIfNeeded: j)
                &* 0xc2b2_ae3d_27d4_eb4f
            z = (z ^ (z >> 31)) &* 0xbf58_476d_1ce4_e5b9
            return Double((z ^ (z >> 29)) >> 40) / 16_777_216
        }
        func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }
        let (a, b) = (smooth(x - Double(i)), smooth(y - Double(j)))
        let top = knot(i, j) + (knot(i + 1, j) - knot(i, j)) * a
        let bottom = knot(i, j + 1) + (knot(i + 1, j + 1) - knot(i, j + 1)) * a
        return top + (bottom - top) * b
    }
}
