/// The numbers of a page's figures and tables, given when the page is whole: a cell that is written does not know what stands before it.
enum PageNumbers {
    /// Signs that no text can hold: noncharacters are shown as something else.
    static let figure = String(Unicode.Scalar(0xfdd2)!)
    static let table = String(Unicode.Scalar(0xfdd3)!)

    static func given(in page: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(page.utf8.count)
        var counts = [0, 0]
        let bytes = Array(page.utf8)
        var index = 0
        while index < bytes.count {
            // U+FDD2 and U+FDD3 in UTF-8.
            if bytes[index] == 0xef, index + 2 < bytes.count, bytes[index + 1] == 0xb7, (0x92...0x93).contains(bytes[index + 2]) {
                let kind = Int(bytes[index + 2] - 0x92)
                counts[kind] += 1
                result += String(counts[kind]).utf8
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
