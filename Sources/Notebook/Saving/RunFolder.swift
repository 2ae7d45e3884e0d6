import Files
import Foundation
import Synchronization

/// One run's folder, `runs/DATE-TIME-ID`, while the run lasts: nobody else writes it, and no other run is touched.
///
/// Its `.avts-nb` says whose it is, and holds the lock by which others know that the run is alive.
final class RunFolder: Sendable {
    let id: String
    let output: OutputFolder
    let marker: OutputMarker
    let folder: OpenFolder
    private let out: OpenFolder
    let runs: OpenFolder
    private let lock: Int32
    private let log: Int32
    /// Made when the first figure comes.
    private let metrics = Mutex<Int32>(-1)
    private let unflushed = Mutex<[String]>([])
    private let isShown = Mutex(false)

    /// The path of the folder as a person would write it.
    var path: String { "\(output.path)/runs/\(id)" }

    /// Begins a run beside those that are there.
    init(in output: OutputFolder, force: Bool) throws(OutputError) {
        try output.claim(force: force)
        self.output = output
        do throws(FileError) {
            out = try OpenFolder(output.path)
            try out.make("runs")
            runs = try out.folder("runs")
            var id = RunIdentity.new()
            while try !runs.make(id) { id = RunIdentity.new() }
            self.id = id
            folder = try runs.folder(id)
            marker = OutputMarker.of(output.path) ?? .new()
            // Empty until it is locked: nobody takes the run for a dead one meanwhile.
            lock = openat(
                folder.descriptor, OutputMarker.name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard lock >= 0 else { throw FileError(operation: "write", path: folder.path + "/" + OutputMarker.name) }
            flock(lock, LOCK_EX)
            let words = "{\"avtsnb\": 1, \"id\": \"\(marker.id)\", \"made\": [], \"process\": \(getpid())}\n"
            try OpenFolder.append(Array(words.utf8), to: lock, path: folder.path + "/" + OutputMarker.name)
            log = openat(folder.descriptor, "log.txt", O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard log >= 0 else { throw FileError(operation: "write", path: folder.path + "/log.txt") }
            // So that links of the report lead to the cells' own files from here too.
            try folder.link("files", to: "../../files")
        } catch { throw OutputError(error) }
    }

    deinit {
        close(log)
        metrics.withLock { if $0 >= 0 { _ = close($0) } }
        close(lock)
    }

    func unlock() { flock(lock, LOCK_UN) }

    /// Writes a file of the run. It is on the device after the next ``flush()``.
    func write(_ bytes: [UInt8], to name: String) throws(OutputError) {
        try OutputError.from { () throws(FileError) in try folder.write(bytes, to: name, durably: false) }
        unflushed.withLock { $0.append(name) }
    }

    /// Writes a file of the run and waits for the device.
    func writeDurably(_ bytes: [UInt8], to name: String) throws(OutputError) {
        try OutputError.from { () throws(FileError) in try folder.write(bytes, to: name) }
    }

    /// Waits until all that was written is on the device; several at a time, which the device takes in one go.
    func flush() throws(OutputError) {
        let names = unflushed.withLock { names in
            defer { names = [] }
            return names
        }
        guard !names.isEmpty else { return }
        let failure = Mutex<FileError?>(nil)
        DispatchQueue.concurrentPerform(iterations: min(8, names.count)) { lane in
            for name in stride(from: lane, to: names.count, by: 8).map({ names[$0] }) {
                do throws(FileError) { try folder.flush(name) } catch { failure.withLock { $0 = error } }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw OutputError(failure) }
    }

    /// Adds to the run's `log.txt`, at once.
    func log(_ text: String) throws(OutputError) {
        try OutputError.from { () throws(FileError) in
            try OpenFolder.append(Array(text.utf8), to: log, path: folder.path + "/log.txt")
        }
    }

    /// Adds lines to the run's `metrics.jsonl`, at once.
    func logMetrics(_ text: String) throws(OutputError) {
        try OutputError.from { () throws(FileError) in
            let path = folder.path + "/metrics.jsonl"
            let file = metrics.withLock { file in
                if file < 0 {
                    file = openat(
                        folder.descriptor, "metrics.jsonl", O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
                }
                return file
            }
            guard file >= 0 else { throw FileError(operation: "write", path: path) }
            try OpenFolder.append(Array(text.utf8), to: file, path: path)
        }
    }

    // MARK: - What the output folder shows

    /// The run whose files the output folder shows.
    var shown: String? {
        runs.target(of: "newest").flatMap { name in
            runs.status(of: name).map { $0.st_mode & S_IFMT == S_IFDIR } == true ? name : nil
        }
    }

    /// Has the output folder show this run; not in place of one that began later and still goes on.
    func show() throws(OutputError) {
        if isShown.withLock({ $0 }) { return }
        try OutputError.from { () throws(FileError) in
            try out.exclusively { () throws(FileError) in
                if let shown, shown > id, RunFolder.process(of: runs.path + "/" + shown) != nil { return }
                try runs.link("newest", to: id)
                for name in OutputFolder.links { try out.link(name, to: OutputFolder.target(of: name)) }
            }
        }
        isShown.withLock { $0 = true }
    }

    /// Whether the output folder shows this run.
    var isNewest: Bool { shown == id }

    /// The process that writes a run at this moment; nil for one that has ended, however it did.
    static func process(of run: String) -> Int? {
        let file = open(run + "/" + OutputMarker.name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        if flock(file, LOCK_SH | LOCK_NB) == 0 { return nil }
        struct Lock: Decodable { var process: Int }
        let bytes = (try? RegularFile.contents(run + "/" + OutputMarker.name, limit: 1 << 16)) ?? []
        return (try? JSONDecoder().decode(Lock.self, from: Data(bytes)))?.process ?? 0
    }
}
