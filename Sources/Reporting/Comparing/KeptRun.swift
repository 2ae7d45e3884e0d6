import Foundation
import Work

/// A run of a notebook as its folder keeps it: parameters, results, curves.
///
/// ```swift {.noeval reason="needs a run"}
/// let run = try KeptRun("curriculum.out")              // the newest; "curriculum.out/runs/20261128-203105-4f1c" is another
/// run.results["easy.auc"]?.values                       // one for each seed
/// ```
public struct KeptRun: Sendable {
    /// A number that the run published.
    public struct Result: Sendable, Equatable {
        /// One for each seed of the run; one where it was published without seeds.
        public let values: [Double]
        /// Such as "%"; nil where it was published without one.
        public let unit: String?
    }

    /// How the run is called, `20261128-203105-4f1c`.
    public let name: String
    /// How it ended: `ok`, `failed` and so on.
    public let status: String
    /// Seconds that it took.
    public let seconds: Double
    /// The seed of its random streams.
    public let seed: UInt64
    /// Parameters by name, as `-p` takes them.
    public let parameters: [String: String]
    /// Published numbers by name.
    public let results: [String: Result]
    private let folder: String

    /// - Parameter path: a run's folder, or a notebook's folder of runs, which stands for the newest.
    /// - Throws: `ReportingError` where no run is there.
    public init(_ path: String) throws {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let newest = "\(path)/runs/newest"
        folder = FileManager.default.fileExists(atPath: newest) ? newest : path
        guard
            let data = FileManager.default.contents(atPath: "\(folder)/summary.json")
                ?? FileManager.default.contents(atPath: "\(folder)/run.json")
        else { throw ReportingError("found no run in \(path): expected a folder with run.json, or one of a notebook's runs") }
        let record: Record
        do {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            record = try decoder.decode(Record.self, from: data)
        } catch {
            throw ReportingError("the record in \(folder) is damaged: run.json and summary.json should be as a run wrote them")
        }
        (name, status, seconds, seed) = (record.run ?? path, record.status, record.seconds, record.seed)
        parameters = record.params.mapValues(\.text)
        results = record.results.compactMapValues { result in
            let values = (result.values ?? [result.value]).compactMap(\.number)
            return values.isEmpty ? nil : Result(values: values, unit: result.unit)
        }
    }

    /// The curves that its steps logged, by name, in the order in which they began; a step that was made twice counts as it was made last.
    ///
    /// - Throws: `ReportingError` for a file that is damaged before its last line: that may be half written.
    public func curves() throws -> [(name: String, steps: [Int], values: [Double])] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/metrics.jsonl") else { return [] }
        struct Point: Decodable {
            let series: String
            let step: Int
            let value: JSONValue
        }
        var order: [String] = []
        var points: [String: [Int: Double]] = [:]
        let lines = data.split(separator: 10)
        let decoder = JSONDecoder()
        for (number, line) in lines.enumerated() {
            guard let point = try? decoder.decode(Point.self, from: line), let value = point.value.number else {
                if number == lines.count - 1 { break }
                throw ReportingError("\(folder)/metrics.jsonl:\(number + 1) is no point of a curve")
            }
            if points[point.series] == nil { order.append(point.series) }
            points[point.series, default: [:]][point.step] = value
        }
        return order.map { name in
            let curve = (points[name] ?? [:]).sorted { $0.key < $1.key }
            return (name, curve.map(\.key), curve.map(\.value))
        }
    }

    private struct Record: Decodable {
        struct Result: Decodable {
            let value: JSONValue
            let values: [JSONValue]?
            let unit: String?
        }
        let run: String?
        let status: String
        let seconds: Double
        let seed: UInt64
        let params: [String: JSONValue]
        let results: [String: Result]
    }
}

/// A plain value of a record.
private enum JSONValue: Decodable {
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try container.decode([JSONValue].self))
        }
    }

    var number: Double? {
        switch self {
        case .number(let number): number
        case .text("nan"): .nan
        case .text("inf"): .infinity
        case .text("-inf"): -.infinity
        default: nil
        }
    }

    var text: String {
        switch self {
        case .truth(let truth): "\(truth)"
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .text(let text): text
        case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
        }
    }
}

/// What is wrong with something that was to be shown.
public struct ReportingError: Error, CustomStringConvertible {
    /// What was found, what was expected and what to do.
    public let description: String
    init(_ description: String) { self.description = description }
}
