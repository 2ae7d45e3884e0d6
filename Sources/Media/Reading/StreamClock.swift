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
        Int64(((seconds + zero) * Double(timeBase.den) / Double(timeBase.num)).rounded(.down))
    }

    /// Ticks so coarse that a presentation time may be off by up to this many seconds.
    var rounding: Double { Double(timeBase.num) / Double(timeBase.den) / 2 }
}
