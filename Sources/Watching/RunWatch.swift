import Files
import Foundation
import Notebook

/// Follows the newest run of an output folder by what its files say.
package struct RunWatch {
    /// Something that is new.
    package enum Change: Equatable {
        /// Another run began: what was known is that of the one before.
        case began(run: String)
        /// How the run stands, as JSON.
        case state(String)
        /// Points that were added to curves, as JSON.
        case points(String)
        /// The report is another one.
        case report
    }

    private let output: OutputFolder
    private var run: String?
    private var stamps: [String: FileStamp] = [:]
    /// Bytes of `metrics.jsonl` that were read, up to a line's end.
    private var place = 0
    /// Points of one change; the rest comes with the next.
    private static let most = 1 << 20

    package init(_ output: OutputFolder) { self.output = output }

    /// The folder of the run that is followed; nil before there is one.
    package var folder: String? { run.map { "\(output.path)/runs/\($0)" } }

    /// What is new since the last call.
    package mutating func changes() -> [Change] {
        var found: [Change] = []
        let newest = ((try? FileManager.default.contentsOfDirectory(atPath: output.path + "/runs")) ?? []).filter {
            $0 != "newest" && !$0.hasPrefix(".")
        }.max()
        guard let newest else { return [] }
        if newest != run {
            (run, stamps, place) = (newest, [:], 0)
            found.append(.began(run: newest))
        }
        if hasChanged("run.json"), let record = output.record(of: newest) { found.append(.state(RunState(record).json)) }
        if let points = newPoints() { found.append(.points(points)) }
        if hasChanged("report.html") { found.append(.report) }
        return found
    }

    private mutating func hasChanged(_ name: String) -> Bool {
        guard let folder, FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { return false }
        let stamp = FileStamp(of: "\(folder)/\(name)")
        defer { stamps[name] = stamp }
        return stamps[name] != stamp
    }

    /// New whole lines of the curves, as a list of `[series, step, value]`.
    private mutating func newPoints() -> String? {
        guard let folder, let file = FileHandle(forReadingAtPath: "\(folder)/metrics.jsonl") else { return nil }
        defer { try? file.close() }
        guard (try? file.seek(toOffset: UInt64(place))) != nil, let data = try? file.read(upToCount: Self.most),
            let end = data.lastIndex(of: 10)
        else { return nil }
        let lines = data[...end]
        place += lines.count
        // Each line is JSON already; one that is damaged would spoil the rest, and is left out.
        let points = lines.split(separator: 10).filter { (try? JSONSerialization.jsonObject(with: $0)) != nil }
        guard !points.isEmpty else { return nil }
        return "[" + points.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",") + "]"
    }
}

/// What the page says of a run.
private struct RunState: Encodable {
    struct Cell: Encodable {
        let id: String
        let status: String
        let seconds: Double
        let progress: ProgressRecord?
        let time: String?
        let note: String?
    }

    let title: String
    let status: String
    let seconds: Double
    let started: String
    let memory: Int?
    let cells: [Cell]
    let results: [String: ResultValue]

    init(_ record: RunRecord) {
        (title, status, seconds, started) = (record.title, record.status.rawValue, record.seconds, record.started)
        memory = record.provenance.peakMemory
        cells = record.cells.map {
            Cell(
                id: $0.id, status: $0.status.rawValue, seconds: $0.seconds, progress: $0.progress, time: $0.time?.words,
                note: $0.note)
        }
        results = record.results.mapValues(\.value)
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
