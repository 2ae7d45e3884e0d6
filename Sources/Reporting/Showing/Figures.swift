import Foundation
import Plotting
import Tensors
import Work

extension Figure where Self: CustomStringConvertible {
    /// Its kind and its title.
    public var description: String { "\(Self.self)\(title.isEmpty ? "" : " \"\(title)\"")" }

    /// A line of text, the picture, the figures in it as a table, and the drawing for pages, wide and narrow.
    public func representations() -> [Representation] {
        for words in omissions { NoticeBoard.tell("\(description): \(words)") }
        let name = Slug.of(title, otherwise: "\(Self.self)".lowercased())
        do {
            // Twice the pixels: sharp on dense screens, and in print.
            return [
                .text(description), .png(Data(try png(scale: 2)), name: name), .csv(csv(), name: name),
                .svg(Data(try svg()), name: name, isNarrow: false), .svg(Data(try narrowSVG()), name: name, isNarrow: true),
            ]
        } catch {
            return [.text("\(description) cannot be drawn: \(error)")]
        }
    }
}

extension LinePlot: CustomStringConvertible, Showable {}
extension BarPlot: CustomStringConvertible, Showable {}
extension HeatMap: CustomStringConvertible, Showable {}
extension Histogram: CustomStringConvertible, Showable {}
extension ScatterPlot: CustomStringConvertible, Showable {}
extension ImageGrid: CustomStringConvertible, Showable {}
extension ConfusionMatrix: CustomStringConvertible, Showable {}
extension Panels: CustomStringConvertible, Showable {}

extension RasterImage: Showable {
    /// A line of text and the picture.
    public func representations() -> [Representation] {
        let text = Representation.text("RasterImage, \(width)×\(height) pixels")
        guard let bytes = try? png() else { return [text] }
        return [text, .png(Data(bytes), name: "image")]
    }
}

/// A file name made of the words of a title: lower case, joined by hyphens.
package enum Slug {
    package static func of(_ title: String, otherwise: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? otherwise : words.prefix(6).joined(separator: "-")
    }
}
