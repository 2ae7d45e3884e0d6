import AVTS
import Plotting
import Work

/// Runs side by side: what differs in their parameters, what they found, and what may be said of the differences.
///
/// Runs that differ in their seed alone are one column (of runs with the same seed the one given first), and their values are values over seeds. Each column after the first is held against the
/// first, seed by seed: with `Claims`' correction over all that is shown (`Documentation/Verdicts.md`).
public struct RunComparison: Sendable {
    /// Runs that differ in their seed alone.
    public struct Column: Sendable {
        /// The parameters that tell it from the others, `margin=0.5`; the run's name where none does.
        public let label: String
        /// The runs, in the order of their seeds.
        public let runs: [KeptRun]

        /// The numbers of a result over all seeds; none where no run has it.
        public func values(_ result: String) -> [Double] { runs.flatMap { $0.results[result]?.values ?? [] } }
    }

    /// In the order in which their first runs were given.
    public let columns: [Column]
    /// Names of the parameters in which runs differ.
    public let differing: [String]
    /// Names of the results that are shown.
    public let results: [String]

    /// - Parameters:
    ///   - paths: folders of runs, or of notebooks' runs, each of which stands for its newest.
    ///   - results: those to show; empty for all numbers that two columns have.
    /// - Throws: `ReportingError` where a run is not there, or none has a result that is asked for.
    public init(of paths: [String], results: [String] = []) throws {
        let runs = try paths.map(KeptRun.init)
        let names = Set(runs.flatMap(\.parameters.keys)).sorted()
        differing = names.filter { name in name != "seed" && Set(runs.map { $0.parameters[name] ?? "" }).count > 1 }
        var order: [String] = []
        var groups: [String: [KeptRun]] = [:]
        for run in runs {
            let key = differing.map { "\($0)=\(run.parameters[$0] ?? "–")" }.joined(separator: " ")
            // Without a parameter that differs each is a column of its own, unless its seed tells it from another.
            let label = key.isEmpty && Set(runs.map(\.seed)).count < runs.count ? run.name : key
            if groups[label] == nil { order.append(label) }
            // Twice the same seed tells nothing new.
            let isKnown = groups[label]?.contains { $0.seed == run.seed && $0.parameters == run.parameters } ?? false
            if !isKnown { groups[label, default: []].append(run) }
        }
        columns = order.map { label in
            let runs = (groups[label] ?? []).sorted {
                ($0.seed, $0.parameters["seed"] ?? "") < ($1.seed, $1.parameters["seed"] ?? "")
            }
            return Column(label: label.isEmpty ? "all" : label, runs: runs)
        }
        let known = Set(runs.flatMap(\.results.keys))
        if let unknown = results.first(where: { !known.contains($0) }) {
            throw ReportingError(
                "no run has a number `\(unknown)`; there are \(known.sorted().prefix(40).joined(separator: ", "))")
        }
        let columns = columns
        let shared = known.sorted().filter { name in columns.count { !$0.values(name).isEmpty } >= min(2, columns.count) }
        self.results = results.isEmpty ? shared : results
    }

    /// What may be said of each result of each column after the first, held against the first: nil where a column lacks it, or where the
    /// seeds are not the same.
    public var verdicts: [[Verdict?]] {
        var claims: [Claim] = []
        var places: [[Int?]] = []
        for result in results {
            let first = columns.first?.values(result) ?? []
            places.append(
                columns.dropFirst().map { column in
                    let values = column.values(result)
                    guard values.count == first.count, first.count > 1, (first + values).allSatisfy({ abs($0) < 1e150 }) else {
                        return nil
                    }
                    claims.append(Claim("\(result), \(column.label)", larger: values, smaller: first))
                    return claims.count - 1
                })
        }
        let judged = Claims(claims).verdicts
        return places.map { $0.map { $0.map { judged[$0] } } }
    }

    /// Curves of one name, each column's mean over its seeds where they have the same steps.
    ///
    /// - Throws: `ReportingError` where a run's curves are damaged, or none has this one.
    public func curve(_ name: String) throws -> LinePlot {
        var series: [LinePlot.Series] = []
        for column in columns {
            let found = try column.runs.compactMap { try $0.curves().first { $0.name == name } }
            guard let first = found.first else { continue }
            let isShared = found.allSatisfy { $0.steps == first.steps }
            let values =
                isShared
                ? first.values.indices.map { step in found.reduce(0) { $0 + $1.values[step] } / Double(found.count) }
                : first.values
            series.append(
                .init(column.label, x: first.steps.map(Double.init), y: values, smoothing: first.steps.count > 200 ? 0.9 : 0))
        }
        guard !series.isEmpty else {
            throw ReportingError("no run has a curve `\(name)`; there are \(try curveNames.joined(separator: ", "))")
        }
        return LinePlot(series, title: name, x: "step", y: Axis(String(name.split(separator: "/").last ?? "")))
    }

    /// The names of the curves that the runs have.
    public var curveNames: [String] {
        get throws {
            var names: [String] = []
            for run in columns.flatMap(\.runs) {
                for curve in try run.curves() where !names.contains(curve.name) { names.append(curve.name) }
            }
            return names
        }
    }
}
