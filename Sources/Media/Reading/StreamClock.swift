import CFFmpeg

/// Turns a stream's ticks into seconds on the file's clock, whose zero is the start of the presentation.
struct StreamClock {
    let timeBase: AVRational
    /// Seconds on libav's clock at the file's zero.
    let zero: Double

    func seconds(_ ticks: Int64) -> Double {
        Double(ticks) * Double(timeBase.num) / Double(timeBase.den) - zero
    }

    /// The last tick at or before `seconds`.
    func ticks(_ seconds: Double) -> Int64 {
        Int64(Self.clamped(((seconds + zero) * Double(timeBase.den) / Double(max(1, timeBase.num))).rounded(.down)))
    }

    /// The number of the sample at `ticks`, at `rate` samples a second.
    func sample(_ ticks: Int64, rate: Int) -> Int { Int(Self.clamped((seconds(ticks) * Double(rate)).rounded())) }

    /// Within what sums of a few still fit into 64 bits: times run wild must not end the process.
    private static func clamped(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, -1e17), 1e17) }

    /// Ticks so coarse that a presentation time may be off by up to this many seconds.
    var rounding: Double { Double(timeBase.num) / Double(timeBase.den) / 2 }
}
