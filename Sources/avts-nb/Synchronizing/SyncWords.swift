import Files
import Foundation
import Work

/// What a person is told of a film.
enum SyncWords {
    static func text(of report: FilmReport) -> String {
        var lines = ["\(report.film): \(verdict(of: report))"]
        if report.verdict == .drifts {
            for piece in report.pieces {
                let words = piece.delay.map { delay($0) + interval(piece.interval) } ?? "cannot tell: \(piece.reason ?? "")"
                lines.append("  \(clock(piece.start))–\(clock(piece.end))  \(words)")
            }
        }
        if let copy = report.corrected { lines.append("  wrote \(copy)") }
        if let why = report.uncorrected { lines.append("  no copy: \(why)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func verdict(of report: FilmReport) -> String {
        switch report.verdict {
        case .inSync: "in sync" + (report.delay.map { " (\(signed($0)) s" } ?? " (") + grounds(report) + ")"
        case .late, .early: "the sound is " + delay(report.delay ?? 0) + " (" + grounds(report).drop { ",; ".contains($0) } + ")"
        case .drifts:
            "drifts: the sound falls behind by \(signed(report.drift ?? 0)) s a minute of film, from "
                + ends(of: report).joined(separator: " to ")
        case .cannotTell:
            "cannot tell: \(report.reason ?? "")"
                + (report.clips == nil ? "" : " (" + grounds(report).drop { ",; ".contains($0) } + ")")
        case .failed: reason(of: report)
        }
    }

    /// What is wrong with a film, without its path from the root on, where that stands before it.
    static func reason(of report: FilmReport) -> String {
        let (reason, path) = (report.reason ?? "", PathText.absolute(report.film) + ": ")
        return reason.hasPrefix(path) ? String(reason.dropFirst(path.count)) : reason
    }

    /// The interval, and what it rests on.
    private static func grounds(_ report: FilmReport) -> String {
        var parts: [String] = []
        if let interval = report.interval, interval.count == 2 {
            let clips = report.clips == 1 ? "1 clip" : "\(report.clips ?? 0) clips"
            parts.append(
                "nine in ten resamplings of \(clips) say \(signed(interval[0])) to \(signed(interval[1])) s")
        }
        if let reach = report.reach { parts.append("tried up to ±\(number(reach)) s") }
        if let confidence = report.confidence { parts.append("confidence \(String(format: "%.3f", confidence))") }
        return parts.isEmpty ? "" : "; " + parts.joined(separator: "; ")
    }

    private static func ends(of report: FilmReport) -> [String] {
        let told = report.pieces.filter { $0.delay != nil }
        return [told.first, told.last].compactMap { piece in
            piece.map { "\(delay($0.delay ?? 0)) at \(clock(($0.start + $0.end) / 2))" }
        }
    }

    private static func delay(_ seconds: Double) -> String {
        seconds == 0 ? "on time" : "\(number(abs(seconds))) s \(seconds > 0 ? "late" : "early")"
    }

    private static func interval(_ bounds: [Double]) -> String {
        bounds.count == 2 ? " (\(signed(bounds[0])) to \(signed(bounds[1])) s)" : ""
    }

    private static func number(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
    private static func signed(_ seconds: Double) -> String { String(format: "%+.2f", seconds) }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return "\(whole / 60):" + String(format: "%02d", whole % 60)
    }
}
