/// Letters of another cut, which Unicode has as characters of their own.
enum FormulaAlphabet: String {
    case doubleStruck = "mathbb"
    case script = "mathcal"
    case roundScript = "mathscr"
    case fraktur = "mathfrak"

    /// The text in these letters; what has no such form stays.
    func letters(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { letter($0) }))
    }

    private func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let (capitals, exceptions): (UInt32, [Unicode.Scalar: Unicode.Scalar]) =
            switch self {
            case .doubleStruck: (0x1D538, ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"])
            case .script, .roundScript:
                (
                    0x1D49C,
                    [
                        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
                        "o": "ℴ",
                    ]
                )
            case .fraktur: (0x1D504, ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"])
            }
        if let exception = exceptions[scalar] { return exception }
        switch scalar {
        case "A"..."Z": return Unicode.Scalar(capitals + scalar.value - 65)!
        case "a"..."z": return Unicode.Scalar(capitals + 26 + scalar.value - 97)!
        case "0"..."9" where self == .doubleStruck: return Unicode.Scalar(0x1D7D8 + scalar.value - 48)!
        default: return scalar
        }
    }
}
