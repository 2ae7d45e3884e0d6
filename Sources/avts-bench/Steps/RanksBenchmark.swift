import AVTS
import ArgumentParser
import Foundation
import Kernels
import Layers
import Optimizers
import Ranks
import Tensors
import Training
import Work

/// Ranks of one thread against one process of as many threads, on the same cores: runs of a few steps by turns, since a machine's speed drifts.
struct RanksBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranks", abstract: "A divided training step: N ranks × 1 thread against 1 × N threads, by turns.")

    @Option(help: "What is trained: mini (the mini pair, 32 clips and 48 sounds) or mc3 (mc3_18 as a classifier).")
    var network = "mini"

    @Option(help: "Ranks, at least 2.")
    var ranks = 2

    @Option(help: "Pairs of runs.")
    var rounds = 7

    @Option(help: "Timed steps of a run; two come before them.")
    var steps = 10

    @Option(help: "Clips of a step of mc3.")
    var batch = 8

    @Option(help: "Options for mpirun, such as \"--hostfile hosts\".")
    var launch = ""

    @Flag(help: .hidden)
    var worker = false

    func validate() throws {
        if !["mini", "mc3"].contains(network) { throw ValidationError("--network: found \(network), expected mini or mc3") }
        if ranks < 2 || rounds < 1 || steps < 1 { throw ValidationError("expected at least 2 ranks, 1 round and 1 step") }
    }

    /// What one run tells.
    private struct Report: Codable {
        var seconds: Double
        /// Of a step: exchanges, bytes that a rank gives, seconds under way and seconds waited for.
        var exchanges = 0.0, bytes = 0.0, underWay = 0.0, waited = 0.0
    }

    func run() throws {
        if worker { return try work() }
        var ratios: [Double] = []
        var (alone, together): ([Report], [Report]) = ([], [])
        for round in 0..<rounds {
            // The order changes from pair to pair.
            let first = round % 2 == 0
            if first { alone.append(try child(ranks: 1)) }
            together.append(try child(ranks: ranks))
            if !first { alone.append(try child(ranks: 1)) }
            ratios.append(alone[round].seconds / together[round].seconds)
        }
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        print(
            String(
                format: "%@: 1 × %d threads %.1f ms a step, %d × 1 thread %.1f ms; efficiency %.3f (%.3f–%.3f, %d pairs of runs)",
                network, ranks, 1e3 * median(alone.map(\.seconds)), ranks, 1e3 * median(together.map(\.seconds)), median(ratios),
                ratios.min() ?? 0, ratios.max() ?? 0, rounds))
        print(
            String(
                format: "  a step: %.0f exchanges of %.3f MB, under way %.1f ms together, waited for %.1f ms",
                median(together.map(\.exchanges)), 1e-6 * median(together.map(\.bytes)), 1e3 * median(together.map(\.underWay)),
                1e3 * median(together.map(\.waited))))
    }

    private func child(ranks count: Int) throws -> Report {
        let process = Process()
        let own = [
            CommandLine.arguments[0], "ranks", "--worker", "--network", network, "--steps", "\(steps)", "--batch", "\(batch)",
        ]
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let root = getuid() == 0 ? ["--allow-run-as-root"] : []
        process.arguments =
            count == 1
            ? own : ["mpirun", "--oversubscribe", "-np", "\(count)"] + root + launch.split(separator: " ").map(String.init) + own
        process.environment = ProcessInfo.processInfo.environment.merging(["AVTS_THREADS": count == 1 ? "\(ranks)" : "1"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("a run of \(count) ranks ended with \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(Report.self, from: data)
    }

    // MARK: - One run

    private func work() throws {
        try Ranks.join()
        var ends: [ContinuousClock.Instant] = []
        var before: RankFigures?
        let observer = ClosureObserver { event in
            guard case .step = event else { return }
            ends.append(.now)
            if ends.count == 2 { before = Ranks.joined?.figures }
        }
        if network == "mini" { try pair(observer) } else { try classifier(observer) }
        let spans = zip(ends.dropFirst(), ends).map { ($0 - $1) / .seconds(1) }.dropFirst().sorted()
        var report = Report(seconds: spans[spans.count / 2])
        if let after = Ranks.joined?.figures, let before {
            let steps = Double(steps)
            report.exchanges = Double(after.exchanges - before.exchanges) / steps
            report.bytes = Double(after.bytes - before.bytes) / steps
            report.underWay = (after.seconds - before.seconds) / steps
            report.waited = (after.waited - before.waited) / steps
        }
        if Ranks.isFirst { print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self)) }
        Ranks.leave()
    }

    private func train(_ network: some Module, _ observer: ClosureObserver, _ loss: (Int) throws -> Tensor) throws {
        let trainer = Trainer(
            network, optimizer: SGD(network.parameters, momentum: 0.9), schedule: .constant(0.001),
            options: .init(gradientNorm: 5))
        trainer.observers = [observer]
        trainer.isDivided = true
        try trainer.fit(upTo: steps + 2, batch: { $0 }) { (try loss($0), [:]) }
    }

    private func share(_ count: Int) throws -> RowShare? {
        try Ranks.current.map { try RowShare(of: count, what: "clips", among: $0) }
    }

    private func pair(_ observer: ClosureObserver) throws {
        let network = try TwoStreamNetwork(Configuration(scale: .mini), seed: 1)
        var random = RandomStream(seed: 2)
        let (clips, sounds) = (32, 48)
        let (clipRows, soundRows) = (try share(clips), try share(sounds))
        let seen = Tensor.normal([clips, 12, 32, 32, 3], using: &random).slice(axis: 0, clipRows?.own ?? 0..<clips)
        let heard = Tensor.normal([sounds, 99, 40, 1], using: &random).slice(axis: 0, soundRows?.own ?? 0..<sounds)
        let (look, listen) = (Array(0..<clips) + Array(0..<clips), Array(0..<clips) + Array(16..<48))
        let inSync = (0..<2 * clips).map { $0 < clips }
        try train(network, observer) { _ in
            let video = clipRows.map { $0 { network.embed(clips: seen) } } ?? network.embed(clips: seen)
            let audio = soundRows.map { $0 { network.embed(sounds: heard) } } ?? network.embed(sounds: heard)
            let distances = PairLoss.distances(video.gathered(rows: look), audio.gathered(rows: listen))
            return PairLoss.contrastive(distances: distances, inSync: inSync, margin: 0.99)
        }
    }

    private func classifier(_ observer: ClosureObserver) throws {
        let network = try VideoClassifier(.mc3(depth: 18, width: 64), classes: 400, seed: 1)
        var random = RandomStream(seed: 2)
        let rows = try share(batch)
        let clips = Tensor.uniform([batch, 8, 56, 56, 3], in: 0..<1, using: &random).slice(axis: 0, rows?.own ?? 0..<batch)
        let labels = (0..<batch).map { $0 % 400 }
        try train(network, observer) { _ in
            crossEntropy(rows.map { $0 { network(clips) } } ?? network(clips), labels: labels)
        }
    }
}
