/// The colours of a figure on dark paper: paper and ink change places, and what would be lost in the dark is lighter.
enum DarkPaper {
    /// The colour, in hexadecimal digits, that a figure's paper, ink or series has in the dark; nil for one that stays, as all do that
    /// stand for values.
    static func colour(for light: Colour) -> String? {
        colours.first { near($0.light.red, light.red) && near($0.light.green, light.green) && near($0.light.blue, light.blue) }?
            .dark
    }

    private static func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.0001 }

    private static let colours: [(light: Colour, dark: String)] = [
        (.white, "191d24"), (.ink, "e4e8ee"), (.faintInk, "a7b0bd"), (.grid, "323944"),
        (.grid.mixed(with: .white, 0.45), "262c35"),
        (.frame, "78818f"), (.black, "f2f4f7"), (Palette.okabeIto[0], "56a8e8"), (Palette.okabeIto[1], "ff8a4c"),
        (Palette.okabeIto[2], "2fc79b"), (Palette.okabeIto[3], "e19fc4"),
    ]
}
