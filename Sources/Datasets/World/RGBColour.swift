import Foundation

/// A colour by its red, green and blue, each 0…1.
package struct RGBColour: Codable, Hashable, Sendable {
    /// Red, 0…1.
    package var red: Double
    /// Green, 0…1.
    package var green: Double
    /// Blue, 0…1.
    package var blue: Double

    /// A colour from its parts, 0…1.
    package init(red: Double, green: Double, blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// A colour of the given hue (turns), saturation and brightness (0…1).
    package init(hue: Double, saturation: Double, brightness: Double) {
        func part(_ shift: Double) -> Double {
            let k = (shift + hue * 6).truncatingRemainder(dividingBy: 6)
            return brightness * (1 - saturation * max(0, min(k, 4 - k, 1)))
        }
        self.init(red: part(5), green: part(3), blue: part(1))
    }

    /// Luma after Rec. 601, 0…1.
    package var luma: Double { 0.299 * red + 0.587 * green + 0.114 * blue }

    /// The colour `amount` of the way to `other`.
    package func mixed(with other: RGBColour, _ amount: Double) -> RGBColour {
        RGBColour(
            red: red + (other.red - red) * amount, green: green + (other.green - green) * amount,
            blue: blue + (other.blue - blue) * amount)
    }

    /// The same hue at another luma: lightened with white or darkened with black.
    func withLuma(_ target: Double) -> RGBColour {
        let own = luma
        if target > own { return mixed(with: .white, (target - own) / max(1 - own, 1e-6)) }
        return mixed(with: .black, (own - target) / max(own, 1e-6))
    }

    static let white = RGBColour(red: 1, green: 1, blue: 1)
    static let black = RGBColour(red: 0, green: 0, blue: 0)
}
