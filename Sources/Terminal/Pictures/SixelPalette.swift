import Notebook

/// Pixels as numbers of at most 256 colours: their own where they have no more, else those of a fixed palette, with what each pixel misses given on to its
/// neighbours (Floyd and Steinberg 1976).
struct SixelPalette {
    /// Red, green and blue of each colour, 0…255.
    private(set) var colours: [(UInt8, UInt8, UInt8)] = []
    /// The colour of each pixel.
    private(set) var pixels: [UInt8] = []

    static let limit = 256

    init(_ rgb: [UInt8], width: Int) {
        if !takeExactly(rgb) { spread(rgb, width) }
    }

    /// The picture's own colours; false where there are too many.
    private mutating func takeExactly(_ rgb: [UInt8]) -> Bool {
        var numbers: [UInt32: UInt8] = [:]
        var found: [UInt8] = []
        found.reserveCapacity(rgb.count / 3)
        // Neighbours are mostly alike.
        var last: (key: UInt32, number: UInt8)?
        for place in stride(from: 0, to: rgb.count, by: 3) {
            let key = UInt32(rgb[place]) << 16 | UInt32(rgb[place + 1]) << 8 | UInt32(rgb[place + 2])
            if let last, last.key == key {
                found.append(last.number)
                continue
            }
            let number: UInt8
            if let known = numbers[key] {
                number = known
            } else {
                guard colours.count < Self.limit else {
                    colours = []
                    return false
                }
                number = UInt8(colours.count)
                numbers[key] = number
                colours.append((rgb[place], rgb[place + 1], rgb[place + 2]))
            }
            last = (key, number)
            found.append(number)
        }
        pixels = found
        return true
    }

    /// Levels of red, green and blue in the fixed palette: 6 × 7 × 6 are 252 colours, black and white among them, and the eye tells greens best.
    static let levels = (red: 6, green: 7, blue: 6)

    private mutating func spread(_ rgb: [UInt8], _ width: Int) {
        let (reds, greens, blues) = Self.levels
        func value(_ level: Int, of count: Int) -> Int { (level * 255 + (count - 1) / 2) / (count - 1) }
        for red in 0..<reds {
            for green in 0..<greens {
                for blue in 0..<blues {
                    colours.append(
                        (UInt8(value(red, of: reds)), UInt8(value(green, of: greens)), UInt8(value(blue, of: blues))))
                }
            }
        }
        let counts = [reds, greens, blues]
        pixels = [UInt8](repeating: 0, count: rgb.count / 3)
        // What the pixels of this row and the next have been given, in sixteenths, with one more at both ends.
        var here = [Int](repeating: 0, count: (width + 2) * 3)
        for row in 0..<pixels.count / max(1, width) {
            var below = [Int](repeating: 0, count: (width + 2) * 3)
            for column in 0..<width {
                var number = 0
                for channel in 0..<3 {
                    let cell = (column + 1) * 3 + channel
                    let wanted = min(255, max(0, Int(rgb[(row * width + column) * 3 + channel]) + here[cell] / 16))
                    let level = (wanted * (counts[channel] - 1) + 127) / 255
                    let missed = wanted - value(level, of: counts[channel])
                    here[cell + 3] += missed * 7
                    below[cell - 3] += missed * 3
                    below[cell] += missed * 5
                    below[cell + 3] += missed
                    number = number * counts[channel] + level
                }
                pixels[row * width + column] = UInt8(number)
            }
            here = below
        }
    }
}
