import Foundation
import Work

/// What the runs of a grid found: those that differ in their seed alone are one row, with means and intervals.
public struct GridSummary: Codable, Sendable {
    /// A run, and where it stands in the grid.
    public struct Run: Codable, Sendable {
        public var point: [String: String]
        public var status: RunStatus
        public var seconds: Double
        /// Its folder, relative to the grid's.
        public var folder: String
        public var results: [String: ResultValue]
    }

    /// Runs that differ in their seed alone.
    public struct Row: Codable, Sendable {
        public var point: [String: String]
        /// Runs that came to their end.
        public var runs: Int
        public var results: [String: Estimate]
    }

    /// A mean over runs and half the width of its 95 % interval (Student's t); nil for a single run.
    public struct Estimate: Codable, Sendable {
        public var mean: Double
        public var margin: Double?
        public var unit: String?

        package init(_ values: [Double], unit: String?) {
            let count = Double(values.count)
            let mean = values.reduce(0, +) / count
            self.mean = mean
            self.unit = unit
            guard values.count > 1 else { return }
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            margin = StudentT.critical(0.05, degrees: count - 1) * (variance / count).squareRoot()
        }

        /// `83.2 ± 0.4 %`
        package var words: String {
            let unit = unit.map { $0.isEmpty ? "" : " \($0)" } ?? ""
            guard let margin else { return ResultValue.number(mean).text + unit }
            // As many digits as the interval tells.
            let digits = margin > 0 && margin.isFinite ? min(6, max(0, 1 - Int(Foundation.log10(margin).rounded(.down)))) : 3
            return "\(String(format: "%.\(digits)f", mean)) ± \(String(format: "%.\(digits)f", margin))\(unit)"
        }
    }

    /// The names of what varies, in the order of the command line.
    public var axes: [String]
    public var runs: [Run]
    public var rows: [Row]

    /// - Parameter runs: the grid's points in their order, each with its run and that run's folder, where there is one.
    package init(axes: [String], _ runs: [(point: ParameterGrid.Point, summary: RunSummary?, folder: String)]) {
        self.axes = axes
        self.runs = runs.map { run in
            Run(
                point: Dictionary(uniqueKeysWithValues: run.point.values.map { ($0.name, $0.text) }),
                status: run.summary?.status ?? .failed, seconds: run.summary?.seconds ?? 0, folder: run.folder,
                results: run.summary?.results.mapValues(\.value) ?? [:])
        }
        var order: [String] = []
        var groups: [String: [(point: ParameterGrid.Point, summary: RunSummary)]] = [:]
        for run in runs {
            let key = run.point.values.filter { $0.name != "seed" }.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []] += run.summary.flatMap { $0.status.hasEnded ? [(run.point, $0)] : [] } ?? []
        }
        rows = order.map { key in
            let group = groups[key] ?? []
            let point =
                runs.first { run in
                    run.point.values.filter { $0.name != "seed" }.map { "\($0.name)=\($0.text)" }.joined(separator: " ") == key
                }?.point.values.filter { $0.name != "seed" } ?? []
            var results: [String: Estimate] = [:]
            for name in Set(group.flatMap(\.summary.results.keys)) {
                let found = group.compactMap { $0.summary.results[name] }
                let values = found.compactMap { if case .number(let number) = $0.value { number } else { nil } }
                if !values.isEmpty { results[name] = Estimate(values, unit: found[0].unit) }
            }
            return Row(
                point: Dictionary(uniqueKeysWithValues: point.map { ($0.name, $0.text) }), runs: group.count, results: results)
        }
    }

    /// Whether every result of runs that differ in their seed alone is the same: an interval of ± 0 says nothing then.
    package var ignoresSeeds: Bool {
        let margins = rows.flatMap { $0.results.values.compactMap(\.margin) }
        return !margins.isEmpty && margins.allSatisfy { $0 == 0 }
    }

    /// Numbers that differ among the runs, at most so many, in the order of their names.
    package func telling(_ most: Int) -> [String] {
        let names = Set(rows.flatMap(\.results.keys)).sorted()
        let differing = names.filter { name in
            Set(rows.compactMap { $0.results[name]?.mean }.filter(\.isFinite)).count > 1 || rows.count == 1
        }
        return Array((differing.isEmpty ? names : differing).prefix(most))
    }

    /// Reads a `summary.json`; nil where it is none.
    package init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let summary = try? decoder.decode(GridSummary.self, from: Data(json)) else { return nil }
        self = summary
    }

    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return [UInt8]((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
    }
}

extension RunStatus {
    /// Whether the run came to the end of its notebook.
    package var hasEnded: Bool { self == .ok || self == .checksFailed }
}
