import Files
import Foundation

/// The runs beside this one.
extension RunFolder {
    /// A run of which a cell has finished has this file: it is kept before those that came to nothing.
    private static let finishedName = ".finished"
    /// A run whose record says how it ended has this one: the others have been killed, or go on.
    private static let endedName = ".ended"

    /// Runs of this folder, the newest first; of those that others put beside them nothing is known.
    private var all: [String] {
        runs.names.reversed().filter { name in
            runs.status(of: name).map { $0.st_mode & S_IFMT == S_IFDIR } == true
                && OutputMarker.of(runs.path + "/" + name)?.id == marker.id
        }
    }

    /// The newest of the other runs, that which is shown before all.
    func earlier(_ limit: Int) -> [EarlierRun] {
        let others = all.filter { $0 != id }
        let first = shown.map { shown in others.filter { $0 == shown } } ?? []
        return (first + others.filter { !first.contains($0) }).prefix(limit).compactMap { name in
            let folder = OutputFolder(path: runs.path + "/" + name)
            return folder.read("run.json").flatMap(RunRecord.init(json:)).map { EarlierRun(id: name, record: $0, folder: folder) }
        }
    }

    /// Processes that write other runs here at this moment, and the names of these.
    var alive: [(id: String, process: Int)] {
        all.filter { $0 != id }.compactMap { name in RunFolder.process(of: runs.path + "/" + name).map { (name, $0) } }
    }

    /// Says of runs whose process is gone, in their `run.json`, that they were killed; otherwise they would run for ever.
    func buryTheDead() {
        for name in all.prefix(64) where name != id && !has(Self.endedName, name) {
            guard RunFolder.process(of: runs.path + "/" + name) == nil else { continue }
            guard let bytes = OutputFolder(path: runs.path + "/" + name).read("run.json"),
                var record = RunRecord(json: bytes), record.status == .running, let folder = try? runs.folder(name)
            else { continue }
            record.status = .killed
            record.exitCode = Int(RunStatus.killed.exitCode)
            for index in record.cells.indices where record.cells[index].status == .running {
                record.cells[index].status = .interrupted
                record.cells[index].note = "the process was killed here"
            }
            try? folder.write(record.json, to: "run.json")
            try? folder.write([], to: Self.endedName, durably: false)
        }
    }

    /// Notes that a cell has finished: this run is worth more than one that came to nothing.
    func markFinished() throws(OutputError) {
        try OutputError.from { () throws(FileError) in try folder.write([], to: Self.finishedName, durably: false) }
    }

    /// Whether a run has a cell that finished.
    func hasFinished(_ run: String) -> Bool { has(Self.finishedName, run) }

    /// Says that the run is over: its record is the last, and its folder one that nobody writes.
    func end() {
        try? folder.write([], to: Self.endedName, durably: false)
        unlock()
    }

    private func has(_ name: String, _ run: String) -> Bool { (try? runs.folder(run))?.status(of: name) != nil }

    /// Keeps the newest runs whole: so many that got somewhere, and as many that did not. Of older ones the record and the log are kept, ten
    /// times as many, and what is older than these goes. A run that goes on, and the one that is shown, are left alone.
    func keep(_ count: Int) {
        for isGood in [true, false] {
            let group = all.filter { hasFinished($0) == isGood }
            for (age, name) in group.enumerated().dropFirst(count) where name != id && name != shown {
                let path = runs.path + "/" + name
                guard RunFolder.process(of: path) == nil else { continue }
                // What cannot be removed now is met again by the next run.
                if age >= 10 * count {
                    try? runs.remove(name, last: OutputMarker.name)
                } else if let folder = try? runs.folder(name) {
                    try? folder.remove("cells")
                    try? folder.remove("report.html")
                }
            }
        }
    }

    /// Takes over what an earlier run made of a cell that does not run in this one: its record, with its files under their names.
    func carry(_ cell: Cell, from earlier: [EarlierRun]) throws(OutputError) -> CarriedCell? {
        let source = RunRecord.fingerprint(of: cell.source)
        for run in earlier {
            guard var found = run.cells[cell.id], found.source == source,
                found.from != nil || found.status.isFinished, let other = try? runs.folder(run.id)
            else { continue }
            let origin = found.from ?? run.id
            let paths = found.outputs.flatMap(\.paths)
            // Pictures of old runs go first; a cell without its pictures is not what it was.
            guard paths.allSatisfy({ run.folder.read($0) != nil }) else { continue }
            var files: [FileRecord] = []
            for path in paths + ["cells/\(cell.id)/output.txt"] {
                guard var file = run.files[path] else { continue }
                try OutputError.from { () throws(FileError) in try other.share(path, with: folder) }
                file.run = file.run ?? run.id
                files.append(file)
            }
            found.status = .skipped
            found.from = origin
            found.note = "not selected; shown from the run of \(RunIdentity.words(origin))\(Self.difference(run.record))"
            var results = run.results[cell.id] ?? [:]
            for name in results.keys where results[name]?.run == nil { results[name]?.run = origin }
            let phrases = (run.record.phrases ?? []).filter { $0.cell == cell.id && $0.text != nil }
            return CarriedCell(record: found, results: results, files: files, phrases: phrases)
        }
        return nil
    }

    private static func difference(_ record: RunRecord) -> String {
        let words = record.params.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + ["seed \(record.seed)"]
        return ", " + words.joined(separator: ", ")
    }
}

/// A run before this one.
struct EarlierRun {
    let id: String
    let record: RunRecord
    /// Its folder, in which what it lists is read.
    let folder: OutputFolder
    let cells: [String: CellRecord]
    let files: [String: FileRecord]
    /// Its results, by cell and name.
    let results: [String: [String: ResultRecord]]

    init(id: String, record: RunRecord, folder: OutputFolder) {
        (self.id, self.record, self.folder) = (id, record, folder.holding(record))
        cells = Dictionary(record.cells.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        files = Dictionary((record.made ?? []).map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        results = Dictionary(grouping: record.results, by: \.value.cell).mapValues { group in
            Dictionary(uniqueKeysWithValues: group.map { ($0.key, $0.value) })
        }
    }
}

/// What a run shows of a cell that it did not run.
struct CarriedCell {
    var record: CellRecord
    var results: [String: ResultRecord]
    var files: [FileRecord]
    /// The values within the prose that follows it.
    var phrases: [PhraseRecord]
}
