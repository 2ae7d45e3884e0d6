import Foundation

/// What a list of runs says of one, `summary.json`: a small part of its record, since a record may hold megabytes.
public struct RunSummary: Codable, Sendable {
    /// How the run is called.
    public var run: String
    public var notebook: String
    public var status: RunStatus
    public var started: String
    public var seconds: Double
    public var seed: UInt64
    public var params: [String: ParameterValue]
    public var results: [String: ResultRecord]
    /// A fingerprint of the notebook's text.
    public var fingerprint: String
    /// Whether cells were left out by `--only`, `--from` or `--upto`.
    public var isPartial: Bool?
    /// The revision of the program that ran it, where that is known.
    public var revision: String?

    init(_ record: RunRecord) {
        (run, notebook, status, started) = (record.run ?? "", record.notebook, record.status, record.started)
        (seconds, seed, params, results) = (record.seconds, record.seed, record.params, record.results)
        (fingerprint, revision) = (record.fingerprint, record.provenance.toolRevision)
        isPartial = record.cells.contains { $0.status == .skipped && $0.note?.hasPrefix("not selected") == true }
    }

    /// Whether this is a run of a notebook as it is now with these parameters and this seed, as far as a record tells: it holds no secrets.
    package func isRun(of document: Document, _ parameters: Parameters, seed: UInt64) -> Bool {
        // A record says 1 where a parameter is 1.0, and `~` for the home folder.
        func text(_ value: ParameterValue) -> String { Double("\(value)").map { "\($0)" } ?? HomeFolder.hidden(in: "\(value)") }
        return fingerprint == document.fingerprint && seed == self.seed
            && params.mapValues(text) == Dictionary(parameters.values.map { ($0.name, text($0.value)) }, uniquingKeysWith: { $1 })
    }

    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Every field is a plain value: encoding has nothing to fail on.
        return [UInt8]((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
    }

    private init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let summary = try? decoder.decode(RunSummary.self, from: Data(json)) else { return nil }
        self = summary
    }

    /// The summary in a run's folder; of older runs, which have none, that of their record. What a dead process left as running was killed.
    init?(in folder: String) {
        let place = OutputFolder(path: folder)
        guard
            let found = place.read("summary.json").flatMap(RunSummary.init(json:))
                ?? place.read("run.json").flatMap(RunRecord.init(json:)).map(RunSummary.init)
        else { return nil }
        self = found
        if status == .running, RunFolder.process(of: folder) == nil { status = .killed }
    }
}

extension OutputFolder {
    /// Summaries of the runs that are kept here, the newest first.
    public var runs: [RunSummary] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path + "/runs")) ?? []).sorted(by: >)
        return names.filter { $0 != "newest" }.compactMap { RunSummary(in: "\(path)/runs/\($0)") }
    }

    /// The record of a run, by its name.
    package func record(of run: String) -> RunRecord? { read("runs/\(run)/run.json").flatMap(RunRecord.init(json:)) }

    /// The folder of a run, by its name or the beginning of one that no other run's begins with.
    public func run(named name: String) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/runs")) ?? []
        let found = names.contains(name) ? [name] : names.filter { $0.hasPrefix(name) }
        return found.count == 1 ? "\(path)/runs/\(found[0])" : nil
    }
}
