import Notebook

/// The line that says how far a run is.
enum ProgressText {
    /// `[3/9] train ▕██████    ▏ 61 % · 12.3 clips/s, ETA 1 min 20 s · 35.0 s`
    static func line(
        head: String, elapsed: Double, label: String?, fraction: Double?, detail: String
    ) -> String {
        var parts = [head]
        if let label, !label.isEmpty, !head.hasSuffix(label) { parts.append(label) }
        if let fraction { parts.append(bar(fraction)) }
        var tail: [String] = []
        if !detail.isEmpty { tail.append(detail) }
        if let fraction, !detail.contains("ETA"), let left = remaining(fraction, elapsed) {
            tail.append("ETA \(TimeSpan.text(left))")
        }
        tail.append(TimeSpan.text(elapsed))
        return parts.joined(separator: " ") + " · " + tail.joined(separator: " · ")
    }

    /// Seconds to the end at the pace so far; nil while that would be a guess.
    static func remaining(_ fraction: Double, _ elapsed: Double) -> Double? {
        guard fraction > 0.01, elapsed > 1 else { return nil }
        return elapsed * (1 - fraction) / fraction
    }

    static func bar(_ fraction: Double, width: Int = 20) -> String {
        let eighths = Int((min(max(fraction, 0), 1) * Double(width * 8)).rounded())
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let full = String(repeating: "█", count: eighths / 8) + partial
        return "▕" + full + String(repeating: " ", count: width - full.count) + "▏\(Int((fraction * 100).rounded(.down))) %"
    }
}
