/// The outlines bodies come in; independent of the class.
package enum BodyShape: String, CaseIterable, Codable, Sendable {
    /// A filled circle.
    case disc
    /// A square.
    case square
    /// A triangle with three equal sides.
    case triangle
    /// A square that stands on a corner.
    case diamond
    /// A circle with a hole.
    case ring
    /// Two bars that cross at right angles.
    case cross

    /// Signed distance from the outline, negative inside, of a point given in units of the radius.
    func distance(_ x: Float, _ y: Float) -> Float {
        let (a, b) = (abs(x), abs(y))
        switch self {
        case .disc: return (x * x + y * y).squareRoot() - 1
        case .square: return max(a, b) - 0.86
        case .triangle: return max(0.866 * a + 0.5 * y, -y) - 0.62
        case .diamond: return (a + b) * 0.7071 - 0.78
        case .ring: return abs((x * x + y * y).squareRoot() - 0.72) - 0.32
        case .cross: return min(max(a - 0.4, b - 1), max(a - 1, b - 0.4))
        }
    }
}
