import Foundation

/// How large the terminal is.
public struct TerminalSize: Equatable, Sendable {
    public var columns: Int
    public var rows: Int
    /// Pixels of the whole, where the terminal says them.
    public var width: Int?
    public var height: Int?

    public init(columns: Int, rows: Int, width: Int? = nil, height: Int? = nil) {
        (self.columns, self.rows, self.width, self.height) = (columns, rows, width, height)
    }

    /// That of the terminal behind a file; 80 × 24 where it does not say.
    public static func now(of file: Int32 = 1) -> TerminalSize {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return TerminalSize(columns: 80, rows: 24)
        }
        let hasPixels = size.ws_xpixel > 0 && size.ws_ypixel > 0
        return TerminalSize(
            columns: Int(size.ws_col), rows: Int(size.ws_row), width: hasPixels ? Int(size.ws_xpixel) : nil,
            height: hasPixels ? Int(size.ws_ypixel) : nil)
    }

    /// Columns and lines that a picture takes: a cell is twice as high as wide where its pixels are not known.
    func cells(ofPicture size: (width: Int, height: Int), lines: Int) -> (columns: Int, rows: Int) {
        let cell = (
            width: width.map { Double($0) / Double(columns) } ?? 10, height: height.map { Double($0) / Double(rows) } ?? 20
        )
        let natural = (columns: Double(size.width) / cell.width, rows: Double(size.height) / cell.height)
        let scale = min(1, Double(columns) / natural.columns, Double(min(lines, max(1, rows - 1))) / natural.rows)
        func whole(_ count: Double) -> Int { max(1, Int((count * scale).rounded(.up))) }
        return (min(columns, whole(natural.columns)), min(lines, whole(natural.rows)))
    }
}
