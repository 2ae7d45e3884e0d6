import Foundation

/// Values that nobody may read in what running code says: they are dotted out wherever they stand as they are.
public struct Secrets: Sendable {
    /// What stands in place of one.
    public static let dots = "•••"
    /// Signs of the shortest: a shorter one would dot out ordinary words.
    public static let shortest = 4
    private let values: [String]

    /// Those of some values; what is shorter than ``shortest`` is not looked for.
    public init(_ values: [String] = []) {
        // The longest first, for one may hold another.
        self.values = values.filter { $0.count >= Self.shortest }.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// Whether there are none.
    public var isEmpty: Bool { values.isEmpty }

    /// The text with dots in place of each.
    public func masked(_ text: String) -> String { values.reduce(text) { $0.replacing($1, with: Self.dots) } }

    /// The event with dots in place of each.
    public func masked(_ event: ReportEvent) -> ReportEvent {
        if values.isEmpty { return event }
        switch event {
        case .output(let text): return .output(masked(text))
        case .display(let forms): return .display(forms.map(masked))
        case .value(let forms): return .value(forms.map(masked))
        case .redisplay(let forms, let key): return .redisplay(forms.map(masked), key: key)
        case .record(let name, .text(let text), let unit): return .record(name: name, value: .text(masked(text)), unit: unit)
        case .record, .clear: return event
        case .check(let passed, let message, let line): return .check(passed: passed, message: masked(message), line: line)
        case .progress(var report):
            (report.label, report.detail) = (masked(report.label), masked(report.detail))
            return .progress(report)
        case .reused(var reuse):
            reuse.what = masked(reuse.what)
            return .reused(reuse)
        case .restored(var reuse):
            reuse.what = masked(reuse.what)
            return .restored(reuse)
        case .metrics(var series):
            for index in series.indices { series[index].name = masked(series[index].name) }
            return .metrics(series)
        case .spent, .layers: return event
        case .data(var data):
            data.name = masked(data.name)
            return .data(data)
        }
    }

    private func masked(_ player: inout Player) -> Player {
        player.label = masked(player.label)
        return player
    }

    private func masked(_ form: Representation) -> Representation {
        switch form {
        case .text(let text): .text(masked(text))
        case .csv(let text, let name): .csv(masked(text), name: name)
        case .html(let text): .html(masked(text))
        case .player(var player): .player(masked(&player))
        case .svg, .png: form
        }
    }
}
