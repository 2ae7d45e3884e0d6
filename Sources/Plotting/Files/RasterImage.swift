import Work

/// An image of 8-bit sRGB pixels, rows from the top, three bytes a pixel.
public struct RasterImage: Hashable, Sendable {
    /// Pixels across.
    public let width: Int
    /// Pixels downwards.
    public let height: Int
    /// `height * width * 3` bytes: red, green, blue of each pixel, row after row.
    public let rgb: [UInt8]

    /// - Precondition: `rgb.count == width * height * 3`.
    public init(width: Int, height: Int, rgb: [UInt8]) {
        Self.check(width, height)
        Failing.unless(
            rgb.count == width * height * 3,
            "RasterImage: found \(rgb.count) bytes, expected \(width) × \(height) × 3 = \(width * height * 3)")
        self.width = width
        self.height = height
        self.rgb = rgb
    }

    /// A grey image from values 0…1 (others are clamped), rows from the top.
    ///
    /// - Precondition: `values.count == width * height`.
    public init(width: Int, height: Int, grey values: [Double]) {
        Self.check(width, height)
        Failing.unless(
            values.count == width * height,
            "RasterImage: found \(values.count) values, expected \(width) × \(height) = \(width * height)")
        self.init(
            width: width, height: height,
            rgb: values.flatMap { value in
                let byte = Self.byte(value)
                return [byte, byte, byte]
            })
    }

    /// An image from values of red, green and blue, 0…1 (others are clamped), pixel after pixel, rows from the top.
    ///
    /// - Precondition: `values.count == width * height * 3`.
    public init(width: Int, height: Int, colour values: [Double]) {
        self.init(width: width, height: height, rgb: values.map(Self.byte))
    }

    private static func check(_ width: Int, _ height: Int) {
        Failing.unless(
            (0...1 << 24).contains(width) && (0...1 << 24).contains(height),
            "RasterImage: found a size of \(width) × \(height), expected 0…\(1 << 24) pixels a side")
    }

    private static func byte(_ value: Double) -> UInt8 {
        value.isNaN ? 0 : UInt8((min(1, max(0, value)) * 255).rounded())
    }

    /// The pixel at a column and row, as (red, green, blue).
    public subscript(column: Int, row: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        Failing.unless(
            (0..<width).contains(column) && (0..<height).contains(row),
            "RasterImage: found column \(column), row \(row), expected them within \(width) × \(height)")
        let place = (row * width + column) * 3
        return (rgb[place], rgb[place + 1], rgb[place + 2])
    }
}
