import AVTS
import ArgumentParser
import Datasets
import Foundation
import Kernels
import Layers
import Optimizers
import Tensors
import Training

/// Training from files against training from memory: the same steps, with the batches made beforehand, cut from the decoded cache
/// while the networks train, and, as in a first epoch, with every video decoded from its file first.
struct LoaderBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loader", abstract: "One epoch from memory, from the cache of decoded clips, and from the files.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Training videos of 4 s, at least 64.")
    var videos = 320

    @Flag(help: "MC3-18 of width 64 instead of the mini pair's network: a training that is worth a loader.")
    var full = false

    func validate() throws {
        if videos < 64 { throw ValidationError("--videos: found \(videos), expected at least 64") }
    }

    func run() throws {
        let folder = "\(NSTemporaryDirectory())/avts-bench-loader-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let splits = try SyntheticWorld.pretrain(
            train: videos, validation: 16, test: 16, specification: WorldSpecification(seed: 1),
            into: DataFolder("\(folder)/files"))
        func decode(_ place: String) throws -> DecodedVideos {
            try DecodedVideos(splits.train, format: DecodedFormat(), in: DataFolder("\(folder)/\(place)"))
        }
        let cached = try decode("clips")
        let made = try (0..<steps).map { try batch($0, of: cached) }
        try report("one epoch from memory") { try train { made[$0] } }
        try report("one epoch from the cache") { try train { try batch($0, of: cached) } }
        var pass = 0
        try report("the first epoch, from the files") {
            pass += 1
            let fresh = try decode("pass-\(pass)")
            try train { try batch($0, of: fresh) }
        }
    }

    private var steps: Int { videos / Self.clipsPerStep }

    private func report(_ name: String, _ work: () throws -> Void) throws {
        try Measurement.measure(
            full ? "\(name), MC3-18" : name, options: options, implementation: ConvolutionChoice.name,
            items: Double(steps * Self.clipsPerStep), unit: "clips/s", work
        ).report(options)
    }

    private struct Batch: Sendable {
        let clips: Tensor
        let sounds: Tensor
    }

    private func batch(_ step: Int, of videos: DecodedVideos) throws -> Batch {
        let places = (0..<Self.clipsPerStep).map {
            ClipPlace(
                video: (step * Self.clipsPerStep + $0 * 7) % videos.count, start: (step + $0) % videos.startCount(0, clip: 1))
        }
        return Batch(clips: try videos.clips(at: places, frames: 12), sounds: try videos.spectrograms(at: places, rows: 99))
    }

    /// Steps of the mini pair: each clip with its own sound, and with its neighbour's.
    private func train(_ batch: @escaping @Sendable (Int) throws -> Batch) throws {
        var configuration = Configuration(scale: .mini)
        if full { configuration.video = .mc3(depth: 18, width: 64, stem: .small) }
        let network = try TwoStreamNetwork(configuration, seed: 1)
        let trainer = Trainer(
            network, optimizer: SGD(network.parameters, momentum: 0.9), schedule: .constant(0.01),
            options: Trainer.Options(clipsPerStep: Self.clipsPerStep))
        let rows = Array(0..<Self.clipsPerStep)
        let pairs = rows + rows
        let sounds = rows + rows.dropFirst() + [0]
        let inSync = rows.map { _ in true } + rows.map { _ in false }
        try trainer.fit(upTo: steps, prefetching: batch) { batch in
            let distances = PairLoss.distances(
                network.embed(clips: batch.clips).gathered(rows: pairs),
                network.embed(sounds: batch.sounds).gathered(rows: sounds))
            return (PairLoss.contrastive(distances: distances, inSync: inSync, margin: 0.99), [:])
        }
    }

    private static let clipsPerStep = 32
}
