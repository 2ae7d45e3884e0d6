import Foundation

/// The wording that the progress bar and the plain lines share.
enum ProgressText {
    /// `0.1234`: four significant digits, without an exponent where it can be avoided.
    static func figure(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value == 0 { return "0" }
        let magnitude = abs(value)
        if magnitude >= 1e5 || magnitude < 1e-4 { return String(format: "%.2e", value) }
        let decimals = max(0, 3 - Int(floor(log10(magnitude))))
        return String(format: "%.\(decimals)f", value)
    }

    /// `3:05`, or `1:02:09` from an hour on; `–:––` while unknown.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–:––" }
        let total = Int(seconds.rounded())
        let (hours, minutes) = (total / 3600, total / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, total % 60)
            : String(format: "%d:%02d", minutes, total % 60)
    }

    /// `loss 0.1234  lr 0.01000  312 clips/s  ETA 3:05`.
    static func summary(of report: StepReport) -> String {
        var parts = ["loss \(figure(report.loss))"]
        parts += report.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(figure($0.value))" }
        parts.append("lr \(figure(report.learningRate))")
        if report.clipsPerSecond > 0 { parts.append("\(figure(report.clipsPerSecond)) clips/s") }
        if report.step < report.end { parts.append("ETA \(duration(report.secondsRemaining))") }
        return parts.joined(separator: "  ")
    }

    /// `██████░░░░` of `width` characters.
    static func bar(_ fraction: Double, width: Int) -> String {
        let filled = Int((min(1, max(0, fraction)) * Double(width)).rounded(.down))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    }
}
