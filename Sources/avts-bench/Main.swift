import ArgumentParser

/// Times the library's own work. Each benchmark is one file and one row here.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "avts-bench", abstract: "Times the library's own work: medians after a warm-up.",
        subcommands: [
            GemmBenchmark.self, ConvolutionBenchmark.self, NormalizationBenchmark.self, StepMiniBenchmark.self,
            StepMC3Benchmark.self, TensorBenchmark.self,
            RanksBenchmark.self, FilterBankBenchmark.self,
            WorldBenchmark.self, DecodeBenchmark.self, LoaderBenchmark.self, ScriptBenchmark.self, StartupBenchmark.self,
        ])
}
