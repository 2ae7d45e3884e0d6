import CFFmpeg
import Work

/// Frames a second as an exact fraction, so that 29.97 is 30000/1001 and a clock never drifts.
public struct FrameRate: Hashable, Sendable {
    /// Frames …
    public let numerator: Int
    /// … in this many seconds.
    public let denominator: Int

    /// `numerator / denominator` frames a second; both above 0.
    public init(_ numerator: Int, _ denominator: Int = 1) {
        Failing.unless(
            numerator > 0 && denominator > 0, "FrameRate: found \(numerator)/\(denominator), expected both above 0")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest usual fraction: NTSC rates within 0.01 (29.97 → 30000/1001), otherwise thousandths.
    public init(_ value: Double) {
        Failing.unless(value > 0 && value <= 1e6, "FrameRate: found \(value), expected above 0 and at most 1e6")
        let whole = value.rounded()
        if abs(value - whole) < 1e-6 {
            self.init(max(1, Int(whole)))
        } else if abs(value - value.rounded(.up) * 1000 / 1001) < 0.01, value > 20 {
            self.init(Int(value.rounded(.up)) * 1000, 1001)
        } else {
            self.init(max(1, Int((value * 1000).rounded())), 1000)
        }
    }

    /// Frames a second.
    public var value: Double { Double(numerator) / Double(denominator) }

    /// Seconds at which frame `index` is shown.
    public func time(ofFrame index: Int) -> Double { Double(index) * Double(denominator) / Double(numerator) }

    /// One tick = one frame.
    var tick: AVRational { AVRational(num: Int32(denominator), den: Int32(numerator)) }
    var rational: AVRational { AVRational(num: Int32(numerator), den: Int32(denominator)) }
}

extension FrameRate: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, CustomStringConvertible {
    public init(integerLiteral value: Int) { self.init(value) }
    public init(floatLiteral value: Double) { self.init(value) }
    public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
