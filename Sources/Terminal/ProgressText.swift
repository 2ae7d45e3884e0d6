import Notebook
import Work

/// The line that says how far a run is.
public enum ProgressText {
    /// `[3/9] train ▕██████    ▏ 61 % · 12.3 clips/s · ETA 1 min 20 s · 35.0 s`, where a line can be redrawn.
    public static func line(head: String, elapsed: Double, _ report: ProgressReport?) -> String {
        var parts = [head]
        if let label = report?.label, !label.isEmpty, !head.hasSuffix(label) { parts.append(label) }
        if let fraction = report?.fraction { parts.append(bar(fraction)) }
        return ([parts.joined(separator: " ")] + tail(report) + [TimeSpan.text(elapsed)]).joined(separator: " · ")
    }

    /// `train 61 % · 12.3 clips/s · ETA 1 min 20 s`, where it cannot.
    static func plain(_ report: ProgressReport) -> String {
        let percent = report.fraction.map { "\(Int($0 * 100)) %" } ?? ""
        return ([[report.label, percent].filter { !$0.isEmpty }.joined(separator: " ")] + tail(report)).joined(separator: " · ")
    }

    private static func tail(_ report: ProgressReport?) -> [String] {
        [report?.detail ?? "", report?.secondsLeft.map { "ETA \(TimeSpan.text($0))" } ?? ""].filter { !$0.isEmpty }
    }

    static func bar(_ fraction: Double, width: Int = 20) -> String {
        let eighths = Int((min(max(fraction, 0), 1) * Double(width * 8)).rounded())
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let full = String(repeating: "█", count: eighths / 8) + partial
        return "▕" + full + String(repeating: " ", count: width - full.count) + "▏\(Int((fraction * 100).rounded(.down))) %"
    }
}
