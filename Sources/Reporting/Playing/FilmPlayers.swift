import AVTS
import Datasets
import Foundation
import Media
import Plotting
import Work

extension FrameSequence: Showable {
    /// A line of text, the frames side by side, a page of them at most, and a player.
    public func representations() -> [Representation] {
        let text = [Representation.text(description)]
        if count == 0 { return text }
        let drawing = sheet(of: 24).drawing(named: "frames")
        return text + drawing
            + PlayerNotice.players(of: self) { count > 1 ? [try PlayerEncoding.film(Clip(frames: self), name: "frames")] : [] }
    }

    /// Some of the frames, at their times; more than a page of them says no more.
    func sheet(of most: Int) -> ImageGrid {
        let step = max(1, (count + most - 1) / most)
        let shown = Array(stride(from: 0, to: count, by: step))
        let images = shown.map { RasterImage(width: width, height: height, rgb: Array(frame($0))) }
        let times = times
        let titles = shown.map { "\((times[$0] * 100).rounded() / 100) s" }
        return ImageGrid(images, columns: min(6, max(1, images.count)), titles: titles)
    }
}

extension Clip: CustomStringConvertible, Showable {
    /// The picture's size and length, and the sound's rate.
    public var description: String {
        let heard = sound.map { "\($0.sampleRate) Hz" } ?? "no sound"
        let shift = abs(delay) < 1e-9 || sound == nil ? "" : " from \((delay * 1000).rounded() / 1000) s on"
        return "Clip, \(frames.count) frames of \(frames.width)×\(frames.height) at \(frames.frameRate) Hz; \(heard)\(shift)"
    }

    /// A line of text, some frames above the sound's spectrum over time, and a player.
    public func representations() -> [Representation] {
        [.text(description)] + picture(named: "clip") + PlayerNotice.players(of: self) { [try PlayerEncoding.film(self)] }
    }

    /// What stands above a player.
    func picture(named name: String) -> [Representation] {
        let sheet = frames.sheet(of: 6)
        guard let sound, let track else { return sheet.drawing(named: name) }
        // On the picture's clock, as it is heard.
        let heard = Waveform(samples: track, sampleRate: sound.sampleRate, start: frames.start)
        return Panels([sheet, heard.picture], columns: 1).drawing(named: name)
    }
}

extension AudioVisualPair: CustomStringConvertible, Showable {
    /// Whether it is in sync, or how far it is from it, and the clip.
    public var description: String { "\(words) pair: \(clip)" }

    private var words: String {
        switch kind {
        case nil: "positive"
        case .easy: "easy negative"
        case .hard: "hard negative"
        case .superHard: "super-hard negative"
        }
    }

    /// A line of text, some frames above the sound's spectrum over time, and a player for each offset.
    public func representations() -> [Representation] {
        [.text(description)] + clip.picture(named: "pair")
            + PlayerNotice.players(of: self) {
                try offsets.enumerated().map { index, offset in
                    try PlayerEncoding.film(clip, offset: offset, name: "pair-\(index + 1)", label: label(offset))
                }
            }
    }

    private func label(_ offset: Double) -> String {
        if offset == 0 { return kind == nil ? "as filmed" : "as paired" }
        return "sound \(abs((offset * 1000).rounded() / 1000)) s \(offset > 0 ? "later" : "earlier")"
    }
}

extension ClipReader: Showable {
    /// What the file holds in a line, and a player of it, or of its beginning: the first half minute.
    public func representations() -> [Representation] {
        FilmPlayer.representations(of: self, description, from: 0, to: info.duration)
    }
}

extension Film: CustomStringConvertible, Showable {
    /// The file and the part of it that is used.
    public var description: String { "Film(\"\(path)\"), \(start) s to \(end) s in pieces of \(piece) s" }

    /// A line of text, and a player of it, or of its beginning: the first half minute.
    public func representations() -> [Representation] {
        guard let reader = try? ClipReader(path) else { return [.text(description)] }
        return FilmPlayer.representations(of: reader, description, from: start, to: end)
    }
}

/// A player of a file, or of its beginning.
private enum FilmPlayer {
    /// Seconds.
    static let longest = 30.0

    static func representations(of reader: ClipReader, _ text: String, from: Double, to end: Double) -> [Representation] {
        let length = max(0, end - from)
        let played = min(longest, length)
        let label = played < length ? PlayerEncoding.excerpt(played, of: length) : ""
        do {
            guard reader.info.video != nil else {
                let sound = try reader.waveform(from: from, duration: played)
                var player = try PlayerEncoding.sound(sound)
                player.label = [player.label, label].first { !$0.isEmpty } ?? ""
                return [.text(text)] + sound.picture.drawing(named: "sound") + [.player(player)]
            }
            let clip = try reader.clip(from: from, duration: played, height: 240)
            return [.text(text)] + clip.picture(named: "film") + [
                .player(try PlayerEncoding.film(clip, name: "film", label: label))
            ]
        } catch {
            return [.text(text)] + PlayerNotice.players(of: reader) { throw error }
        }
    }
}
