import Foundation
import Media
import Signals
import Tensors
import Work

/// Sounds and films as bytes that a browser plays, within what a report holds.
enum PlayerEncoding {
    /// Sound of more bytes is packed, without loss.
    private static let plain = 1 << 20

    /// A sound at its own loudness; of one that is longer than the budget holds the beginning, and the label says so.
    static func sound(_ sound: Waveform, name: String = "sound") throws(MediaError) -> Player {
        let type: Player.MediaType = sound.samples.count * 2 <= plain ? .wav : .flac
        var samples = sound.samples
        var data = try encoded(samples, sound.sampleRate, type)
        // How well it packs changes along the way: what is left is measured again.
        while data.count > Player.budget {
            samples = samples[0..<Self.part(of: samples.count, data)]
            data = try encoded(samples, sound.sampleRate, type)
        }
        let played = Double(samples.count) / Double(sound.sampleRate)
        let label = samples.count < sound.samples.count ? excerpt(played, of: sound.duration) : ""
        return Player(data, type: type, name: name, label: label)
    }

    /// A picture with its sound, which is made later by `offset` seconds where there are others to compare it with.
    static func film(_ clip: Clip, offset: Double? = nil, name: String = "clip", label: String = "") throws(MediaError) -> Player
    {
        let shifted = offset.map { clip.delayed(by: $0) } ?? clip
        var count = shifted.frames.count
        var data = try encoded(shifted, frames: count)
        while data.count > Player.budget, count > 1 {
            count = part(of: count, data)
            data = try encoded(shifted, frames: count)
        }
        let played = shifted.duration * Double(count) / Double(shifted.frames.count)
        let words = count < shifted.frames.count ? excerpt(played, of: shifted.duration) : ""
        return Player(
            data, type: .mp4, name: name, label: [label, words].filter { !$0.isEmpty }.joined(separator: ", "), offset: offset)
    }

    /// What a label says of a part.
    static func excerpt(_ played: Double, of whole: Double) -> String {
        "the first \((played * 10).rounded(.down) / 10) s of \((whole * 10).rounded() / 10) s"
    }

    /// How many of `count` are likely to fit, where all of them take too much.
    private static func part(of count: Int, _ data: Data) -> Int {
        max(1, Int(Double(count) * Double(Player.budget) / Double(data.count) * 0.95))
    }

    private static func encoded(_ samples: Tensor, _ rate: Int, _ type: Player.MediaType) throws(MediaError) -> Data {
        try file(type.fileExtension) { (path) throws(MediaError) in
            if type == .wav { return try SoundFile.writeWAV(samples, sampleRate: rate, to: path) }
            try SoundFile.writeFLAC(samples, sampleRate: rate, to: path)
        }
    }

    private static func encoded(_ clip: Clip, frames count: Int) throws(MediaError) -> Data {
        let frames = ShownFrames(clip.frames)
        let (track, rate) = try track(clip)
        let audio = track.map { _ in AudioSettings(sampleRate: rate, encoder: "aac") }
        return try file("mp4") { (path) throws(MediaError) in
            let picture = VideoSettings(width: frames.width, height: frames.height, frameRate: frames.rate, quality: 23)
            let writer = try MediaWriter(path, video: picture, audio: audio)
            for index in 0..<count {
                try writer.append(frame: frames[index])
                writer.holdFrame(for: frames.hold(after: index))
            }
            // The end of a film is that of its last packet.
            if frames.lasting > 1 {
                writer.holdFrame(for: frames.lasting - 2)
                try writer.append(frame: frames[count - 1])
            }
            if let track {
                let length = Int(Double(track.count) * Double(count) / Double(clip.frames.count))
                try writer.append(samples: Array(track.scalars.prefix(max(1, length))))
            }
            try writer.finish()
        }
    }

    /// The sound under the picture, at a rate that AAC has.
    private static func track(_ clip: Clip) throws(MediaError) -> (Tensor?, Int) {
        guard let sound = clip.sound, let track = clip.track else { return (nil, 0) }
        let rates = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
        if rates.contains(sound.sampleRate) { return (track, sound.sampleRate) }
        let rate = rates.first { $0 >= sound.sampleRate } ?? 48_000
        do { return (try resampled(track, from: sound.sampleRate, to: rate), rate) } catch {
            throw .encodingFailed(path: "player", reason: "\(error)")
        }
    }

    /// The bytes of a file that `write` makes, which is gone afterwards.
    private static func file(_ ending: String, _ write: (String) throws(MediaError) -> Void) throws(MediaError) -> Data {
        let path = NSTemporaryDirectory() + "/player-\(UUID().uuidString).\(ending)"
        defer { unlink(path) }
        try write(path)
        do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
    }
}
