/// A picture of kitty's as signs of text: a multiplexer moves, scrolls and redraws them as it does all text, and the terminal paints the picture there.
///
/// Each is U+10EEEE; its colour is the picture's number, and marks above it say which row and column of the picture it is. Only the first of a line needs
/// marks: the others go on from their left.
enum KittyPlaceholders {
    /// Code points that stand for 0, 1, 2 …, from kitty's own list (`rowcolumn-diacritics.txt`).
    private static let marks: [UInt32] = [
        0x305, 0x30D, 0x30E, 0x310, 0x312, 0x33D, 0x33E, 0x33F, 0x346, 0x34A, 0x34B, 0x34C, 0x350, 0x351, 0x352, 0x357, 0x35B,
        0x363,
        0x364, 0x365, 0x366, 0x367, 0x368, 0x369, 0x36A, 0x36B, 0x36C, 0x36D, 0x36E, 0x36F, 0x483, 0x484, 0x485, 0x486, 0x487,
        0x592,
        0x593, 0x594, 0x595, 0x597, 0x598, 0x599, 0x59C, 0x59D, 0x59E, 0x59F, 0x5A0, 0x5A1, 0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF,
        0x5C4,
        0x610, 0x611, 0x612, 0x613, 0x614, 0x615, 0x616, 0x617, 0x657, 0x658,
    ]

    /// The most lines that a picture can take.
    static var lines: Int { marks.count }

    /// What hands the terminal the picture, piece by piece, without drawing it.
    static func pieces(_ png: [UInt8], number: UInt32, columns: Int, rows: Int) -> [String] {
        // Silent: an answer would be typed into the prompt.
        InlineImage.pieces(png, "a=T,U=1,q=2,f=100,i=\(number),c=\(columns),r=\(rows)")
    }

    /// The lines of text in its place.
    static func text(number: UInt32, columns: Int, rows: Int) -> String {
        let colour = "\u{1B}[38;2;\(number >> 16 & 255);\(number >> 8 & 255);\(number & 255)m"
        let place = Unicode.Scalar(0x10EEEE as UInt32)!
        return (0..<min(rows, lines)).map { row in
            var line = String.UnicodeScalarView()
            line.append(place)
            for mark in [marks[row], marks[0]] { line.append(Unicode.Scalar(mark)!) }
            for _ in 1..<max(1, columns) { line.append(place) }
            return colour + String(line) + "\u{1B}[39m\n"
        }.joined()
    }
}
