import ArgumentParser
import Signals
import Tensors

/// Spectra of a minute of sound, the log filter bank of the paper first.
struct FilterBankBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter-bank", abstract: "Filter banks of 60 s of sound at 16 kHz.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "Seconds of sound.")
    var seconds = 60.0

    func validate() throws {
        guard (0.001...86_400).contains(seconds) else {
            throw ValidationError("--seconds: found \(seconds), expected 0.001…86400")
        }
    }

    func run() throws {
        let rate = 16_000.0
        var stream = RandomStream(seed: 1).split("filter-bank")
        let samples = Tensor.uniform([Int(seconds * rate)], in: -0.5..<0.5, using: &stream)
        try measure("log filter bank 40 of 1024, 10 ms") { try logFilterBank(samples, sampleRate: rate) }
        try measure("mel spectrogram 40 of 1024, 10 ms") {
            try melSpectrogram(samples, sampleRate: rate, fftSize: 1024, hopLength: 160, bands: 40)
        }
        try measure("mfcc 13 of 26 of 512, 10 ms") { try mfcc(samples, sampleRate: rate) }
        try measure("power spectrum 1024, 10 ms") { try powerSpectrum(samples, fftSize: 1024, hopLength: 160) }
    }

    /// Reports how many times faster than the sound itself the work is.
    private func measure(_ name: String, _ work: () throws -> Tensor) throws {
        try Measurement.measure(name, options: options, implementation: "FFTW", items: seconds, unit: "s of sound/s") {
            _ = try work()
        }.report(options)
    }
}
