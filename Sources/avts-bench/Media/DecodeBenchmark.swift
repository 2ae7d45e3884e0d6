import ArgumentParser
import Foundation
import Kernels
import Media

/// Reading and writing of media files: clips from random places of a film, and whole small files.
struct DecodeBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "1-s clips from random places of a 720p film; small files whole; the writer.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "The film (default: one is made, 20 s of H.264 at 1280×720 with AAC).")
    var film: String?

    @Option(help: "Clips read in each run, at least 1.")
    var clips = 16

    func validate() throws {
        if clips < 1 { throw ValidationError("--clips: found \(clips), expected at least 1") }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try readFilm(film ?? makeFilm(folder.appendingPathComponent("film.mp4").path))
        let small = folder.appendingPathComponent("small.mp4").path
        try Measurement.measure(
            "write 4 s of 64×64 at 24, H.264 + AAC", options: options, implementation: "FFmpeg", items: 1, unit: "files/s"
        ) {
            try write(small, side: 64, seconds: 4, preset: "ultrafast")
        }.report(options)
        try Measurement.measure(
            "read it whole, 12 × 32×32 and 16 kHz", options: options, implementation: "FFmpeg", items: 1, unit: "files/s"
        ) {
            let reader = try ClipReader(small)
            _ = try reader.frames(frameRate: 12, size: FrameSize(square: 32))
            _ = try reader.waveform(sampleRate: 16_000)
        }.report(options)
    }

    /// The same places in every run, spread by the golden ratio.
    private func readFilm(_ path: String) throws {
        let reader = try ClipReader(path, threads: options.threads ?? Threads.count)
        let places = (0..<clips).map {
            (Double($0) * 0.618_034).truncatingRemainder(dividingBy: 1) * (reader.info.duration - 1.1)
        }
        let items = Double(clips)
        if reader.info.video != nil {
            for rate in [12.0, 24.0] {
                let name = "1-s clips at 112×112, \(Int(rate)) frames/s"
                try Measurement.measure(name, options: options, implementation: "FFmpeg", items: items, unit: "clips/s") {
                    for place in places {
                        _ = try reader.frames(from: place, duration: 1, frameRate: rate, size: FrameSize(square: 112))
                    }
                }.report(options)
            }
        }
        if reader.info.audio != nil {
            try Measurement.measure(
                "1-s clips of its sound at 16 kHz", options: options, implementation: "FFmpeg", items: items, unit: "clips/s"
            ) {
                for place in places { _ = try reader.waveform(from: place, duration: 1, sampleRate: 16_000) }
            }.report(options)
        }
    }

    private func makeFilm(_ path: String) throws -> String {
        FileHandle.standardError.write(Data("making a film of 20 s …\n".utf8))
        try write(path, width: 1280, side: 720, seconds: 20, preset: "veryfast")
        return path
    }

    /// Moving gradients and a falling tone.
    private func write(_ path: String, width: Int? = nil, side: Int, seconds: Int, preset: String) throws {
        let width = width ?? side
        let writer = try MediaWriter(
            path,
            video: VideoSettings(
                width: width, height: side, frameRate: 24, quality: 23, keyframeInterval: 250, preset: preset),
            audio: AudioSettings(sampleRate: 16_000))
        var rgb = [UInt8](repeating: 0, count: width * side * 3)
        for index in 0..<seconds * 24 {
            for row in 0..<side {
                for column in 0..<width {
                    let place = (row * width + column) * 3
                    rgb[place] = UInt8(truncatingIfNeeded: column &+ index &* 3)
                    rgb[place + 1] = UInt8(truncatingIfNeeded: row &* 2 &+ index)
                    rgb[place + 2] = UInt8(truncatingIfNeeded: (column ^ row) &+ index)
                }
            }
            try writer.append(frame: rgb)
        }
        try writer.append(samples: (0..<seconds * 16_000).map { 0.3 * sinf(Float($0) * (0.3 - 1e-7 * Float($0))) })
        try writer.finish()
    }
}
