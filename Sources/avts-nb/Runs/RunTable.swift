import Foundation
import Notebook
import Terminal

/// The runs of a notebook as a person compares them at a glance.
struct RunTable {
    let runs: [RunSummary]
    /// Results that are shown; nil for the first few.
    let results: [String]?

    /// Parameters in which the runs differ, and the seed if they do.
    private var differing: [String] {
        let names = Set(runs.flatMap(\.params.keys)).sorted()
        let seeds = Set(runs.map(\.seed)).count > 1 ? ["seed"] : []
        return names.filter { name in Set(runs.map { $0.params[name].map { "\($0)" } ?? "" }).count > 1 }
            + seeds.filter { !names.contains($0) }
    }

    private var shown: [String] {
        if let results { return results }
        let names = Set(
            runs.flatMap { $0.results.filter { if case .number = $0.value.value { true } else { false } }.map(\.key) })
        return Array(names.sorted().prefix(4))
    }

    var text: String {
        let (parameters, results) = (differing, shown)
        let headings = ["began (UTC)", "run", "status", "took"] + parameters + results
        let rows = runs.map { run -> [String] in
            [
                run.started.prefix(19).replacingOccurrences(of: "T", with: " "), String(run.run.suffix(4)), run.status.rawValue,
                TimeSpan.text(run.seconds),
            ]
                + parameters.map { name in
                    name == "seed" && run.params[name] == nil ? "\(run.seed)" : run.params[name].map { "\($0)" } ?? "–"
                } + results.map { name in run.results[name].map { "\($0.value.text)\($0.unit.map { " \($0)" } ?? "")" } ?? "–" }
        }
        return TextTable.text(headings, rows) { $0 >= 3 }
    }
}
