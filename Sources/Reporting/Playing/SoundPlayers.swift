import Foundation
import Media
import Plotting
import Tensors
import Work

extension Waveform: Showable {
    /// A line of text, the spectrum over time, and a player; of a sound that is too short for a spectrum, the wave.
    public func representations() -> [Representation] {
        if samples.count == 0 { return [.text(description)] }
        return [.text(description)] + picture.drawing(named: "sound")
            + PlayerNotice.players(of: self) { [try PlayerEncoding.sound(self)] }
    }

    /// What stands above a player.
    var picture: any Figure {
        if isDrawn, var spectrum = try? boundedSpectrogram(self) {
            spectrum.title = "Sound"
            return LowFigure(figure: spectrum)
        }
        let seconds = (0..<samples.count).map { start + Double($0) / Double(sampleRate) }
        return LinePlot(
            [.init("", x: seconds, y: samples.scalars.map(Double.init))], title: "Waveform",
            x: Axis("time", unit: "s"), y: "amplitude")
    }

    /// Whether there is enough of it, and at a rate that sound has.
    private var isDrawn: Bool { samples.count * 20 >= sampleRate && (1000...768_000).contains(sampleRate) }
}

extension Figure {
    /// The picture without its table, under the name of what is played: that is its own data.
    func drawing(named name: String) -> [Representation] {
        guard let figure = self as? any Showable else { return [] }
        return figure.representations().compactMap {
            switch $0 {
            case .png(let bytes, _): .png(bytes, name: name)
            case .svg(let bytes, _, let isNarrow): .svg(bytes, name: name, isNarrow: isNarrow)
            default: nil
            }
        }
    }
}

/// What is said where something cannot be played.
enum PlayerNotice {
    /// The players that `make` gives; none, and a notice, where it fails.
    static func players(of value: Any, _ make: () throws -> [Player]) -> [Representation] {
        do { return try make().map(Representation.player) } catch {
            // The file that could not be made is nobody's business.
            let reason = (error as? MediaError).map { "\($0)".replacing("\($0.path): ", with: "") } ?? "\(error)"
            NoticeBoard.tell("\(type(of: value)): it cannot be played: \(reason)")
            return []
        }
    }
}

/// A figure of three eighths of its width, as what stands above a player is.
private struct LowFigure: Figure, CustomStringConvertible, Showable {
    let figure: HeatMap
    var title: String { figure.title }
    var description: String { figure.description }
    var omissions: [String] { figure.omissions }

    func naturalHeight(width: Int) -> Int { max(200, min(max(width, 0), Canvas.pixelLimit) * 3 / 8) }
    func validate() throws(PlotError) { try figure.validate() }
    func draw(on canvas: Canvas, in area: Rectangle) { figure.draw(on: canvas, in: area) }
    func csv() -> String { figure.csv() }
}
