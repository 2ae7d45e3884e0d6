import Foundation
import Notebook
import Terminal
import Work

/// Hears the run of ``SyncNotebook`` and says of each film what is known of it, as soon as it is.
final class SyncConsole: @unchecked Sendable {
    private let console: Console
    private let films: [String]
    private let isSilent: Bool
    private let lock = NSLock()
    private var line = ""
    private var found: [FilmReport] = []
    private var progress: ProgressReport?
    private let began = ContinuousClock.now

    /// - Parameters:
    ///   - films: as the person named them.
    ///   - isSilent: says nothing but errors.
    init(console: Console, films: [String], isSilent: Bool) {
        (self.console, self.films, self.isSilent) = (console, films, isSilent)
    }

    var reports: [FilmReport] { lock.withLock { found } }

    /// Whether of some film nothing can be told.
    var isUntold: Bool { reports.contains { $0.verdict == .cannotTell } }

    /// All reports as a list in JSON.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return (try? encoder.encode(reports)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "[]\n"
    }

    func heard(_ event: RunEvent) {
        switch event {
        case .output(let text): lock.withLock { take(text) }
        case .note(let text): console.note(text)
        case .progress(let report): lock.withLock { progress = report }
        case .cellFinished(_, _, let record):
            console.show(status: "")
            // The model or the machine, and no film.
            if let error = record.error { console.error(error.message) }
        default: break
        }
    }

    /// Brings the line of progress up to date.
    func tick() {
        let (done, report) = lock.withLock { (found.count, progress) }
        guard console.isLive, done < films.count else { return }
        console.show(
            status: ProgressText.line(
                head: "[\(done + 1)/\(films.count)] \(films[done])", elapsed: (ContinuousClock.now - began).seconds, report))
    }

    private func take(_ text: String) {
        line += text
        while let end = line.firstIndex(of: "\n") {
            let whole = line[..<end]
            line = String(line[line.index(after: end)...])
            guard var report = try? JSONDecoder().decode(FilmReport.self, from: Data(whole.utf8)) else {
                console.note(String(whole))
                continue
            }
            if films.indices.contains(found.count) { report.film = films[found.count] }
            found.append(report)
            say(report)
        }
    }

    private func say(_ report: FilmReport) {
        console.show(status: "")
        if report.verdict == .failed { console.error("\(report.film): \(SyncWords.reason(of: report))") }
        if isSilent { return }
        if report.verdict != .failed { console.write(SyncWords.text(of: report)) }
    }
}
