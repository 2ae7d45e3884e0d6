import Work

/// All that is known of a run: what `run.json` holds and what the report is made from.
public struct RunRecord: Codable, Sendable {
    /// The version of this format.
    public var avtsnb = 1
    /// The notebook's path as it was given, and its title.
    public var notebook: String
    public var title: String
    public var status: RunStatus = .running
    public var exitCode: Int = 0
    /// When it began, as ISO 8601 in UTC.
    public var started: String
    /// Seconds from the start to the last save.
    public var seconds: Double = 0
    public var seed: UInt64
    public var params: [String: ParameterValue]
    public var cells: [CellRecord]
    /// What cells published with `record`, by name.
    public var results: [String: ResultRecord] = [:]
    /// What cells claimed with `check`, in order.
    public var checks: [CheckRecord] = []
    /// The cells' own files, relative to the output folder; nil where there are none.
    public var files: [String]?
    public var provenance: Provenance
    /// The values within prose, in the order of the text; nil where there are none.
    public var phrases: [PhraseRecord]?
    /// A fingerprint of the notebook's text: tells whether it has been edited since.
    public var fingerprint: String
    /// How the run is called: the name of its folder.
    public var run: String?
    /// When this was written, as ISO 8601 in UTC.
    public var saved: String?
    /// Every file that the run made, with its digest, and those of the cells' own files that earlier runs made.
    public var made: [FileRecord]?
    /// What was not computed but taken from a cache; nil where nothing was.
    public var cached: [CacheRecord]?
    /// The sets that cells opened, each once; nil where there were none.
    public var data: [DataFingerprint]?
}

/// How a run stands or ended.
public enum RunStatus: String, Codable, Sendable {
    case running, ok, failed, timeout, interrupted, terminated
    /// The process was gone before it could say how it ended.
    case killed
    case checksFailed = "checks-failed"

    /// The exit code the command ends with.
    public var exitCode: Int32 {
        switch self {
        case .ok: 0
        case .failed, .running: 1
        case .checksFailed: 2
        case .timeout: 124
        case .interrupted: 130
        case .killed: 137
        case .terminated: 143
        }
    }
}

/// One cell of a run.
public struct CellRecord: Codable, Sendable {
    public enum Status: String, Codable, Sendable {
        case ok, failed, skipped, timeout, interrupted, running
        case notRun = "not-run"
        /// It failed as `raises` or `allow-error` expects.
        case expectedFailure = "expected-failure"
    }

    public var id: String
    /// The line of its opening fence.
    public var line: Int
    public var status = Status.notRun
    public var seconds: Double = 0
    /// Why it was skipped, or what of it was left out.
    public var note: String?
    /// Why its outcome could not be kept in the cache; nil where it was, or was not to be.
    public var uncached: String?
    /// The run whose outputs these are, where it was another one.
    public var from: String?
    /// A fingerprint of its source.
    public var source: String?
    /// How far it is, or was when it ended badly.
    public var progress: ProgressRecord?
    /// Where the time of its trainings went; nil where nothing was trained.
    public var time: WorkTime?
    /// Where the time of its layers went; nil where they were not measured, or none was called.
    public var layers: [LayerTime]?
    public var outputs: [OutputRecord] = []
    /// Its figure held against an accepted one, where the notebook names one and the run compares.
    public var comparison: FigureComparison?
    public var error: ErrorRecord?

    /// What the cell printed and showed, as text: what an expected output is held against.
    public var text: String {
        outputs.compactMap { output in
            output.text.map { output.kind == .display && !$0.hasSuffix("\n") ? $0 + "\n" : $0 }
        }.joined()
    }
}

/// How far a loop or a training is.
public struct ProgressRecord: Codable, Sendable {
    public var label: String
    /// From 0 to 1; nil when the end is not known.
    public var fraction: Double?
    public var detail: String
}

/// Something that a run took from a cache.
public struct CacheRecord: Codable, Sendable {
    public var what: String
    /// When it was made, as ISO 8601 in UTC.
    public var made: String
    /// The revision of the program that made it.
    public var revision: String?
}

/// Something a cell printed or showed. Paths are relative to the output folder.
public struct OutputRecord: Codable, Sendable {
    public enum Kind: String, Codable, Sendable { case stream, display }

    public var kind: Kind
    public var text: String?
    public var image: String?
    public var csv: String?
    /// The figure as a drawing: for a page, and for one as narrow as a phone.
    public var svg: String?
    public var narrowSVG: String?
    public var html: String?
    /// What can be played; nil where nothing can.
    public var players: [PlayerRecord]?
}

extension OutputRecord {
    /// Its files.
    var paths: [String] { [image, csv, svg, narrowSVG, html].compactMap(\.self) + (players ?? []).map(\.path) }

    /// Without a file of it.
    mutating func drop(_ path: String) {
        for part in [\OutputRecord.image, \.csv, \.svg, \.narrowSVG, \.html] where self[keyPath: part] == path {
            self[keyPath: part] = nil
        }
        players?.removeAll { $0.path == path }
    }
}

/// A sound or a film that a cell showed.
public struct PlayerRecord: Codable, Sendable {
    /// Relative to the output folder.
    public var path: String
    public var type: Player.MediaType
    public var label: String
    /// Seconds by which its sound was made later than in the others beside it.
    public var offset: Double?
    /// Bytes.
    public var size: Int
}

/// A value within prose.
public struct PhraseRecord: Codable, Sendable {
    /// What it is the value of.
    public var source: String
    /// The line that it stands on, from 1.
    public var line: Int
    /// The cell that it follows; nil for one before them all.
    public var cell: String?
    /// The value as it is read; nil where it is not known.
    public var text: String?
    /// Why there is none; nil where the cell before it did not run.
    public var error: ErrorRecord?
}

/// Why a cell failed.
public struct ErrorRecord: Codable, Sendable {
    /// The error's name, as `raises=` compares it.
    public var name: String
    public var message: String
    /// Line in the file, from 1.
    public var line: Int
    /// Place, caret, remedy and trace, as the terminal shows them.
    public var text: String
}

/// A published result.
public struct ResultRecord: Codable, Sendable {
    public var value: ResultValue
    /// One for each seed, of which `value` is the mean.
    public var values: [ResultValue]?
    public var unit: String?
    public var cell: String
    /// The run that published it, where it was another one.
    public var run: String?
}

/// A claim and whether it held.
public struct CheckRecord: Codable, Sendable {
    public var passed: Bool
    public var message: String
    public var cell: String
    /// Line in the file, from 1.
    public var line: Int
}
