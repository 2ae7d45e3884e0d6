import Notebook

/// A picture as sixels, DEC's form of it: bands of six rows, in each of them the columns of one colour after the other.
public struct SixelPicture {
    public let width: Int
    public let height: Int
    private let palette: SixelPalette

    /// - Parameter width: pixels that there is room for; a wider picture becomes as wide as that.
    /// - Returns: nil for bytes that are no PNG picture.
    public init?(png: [UInt8], width room: Int? = nil) {
        guard let picture = PNGPixels(png: png, as: .rgb) else { return nil }
        let width = min(picture.width, max(1, room ?? picture.width))
        let height = width == picture.width ? picture.height : max(1, picture.height * width / picture.width)
        let isWhole = (width, height) == (picture.width, picture.height)
        (self.width, self.height) = (width, height)
        palette = SixelPalette(isWhole ? picture.bytes : Self.shrunk(picture, width, height), width: width)
    }

    /// Each pixel the mean of those that it stands for.
    private static func shrunk(_ picture: PNGPixels, _ width: Int, _ height: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            let rows = row * picture.height / height..<max(row * picture.height / height + 1, (row + 1) * picture.height / height)
            for column in 0..<width {
                let left = column * picture.width / width
                let columns = left..<max(left + 1, (column + 1) * picture.width / width)
                var sums = (0, 0, 0)
                for y in rows {
                    for x in columns {
                        let place = (y * picture.width + x) * 3
                        sums.0 += Int(picture.bytes[place])
                        sums.1 += Int(picture.bytes[place + 1])
                        sums.2 += Int(picture.bytes[place + 2])
                    }
                }
                let count = rows.count * columns.count
                let place = (row * width + column) * 3
                result[place] = UInt8((sums.0 + count / 2) / count)
                result[place + 1] = UInt8((sums.1 + count / 2) / count)
                result[place + 2] = UInt8((sums.2 + count / 2) / count)
            }
        }
        return result
    }

    /// The bytes that draw it.
    public var sequence: String {
        // Square pixels, and what no colour covers stays as it is.
        var text = Array("\u{1B}P0;1q\"1;1;\(width);\(height)".utf8)
        for (number, colour) in palette.colours.enumerated() {
            // Per cent.
            func share(_ value: UInt8) -> Int { (Int(value) * 100 + 127) / 255 }
            text += "#\(number);2;\(share(colour.0));\(share(colour.1));\(share(colour.2))".utf8
        }
        for top in stride(from: 0, to: height, by: 6) {
            band(top, into: &text)
            text.append(UInt8(ascii: "-"))
        }
        return String(decoding: text, as: UTF8.self) + "\u{1B}\\"
    }

    private func band(_ top: Int, into text: inout [UInt8]) {
        var columns = [[UInt8]?](repeating: nil, count: palette.colours.count)
        for row in top..<min(top + 6, height) {
            for column in 0..<width {
                let number = Int(palette.pixels[row * width + column])
                if columns[number] == nil { columns[number] = [UInt8](repeating: 0, count: width) }
                columns[number]![column] |= 1 << UInt8(row - top)
            }
        }
        var isFirst = true
        for (number, bits) in columns.enumerated() {
            guard let bits else { continue }
            // Back to the band's beginning.
            if !isFirst { text.append(UInt8(ascii: "$")) }
            isFirst = false
            text += "#\(number)".utf8
            var start = 0
            while start < width {
                var end = start + 1
                while end < width, bits[end] == bits[start] { end += 1 }
                // What is empty up to the end need not be said.
                if end == width, bits[start] == 0 { break }
                let sign = bits[start] + 63
                if end - start > 3 {
                    text += "!\(end - start)".utf8
                    text.append(sign)
                } else {
                    text += [UInt8](repeating: sign, count: end - start)
                }
                start = end
            }
        }
    }
}
