import ArgumentParser
import Datasets
import Foundation

/// The synthetic world: making videos, decoding them, and cutting batches from them.
struct WorldBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "world", abstract: "Generation, decoding and batches of the synthetic world.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Videos made and decoded in each run, at least 16.")
    var videos = 128

    func validate() throws {
        if videos < 16 { throw ValidationError("--videos: found \(videos), expected at least 16") }
    }

    func run() throws {
        let folder = "\(NSTemporaryDirectory())/avts-bench-world-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (files, clips) = (DataFolder("\(folder)/files"), "\(folder)/clips")
        // Each run makes other videos (another seed), or there would be nothing left to make.
        var seed: UInt64 = 0
        var sets: Splits?
        try Measurement.measure(
            "generation, 4 s videos", options: options, implementation: "FFmpeg", items: Double(videos), unit: "videos/s"
        ) {
            seed += 1
            sets = try SyntheticWorld.pretrain(
                train: videos, validation: 0, test: 0, specification: WorldSpecification(seed: seed), into: files)
        }.report(options)
        guard let train = sets?.train else { return }
        var decoded: DecodedVideos?
        try Measurement.measure(
            "decoding, 12 frames/s at 32×32", options: options, implementation: "FFmpeg", items: Double(videos), unit: "videos/s"
        ) {
            seed += 1
            decoded = try DecodedVideos(train, format: DecodedFormat(), in: DataFolder("\(clips)/\(seed)"))
        }.report(options)
        try Measurement.measure(
            "opening what is decoded", options: options, implementation: "FFmpeg", items: Double(videos), unit: "videos/s"
        ) {
            decoded = try DecodedVideos(train, format: DecodedFormat(), in: DataFolder("\(clips)/\(seed)"))
        }.report(options)
        guard let decoded else { return }
        let places = (0..<64).map { ClipPlace(video: $0 * 7 % decoded.count, start: $0 % decoded.startCount(0, clip: 1)) }
        try Measurement.measure("batch of 64 clips, 12×32×32×3", options: options, items: 64, unit: "clips/s") {
            _ = try decoded.clips(at: places, frames: 12)
        }.report(options)
        try Measurement.measure("batch of 64 spectrograms, 99×40", options: options, items: 64, unit: "clips/s") {
            _ = try decoded.spectrograms(at: places, rows: 99)
        }.report(options)
    }
}
