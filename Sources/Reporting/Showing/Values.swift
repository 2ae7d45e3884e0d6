import Foundation
import Media
import Plotting
import Tensors
import Work

extension Tensor: Showable {
    /// Shape, range and elements, a few of many.
    public func representations() -> [Representation] { [.text(description)] }
}

extension MediaInfo: Showable {
    /// The file in a line, and a line a stream.
    public func representations() -> [Representation] {
        [.text(([description] + streams.map { "  \($0)" }).joined(separator: "\n"))]
    }
}

extension Waveform: Showable {
    /// A line of text and the wave over time.
    public func representations() -> [Representation] {
        let seconds = (0..<samples.count).map { Double($0) / Double(sampleRate) }
        let plot = LinePlot(
            [.init("", x: seconds, y: samples.scalars.map(Double.init))], title: "Waveform",
            x: Axis("time", unit: "s"), y: "amplitude")
        return [.text(description)] + plot.representations().dropFirst()
    }
}

extension FrameSequence: Showable {
    /// A line of text and the frames side by side, a page of them at most.
    public func representations() -> [Representation] {
        // More than a page of frames says no more: every nth is shown.
        let step = max(1, (count + 23) / 24)
        let shown = Array(stride(from: 0, to: count, by: step))
        let size = width * height * 3
        let images = shown.map { RasterImage(width: width, height: height, rgb: Array(rgb[$0 * size..<($0 + 1) * size])) }
        let titles = shown.map { "\(((start + Double($0) / frameRate) * 100).rounded() / 100) s" }
        let grid = ImageGrid(images, columns: min(6, max(1, images.count)), titles: titles)
        return [.text(description)] + grid.representations().dropFirst()
    }
}
