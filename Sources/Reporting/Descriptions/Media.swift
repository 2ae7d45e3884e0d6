import Media
import Plotting
import Signals

// Films, sounds, spectra and the parts of figures in one line each.

extension ClipReader: CustomStringConvertible {
    public var description: String { "ClipReader(\"\(path)\")" }
}

extension FrameSize: CustomStringConvertible {
    public var description: String { "\(width)×\(height) pixels, by \(fit)" }
}

extension Waveform: CustomStringConvertible {
    public var description: String {
        "Waveform, \(samples.count) samples at \(sampleRate) Hz (\(Double(samples.count) / Double(sampleRate)) s)"
    }
}

extension FrameSequence: CustomStringConvertible {
    public var description: String { "FrameSequence, \(count) frames of \(width)×\(height) at \(frameRate) Hz" }
}

extension Spectrum: CustomStringConvertible {
    public var description: String { "Spectrum, \(real.shape[0]) frames of \(real.shape[1]) bins" }
}

extension LinePlot.Series: CustomStringConvertible {
    public var description: String { "LineSeries \"\(name)\", \(y.count) points" }
}

extension BarPlot.Series: CustomStringConvertible {
    public var description: String { "BarSeries \"\(name)\", \(values.count) bars" }
}

extension Histogram.Group: CustomStringConvertible {
    public var description: String { "HistogramGroup \"\(name)\", \(values.count) values" }
}

extension ScatterPlot.Group: CustomStringConvertible {
    public var description: String { "ScatterGroup \"\(name)\", \(x.count) points" }
}

extension ReferenceLine: CustomStringConvertible {
    public var description: String { "\(direction) ReferenceLine at \(value)\(label.isEmpty ? "" : ", \"\(label)\"")" }
}

extension Axis: CustomStringConvertible {
    public var description: String { "Axis \"\(label)\(unit.map { " (\($0))" } ?? "")\", \(scale)" }
}
