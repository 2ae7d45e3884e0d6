import Work

/// Colours for series that a colour-blind reader can tell apart (Okabe & Ito, "Color Universal Design", 2008).
public enum Palette {
    /// The eight colours, ordered so that the first few differ most on white; yellow, weak on white, comes last.
    public static let okabeIto: [Colour] = [
        Colour(hex: 0x0072B2),  // blue
        Colour(hex: 0xD55E00),  // vermilion
        Colour(hex: 0x009E73),  // bluish green
        Colour(hex: 0xCC79A7),  // reddish purple
        Colour(hex: 0xE69F00),  // orange
        Colour(hex: 0x56B4E9),  // sky blue
        Colour(hex: 0x000000),  // black
        Colour(hex: 0xF0E442),  // yellow
    ]

    /// The colour of the `index`-th series; it starts again after eight.
    public static func series(_ index: Int) -> Colour {
        Failing.unless(index >= 0, "Palette.series: found \(index), expected at least 0")
        return okabeIto[index % okabeIto.count]
    }

    /// Line styles change when the colours start again, so that sixteen and more series stay distinct.
    package static func style(_ index: Int) -> LineStyle { LineStyle.allCases[index / okabeIto.count % 3] }
}
