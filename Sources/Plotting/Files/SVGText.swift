import Foundation

/// The text of an SVG file as Cairo wrote it, made fit for pages.
enum SVGText {
    /// With a title, its size in pixels, the same names in every run, and its colours on dark paper.
    static func finished(_ bytes: [UInt8], title: String, width: Int, height: Int) -> [UInt8] {
        guard let start = find("<svg ", in: bytes[...]), let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
            return bytes
        }
        let head = String(decoding: bytes[start..<end], as: UTF8.self)
            .replacing(#/ width="[^"]*" height="[^"]*"/#, with: " width=\"\(width)\" height=\"\(height)\"")
        let words = title.isEmpty ? "" : "\n<title>\(escaped(title))</title>"
        let body = renamed(bytes[(end + 1)...])
        return Array(bytes[..<start]) + Array("\(head)>\(words)\n\(style(body[...]))".utf8) + body
    }

    /// A picture as an SVG file.
    static func holding(_ image: RasterImage, title: String, width: Int, height: Int) throws(PlotError) -> [UInt8] {
        let data = Data(try image.png()).base64EncodedString()
        let head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\">"
        let words = title.isEmpty ? "" : "<title>\(escaped(title))</title>"
        let picture = "<image width=\"\(width)\" height=\"\(height)\" href=\"data:image/png;base64,\(data)\"/>"
        return Array("\(head)\(words)\(picture)</svg>\n".utf8)
    }

    private static func find(_ text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.description.utf8)
        var index = bytes.startIndex
        while let next = bytes[index...].firstIndex(of: wanted[0]) {
            if bytes[next...].starts(with: wanted) { return next }
            index = next + 1
        }
        return nil
    }

    /// Cairo numbers surfaces over the whole process, so that a figure's file would hang on what was drawn before it.
    private static func renamed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let kinds = ["surface", "image", "source"].map { Array($0.utf8) }
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            result.append(byte)
            index += 1
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#"),
                let kind = kinds.first(where: { bytes[index...].starts(with: $0) })
            else { continue }
            let digits = bytes[(index + kind.count)...].prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { continue }
            let number = numbers[bytes[index..<digits.endIndex]] ?? numbers.count
            numbers[bytes[index..<digits.endIndex]] = number
            result += kind + Array(String(number).utf8)
            index = digits.endIndex
        }
        return result
    }

    /// What each colour becomes for a reader of dark pages; whoever does not know of such readers shows the drawing as it is.
    private static func style(_ body: ArraySlice<UInt8>) -> String {
        var rules: Set<String> = []
        var seen: Set<ArraySlice<UInt8>> = []
        var index = body.startIndex
        while let next = find("rgb(", in: body[index...]), let end = body[next...].firstIndex(of: UInt8(ascii: ")")) {
            index = end
            // `fill:rgb(…)` within a style, or `fill="rgb(…)"`.
            let before = body[..<next].suffix(8)
            guard seen.insert(before + body[next...end]).inserted else { continue }
            let isAttribute = before.last == UInt8(ascii: "\"")
            let words = String(decoding: before, as: UTF8.self)
            guard let property = ["fill", "stroke"].first(where: { words.hasSuffix($0 + (isAttribute ? "=\"" : ":")) }) else {
                continue
            }
            let colour = String(decoding: body[next...end], as: UTF8.self)
            let parts = colour.dropFirst(4).dropLast().split(separator: ",").compactMap { part in
                Double(part.filter { $0 != "%" && $0 != " " })
            }
            guard parts.count == 3,
                let dark = DarkPaper.colour(for: Colour(red: parts[0] / 100, green: parts[1] / 100, blue: parts[2] / 100))
            else { continue }
            let selector = isAttribute ? "[\(property)=\"\(colour)\"]" : "[style*=\"\(property):\(colour)\"]"
            rules.insert("\(selector){\(property):#\(dark)!important}")
        }
        return "<style>\nimage{image-rendering:pixelated}\n@media (prefers-color-scheme:dark){\n"
            + rules.sorted().joined(separator: "\n") + "\n}\n</style>\n"
    }

    private static func escaped(_ text: String) -> String {
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
        return plain.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
