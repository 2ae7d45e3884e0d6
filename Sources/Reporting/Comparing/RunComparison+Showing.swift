import AVTS
import Foundation
import Work

extension RunComparison: Showable, CustomStringConvertible {
    /// `RunComparison(3 columns, 5 results)`
    public var description: String { "RunComparison(\(columns.count) columns, \(results.count) results)" }

    /// A table of what differs and what was found, with intervals and verdicts.
    public func representations() -> [Representation] { table.representations() }

    /// A row for each parameter that differs and for each result; of results mean and 95 % interval over seeds, and what may be said of the
    /// difference from the first column.
    public var table: Table {
        var rows = differing.map { name in [name] + columns.map { $0.runs[0].parameters[name] ?? "–" } }
        rows.append(["runs"] + columns.map { "\($0.runs.count)" })
        rows.append(["status"] + columns.map { column in Set(column.runs.map(\.status)).sorted().joined(separator: ", ") })
        rows.append(
            ["seconds"] + columns.map { String(format: "%.1f", $0.runs.reduce(0) { $0 + $1.seconds } / Double($0.runs.count)) })
        for (result, verdicts) in zip(results, verdicts) {
            let unit = columns.lazy.flatMap(\.runs).compactMap { $0.results[result]?.unit }.first
            let cells = columns.enumerated().map { place, column -> String in
                let words = Self.words(column.values(result))
                guard place > 0, let verdict = verdicts[place - 1] else { return words }
                return "\(words) \(Self.sign(verdict))"
            }
            rows.append([unit.map { "\(result) (\($0))" } ?? result] + cells)
        }
        return Table("Runs compared; ▲ ▼ ≈ against the first, beyond chance", columns: [""] + columns.map(\.label), rows: rows)
    }

    private static func sign(_ verdict: Verdict) -> String {
        switch verdict {
        case .holds: "▲"
        case .doesNotHold: "▼"
        case .aboutTheSame: "≈"
        case .cannotBeJudged: "?"
        }
    }

    /// `83.2 ± 0.4`
    private static func words(_ values: [Double]) -> String {
        guard !values.isEmpty else { return "–" }
        let mean = values.reduce(0, +) / Double(values.count)
        guard values.count > 1 else {
            return mean == mean.rounded() && abs(mean) < 1e6 ? "\(Int(mean))" : String(format: "%.4g", mean)
        }
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        let reach = StudentT.critical(0.05, degrees: Double(values.count - 1)) * (variance / Double(values.count)).squareRoot()
        guard reach.isFinite, mean.isFinite else { return "\(mean)" }
        let digits = reach > 0 ? min(6, max(0, 1 - Int(log10(reach).rounded(.down)))) : 3
        return String(format: "%.\(digits)f ± %.\(digits)f", mean, reach)
    }

    /// All of it as JSON, for other programs: columns with their parameters, and for each result means, intervals' halves and verdicts.
    public var json: String {
        struct Cell: Encodable {
            let values: [Double]
            let mean: Double?
            let verdict: String?
        }
        struct Document: Encodable {
            let columns: [String]
            let runs: [[String]]
            let parameters: [String: [String]]
            let results: [String: [Cell]]
        }
        let judged = verdicts
        let cells = results.enumerated().map { row, result in
            columns.enumerated().map { place, column -> Cell in
                let values = column.values(result)
                return Cell(
                    values: values, mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
                    verdict: place == 0 ? nil : judged[row][place - 1]?.rawValue)
            }
        }
        let document = Document(
            columns: columns.map(\.label), runs: columns.map { $0.runs.map(\.name) },
            parameters: Dictionary(
                uniqueKeysWithValues: differing.map { name in (name, columns.map { $0.runs[0].parameters[name] ?? "" }) }),
            results: Dictionary(uniqueKeysWithValues: zip(results, cells)))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
