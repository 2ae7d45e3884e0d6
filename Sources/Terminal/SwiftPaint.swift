import Notebook

/// Swift in colours for a terminal.
package enum SwiftPaint {
    /// A part of a text and the numbers that choose its colour.
    package struct Part: Equatable, Sendable {
        /// Bytes of the text.
        package let range: Range<Int>
        package let colour: String

        package init(_ range: Range<Int>, _ colour: String) { (self.range, self.colour) = (range, colour) }
    }

    /// The coloured parts of a source: the reader's own sixteen colours, which fit his background.
    package static func parts(_ source: String) -> [Part] {
        SwiftTokens.of(source).map { Part($0.range, colour($0.kind)) }
    }

    private static func colour(_ kind: SwiftTokens.Kind) -> String {
        switch kind {
        case .keyword: "35"
        case .text: "32"
        case .number: "36"
        case .comment: "2"
        case .type: "33"
        }
    }
}
