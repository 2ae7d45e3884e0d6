import Work

/// How a notebook is run.
public struct RunOptions: Sendable {
    /// In place of the notebook's own seed.
    public var seed: UInt64?
    /// Run only these cells; empty means all.
    public var only: Set<String> = []
    /// Cells that run too, since those that were chosen need them.
    public var needed: Set<String> = []
    /// Whether no cell runs.
    package var isProseAlone = false
    /// Whether the values within the prose after cells that do not run are asked for too, for the session still has their names.
    package var asksAgain = false
    /// Begin and end with these cells.
    public var from: String?
    public var upTo: String?
    /// Seconds for the whole run, in place of the notebook's own limit.
    public var timeout: Double?
    /// Seconds for each cell that has no limit of its own.
    public var cellTimeout: Double?
    /// Go on after a cell that failed.
    public var keepsGoing = false
    /// Whether figures are held against accepted pictures.
    public var comparesFigures = false
    /// Whether cells are taken from the cache where they are unchanged, and kept there; a cell's own `cache=off` goes before it.
    public var usesCache = false
    /// Whether the layers that cells call are measured.
    public var measuresLayers = false
    /// How many runs are kept whole, at least 1.
    public var keep = 10
    /// Whether what is in the way in the output folder is moved aside.
    public var force = false
    /// Seconds between two savings of what goes on: not less than the first, so that a save is not most of the work; not more than the second.
    package var saveEvery = 1.0...8.0

    public init() {}

    /// The ids that the document does not have, each with the nearest it has.
    public func unknownCells(in document: Document) -> [(id: String, suggestion: String?)] {
        let known = document.cells.map(\.id)
        return (only.sorted() + [from, upTo].compactMap(\.self)).filter { !known.contains($0) }
            .map { ($0, NearestName.suggestion(for: $0, among: known)) }
    }

    /// Whether each cell is among those to run.
    package func selection(of document: Document) -> [Bool] {
        let ids = document.cells.map(\.id)
        if isProseAlone { return ids.map { _ in false } }
        let first = from.flatMap { ids.firstIndex(of: $0) } ?? 0
        let last = upTo.flatMap { ids.firstIndex(of: $0) } ?? ids.count - 1
        return ids.indices.map {
            needed.contains(ids[$0]) || $0 >= first && $0 <= last && (only.isEmpty || only.contains(ids[$0]))
        }
    }
}

/// What a run tells those who watch it.
public enum RunEvent: Sendable {
    /// - Parameter folder: that of the run; nil where none is written.
    case started(cellCount: Int, folder: String?)
    /// Something that a person should know.
    case note(String)
    case cellStarted(index: Int, cell: Cell)
    case output(String)
    /// Something was shown: its text, and the path of its picture where the run keeps one; and all its forms.
    case display(OutputRecord, [Representation])
    case progress(ProgressReport)
    case check(CheckRecord)
    /// A value within prose is known, or could not be had.
    case phrase(PhraseRecord)
    case cellFinished(index: Int, cell: Cell, record: CellRecord)
    /// - Parameter report: the path of the report; nil where none is written.
    case finished(RunRecord, report: String?)
}
