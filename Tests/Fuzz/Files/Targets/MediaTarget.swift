import Foundation
import Media

/// Films and sounds.
struct MediaTarget: FileTarget {
    static let name = "media"
    static let about = "films, sounds and pictures, read by ClipReader"
    static let errors: [any Error.Type] = [MediaError.self]
    private let folder: String

    /// What is made of one film by the ffmpeg tool, where there is one: the name, and the tool's words.
    private static let others = [
        ("fragments.mp4", "-c copy -movflags frag_keyframe+empty_moov"), ("front.mp4", "-c copy -movflags +faststart"),
        ("list.mp4", "-c copy -movflags +faststart -itsoffset 0.2"), ("film.ts", "-c copy"),
        ("film.webm", "-c:v libvpx -c:a libopus"),
        ("film.ogg", "-c:v libtheora -c:a libvorbis"), ("film.flv", "-c:v flv1 -c:a libmp3lame -ar 22050"),
        ("film.mpg", "-c:v mpeg1video -r 25 -c:a mp2"),
        ("film.nut", "-c:v mpeg4 -c:a pcm_s16le"), ("film.wmv", "-c:v wmv2 -c:a wmav2"),
        ("film.mxf", "-c:v mpeg2video -c:a pcm_s16le -ar 48000"),
        ("film.gif", "-an"), ("film.apng", "-an"), ("film.y4m", "-an -t 0.1"), ("film.ivf", "-an -c:v libvpx"),
        ("film.h264", "-an -c:v copy"),
        ("sound.flac", "-vn"), ("sound.opus", "-vn -c:a libopus"), ("sound.oga", "-vn -c:a libvorbis"),
        ("sound.aac", "-vn -c:a copy"),
        ("sound.m4a", "-vn -c:a copy"), ("sound.aiff", "-vn"), ("sound.au", "-vn"), ("sound.caf", "-vn"), ("sound.tta", "-vn"),
        ("sound.wv", "-vn"),
        ("sound.ac3", "-vn"), ("sound.mka", "-vn -c:a tta"), ("sound.w64", "-vn"), ("sound.voc", "-vn"),
        ("picture.png", "-an -frames:v 1"),
        ("picture.jpg", "-an -frames:v 1"), ("picture.bmp", "-an -frames:v 1"), ("picture.webp", "-an -frames:v 1"),
        ("picture.tiff", "-an -frames:v 1"),
    ]

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let place = "\(folder)/made"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let sound = (0..<8000).map { 0.4 * sin(Float($0) * 0.2) * Float(8000 - $0) / 8000 }
        for name in ["film.mp4", "film.mkv", "film.avi", "film.mov"] {
            let writer = try MediaWriter(
                "\(place)/\(name)", video: VideoSettings(width: 32, height: 32, frameRate: 12),
                audio: AudioSettings(sampleRate: 16_000))
            for frame in 0..<6 { try writer.append(frame: (0..<3072).map { UInt8(($0 / 96 * 7 + $0 % 96 + frame * 20) % 256) }) }
            try writer.append(samples: sound)
            try writer.finish()
        }
        try SoundFile.writeWAV(Array(sound.prefix(1000)), sampleRate: 16_000, to: "\(place)/sound.wav")
        try SoundFile.writeWAV(
            Array(sound.prefix(1000)), sampleRate: 8000, channels: 2, format: .float32, to: "\(place)/floats.wav")
        try SoundFile.writeMP3(sound, sampleRate: 16_000, bitRate: 32_000, to: "\(place)/sound.mp3")
        for (name, words) in others { convert("\(place)/film.mp4", words, to: "\(place)/\(name)") }
        return try FileManager.default.contentsOfDirectory(atPath: place).sorted().compactMap { name in
            let sample = FileSample(name: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(place)/\(name)"))))
            return sample.bytes.isEmpty || (try? read("\(place)/\(name)")) == nil ? nil : sample
        }
    }

    /// Runs the tool; a build of it that lacks the encoder makes no sample.
    private static func convert(_ film: String, _ words: String, to path: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["ffmpeg", "-v", "quiet", "-nostdin", "-y", "-i", film] + words.split(separator: " ").map(String.init) + [path]
        guard (try? process.run()) != nil else { return }
        process.waitUntilExit()
        if process.terminationStatus != 0 { unlink(path) }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        // Headers lie at the beginning, and those of some formats at the end.
        switch mutator.random.below(4) {
        case 0: return mutator.bytes(sample.bytes)
        case 1:
            let head = max(0, sample.bytes.count - 1600)
            return Array(sample.bytes[..<head]) + mutator.bytes(Array(sample.bytes[head...]))
        default: return mutator.bytes(sample.bytes, most: 600)
        }
    }

    init(_ samples: [FileSample], folder: String) throws { self.folder = folder }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let path = "\(folder)/\(sample.name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        do { try Self.read(path) } catch let error as MediaError {
            guard error.path == path else { throw WrongRead(description: "an error about another file: \(error)") }
            throw error
        }
    }

    /// Reads all that there is to read, and parts of it.
    private static func read(_ path: String) throws {
        let reader = try ClipReader(path)
        let (info, small) = (reader.info, FrameSize(square: 16))
        guard info.duration.isFinite, info.duration >= 0 else { throw WrongRead(description: "it lasts \(info.duration) s") }
        // Some hours of black are honest, and nothing to wait for.
        let some = min(info.duration, 2)
        if info.video != nil {
            _ = try reader.frames(from: 0, duration: some, frameRate: 12, size: small)
            if info.duration > 0.2 { _ = try reader.frames(from: info.duration - 0.2, duration: 0.1, frameRate: 25, size: small) }
            _ = try reader.everyFrame(from: 0, duration: some, size: small)
        }
        if info.audio != nil {
            let sound = try reader.waveform(from: 0, duration: some, sampleRate: 16_000)
            guard sound.samples.scalars.allSatisfy(\.isFinite) else {
                throw WrongRead(description: "samples that are no numbers")
            }
            if info.duration > 0.2 { _ = try reader.sound(from: info.duration - 0.2, duration: 0.1) }
        }
    }
}
