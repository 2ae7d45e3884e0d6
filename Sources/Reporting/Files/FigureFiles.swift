import Files
import Plotting
import Work

/// Writes a figure into this notebook's output folder, as a drawing (`.svg`, `.pdf`) or a picture (`.png`), by the name's ending.
///
///     try writeFigure(LinePlot(y: [3, 2, 1.5], title: "Loss"), to: "figures/loss.pdf")
/// - Parameters:
///   - name: beneath the output folder; see ``outputPath(_:)``.
///   - width: of a drawing in points, of a picture in half pixels; text keeps its size.
///   - height: the figure's natural height when nil.
/// - Returns: the file's path.
/// - Throws: `PlotError` for impossible sizes and mismatched arrays, `OutputError` for the name, its ending, or a file that cannot be written.
@discardableResult
public func writeFigure(_ figure: any Figure, to name: String, width: Int = 800, height: Int? = nil) throws -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let bytes: [UInt8]
    switch ending {
    case "svg": bytes = try figure.svg(width: width, height: height)
    case "pdf": bytes = try figure.pdf(width: width, height: height)
    case "png": bytes = try figure.png(width: width, height: height, scale: 2)
    default: throw OutputError("writeFigure: found \"\(name)\", expected a name that ends in .svg, .pdf or .png")
    }
    let path = try outputPath(name)
    do throws(FileError) { try AtomicFile.write(bytes, to: path) } catch { throw OutputError("\(error)") }
    return path
}
