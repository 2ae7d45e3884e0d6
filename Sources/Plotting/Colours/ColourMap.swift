import Work

/// A map from 0…1 to colours, by linear interpolation between equally spaced anchors.
public struct ColourMap: Hashable, Sendable {
    /// Its name, as `viridis`.
    public let name: String
    /// The colours at equal distances from 0 to 1, two at least.
    public let anchors: [Colour]

    /// - Precondition: at least two anchors.
    public init(name: String, anchors: [Colour]) {
        Failing.unless(anchors.count >= 2, "ColourMap: found \(anchors.count) anchors, expected at least 2")
        self.name = name
        self.anchors = anchors
    }

    /// The colour at a value; below 0 the first, above 1 the last, and grey for NaN.
    public func callAsFunction(_ value: Double) -> Colour {
        guard !value.isNaN else { return .missing }
        let place = min(1, max(0, value)) * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        return anchors[index].mixed(with: anchors[index + 1], place - Double(index))
    }

    /// The map at 256 equal steps, as bytes.
    package var table: [(Int, Int, Int)] { (0..<256).map { self(Double($0) / 255).bytes } }

    /// Perceptually uniform, dark blue to yellow, readable in grey and by the colour-blind: 33 samples of
    /// van der Walt & Smith's viridis (CC0), within 1/255 of the 256 of matplotlib.
    public static let viridis = ColourMap(
        name: "viridis",
        hex: [
            0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453781, 0x424086, 0x3E4989, 0x3B528B, 0x375B8D,
            0x33638D, 0x2F6B8E, 0x2C728E, 0x297A8E, 0x26828E, 0x23898E, 0x21918C, 0x1F988B, 0x1FA088, 0x22A785,
            0x28AE80, 0x32B67A, 0x3FBC73, 0x4EC36B, 0x5EC962, 0x70CF57, 0x84D44B, 0x98D83E, 0xADDC30, 0xC2DF23,
            0xD8E219, 0xECE51B, 0xFDE725,
        ])

    /// White to dark blue, for counts and shares (ColorBrewer "Blues").
    public static let blues = ColourMap(
        name: "blues",
        hex: [
            0xF7FBFF, 0xE7F0FA, 0xD6E6F4, 0xC6DBEF, 0xABD0E6, 0x8DC1DD, 0x6AAED6, 0x4F9BCB, 0x3787C0, 0x2070B4,
            0x105BA4, 0x08468B, 0x08306B,
        ])

    /// Blue over white to red, for values around zero (ColorBrewer "RdBu", reversed).
    public static let diverging = ColourMap(
        name: "diverging",
        hex: [
            0x053061, 0x175290, 0x2A71B2, 0x3F8EC0, 0x6BACD1, 0x9BC9E0, 0xC2DDEC, 0xE0ECF3, 0xF7F6F6, 0xFBE5D8,
            0xFBCCB4, 0xF5AA89, 0xE48066, 0xD05548, 0xBA2832, 0x930E26, 0x67001F,
        ])

    /// Black to white.
    public static let grey = ColourMap(name: "grey", hex: [0x000000, 0xFFFFFF])

    private init(name: String, hex: [UInt32]) {
        self.init(name: name, anchors: hex.map { Colour(hex: $0) })
    }
}
