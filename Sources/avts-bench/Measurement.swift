import ArgumentParser
import Foundation
import Kernels

/// What every benchmark takes.
struct MeasurementOptions: ParsableArguments {
    @Flag(help: "Print one JSON object for each measurement.")
    var json = false

    @Option(help: "Timed runs, at least 1; a warm-up run comes before them.")
    var runs = 7

    @Option(help: "Threads, 1…256 (default: the cores this process may use).")
    var threads: Int?

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs: found \(runs), expected at least 1") }
        if let complaint = EnvironmentSetting.complaint { throw ValidationError(complaint) }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads: found \(threads), expected 1…256") }
    }
}

/// Seconds of several runs of one piece of work, and what it used.
struct Measurement: Encodable {
    var name: String
    /// Seconds.
    var median: Double
    var minimum: Double
    var maximum: Double
    /// Processor seconds of all threads, at the median: on one thread, what a busy machine does not blur.
    var processor: Double
    var runs: Int
    var threads: Int
    /// Most bytes lent by the buffer pool at once during the runs.
    var peakBytes: Int
    /// Most bytes of the whole process in memory so far.
    var residentBytes: Int
    /// Blocks asked of the system during the timed runs: 0 in steady state.
    var systemAllocations: Int
    /// 10⁹ floating-point operations a second, at the median.
    var gigaflops: Double?
    /// Which implementation ran, where there are several.
    var implementation: String?
    /// Clips, frames, samples … a second, at the median, named by the benchmark.
    var rate: Double?
    var rateUnit: String?

    /// Runs `work` once to warm up, then `options.runs` times.
    static func measure(
        _ name: String, options: MeasurementOptions, operations: Double? = nil, implementation: String? = nil,
        items: Double? = nil, unit: String? = nil, _ work: () throws -> Void
    ) rethrows -> Measurement {
        if let threads = options.threads { Threads.count = threads }
        try work()
        BufferPool.resetPeak()
        let before = BufferPool.statistics()
        var seconds: [Double] = []
        var processor: [Double] = []
        for _ in 0..<options.runs {
            let (start, used) = (ContinuousClock.now, processorSeconds())
            try work()
            seconds.append((ContinuousClock.now - start) / .seconds(1))
            processor.append(processorSeconds() - used)
        }
        seconds.sort()
        processor.sort()
        let after = BufferPool.statistics()
        let median = (seconds[(seconds.count - 1) / 2] + seconds[seconds.count / 2]) / 2
        return Measurement(
            name: name, median: median, minimum: seconds[0], maximum: seconds[seconds.count - 1],
            processor: processor[processor.count / 2], runs: seconds.count,
            threads: Threads.count, peakBytes: after.peakBytes, residentBytes: residentBytes(),
            systemAllocations: after.systemAllocations - before.systemAllocations,
            gigaflops: operations.map { $0 / median / 1e9 }, implementation: implementation,
            rate: items.map { $0 / median }, rateUnit: unit)
    }

    private static func residentBytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Prints a line of text, or of JSON.
    func report(_ options: MeasurementOptions) throws {
        if options.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            print(String(decoding: try encoder.encode(self), as: UTF8.self))
            return
        }
        var line = name.padding(toLength: max(44, name.count), withPad: " ", startingAt: 0)
        if let implementation { line += implementation.padding(toLength: 8, withPad: " ", startingAt: 0) }
        line += String(format: "%10.3f ms (%.3f–%.3f) cpu %.3f", median * 1e3, minimum * 1e3, maximum * 1e3, processor * 1e3)
        if let gigaflops { line += String(format: " %7.1f GFLOP/s", gigaflops) }
        if let rate { line += String(format: " %9.1f %@", rate, rateUnit ?? "/s") }
        print(line)
    }
}
