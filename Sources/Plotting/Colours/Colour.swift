/// A colour in sRGB, components 0…1, with an opacity.
public struct Colour: Hashable, Sendable {
    /// Red, 0…1.
    public var red: Double
    /// Green, 0…1.
    public var green: Double
    /// Blue, 0…1.
    public var blue: Double
    /// Opacity: 0 is invisible, 1 covers.
    public var alpha: Double
    /// True for a colour that stands for a value, and for what is written on it: it is the same on dark paper.
    package var isData = false

    /// A colour from its components, each 0…1.
    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// `Colour(hex: 0xE69F00)`: two hexadecimal digits each for red, green and blue.
    public init(hex: UInt32, alpha: Double = 1) {
        self.init(
            red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255,
            alpha: alpha)
    }

    /// The same colour at another opacity.
    public func opacity(_ alpha: Double) -> Colour { Colour(red: red, green: green, blue: blue, alpha: alpha) }

    /// The same colour, standing for a value.
    package var asData: Colour {
        var colour = self
        colour.isData = true
        return colour
    }

    /// A mixture, `amount` 0…1 of the way to another colour.
    public func mixed(with other: Colour, _ amount: Double) -> Colour {
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * amount }
        return Colour(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
            alpha: mix(alpha, other.alpha))
    }

    /// Relative luminance 0…1 (Rec. 709 weights on linearised components, WCAG 2.1), for choosing ink on a cell.
    package var luminance: Double {
        // Squares stand in for the sRGB curve: good to 0.02, and that decides black or white.
        0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue
    }

    package var bytes: (Int, Int, Int) {
        func byte(_ v: Double) -> Int { Int((min(1, max(0, v)) * 255).rounded()) }
        return (byte(red), byte(green), byte(blue))
    }

    /// White, as the paper.
    public static let white = Colour(hex: 0xFFFFFF)
    /// Black.
    public static let black = Colour(hex: 0x000000)
    /// Text.
    public static let ink = Colour(hex: 0x262626)
    /// Subtitles, tick marks, notes.
    public static let faintInk = Colour(hex: 0x5F5F5F)
    /// Grid lines.
    public static let grid = Colour(hex: 0xE3E3E3)
    /// Axis lines and frames.
    public static let frame = Colour(hex: 0x9A9A9A)
    /// Cells without a value.
    public static let missing = Colour(hex: 0xCFCFCF)
}
