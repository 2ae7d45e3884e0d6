/// Why a figure could not be drawn, encoded or decoded.
public enum PlotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Arrays that belong together differ in length, or a value is outside its range.
    case mismatched(figure: String, what: String, found: Int, expected: Int)
    /// A canvas of this size cannot be made.
    case size(width: Int, height: Int, scale: Double)
    /// Cairo refused.
    case drawing(String)
    /// libpng refused to encode, or a tEXt keyword breaks its rules.
    case encoding(String)
    /// Not a PNG file, or a damaged one.
    case decoding(String)

    public var description: String {
        switch self {
        case .mismatched(let figure, let what, let found, let expected):
            "\(figure): \(what): found \(found), expected \(expected)"
        case .size(let width, let height, let scale):
            "figure of \(width) × \(height) at scale \(scale): expected sides of 1…\(Canvas.pixelLimit) pixels, "
                + "at most \(Canvas.areaLimit) in all"
        case .drawing(let reason): "drawing a figure: \(reason)"
        case .encoding(let reason): "writing PNG: \(reason)"
        case .decoding(let reason): "reading PNG: \(reason)"
        }
    }
}
