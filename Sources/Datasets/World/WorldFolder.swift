import Files
import Foundation
import Media
import Ranks
import Work

/// The folder one specification's files live in; what is there as it was made need not be made again.
///
/// Each file is written under another name, renamed when complete, and recorded (``WorldRecords``): one that was damaged since is made anew. So an interrupted generation is finished by the
/// next one, two processes may share the folder, and other numbers (another fingerprint) get another folder.
struct WorldFolder: Sendable {
    let path: String

    /// Makes the folder and its manifest, or finds them.
    /// - Parameters:
    ///   - name: start of the folder's name.
    ///   - manifest: everything the files depend on; written as `world.json`.
    init(_ name: String, manifest: some Encodable, in root: DataFolder) throws(DatasetError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let text = try? encoder.encode(manifest) else { fatalError("a specification is plain numbers") }
        let stem = "world/\(name)-\(Digest.of([UInt8](text)).prefix(12))"
        // A folder whose manifest was altered, or belongs to other numbers by accident, is left alone.
        for attempt in 0..<100 {
            let folder = try root.folder(attempt == 0 ? stem : "\(stem)-\(attempt)")
            let file = "\(folder)/world.json"
            if FileManager.default.fileExists(atPath: file) {
                if !WorldFolder.holds(text, file) { continue }
            } else {
                try DataFolder.write(text, to: file)
            }
            path = folder
            return
        }
        throw .unsuitable(what: "\(root.path)/\(stem)", found: "100 folders with altered manifests", remedy: "Delete them.")
    }

    /// Makes the files of `names` (paths below the folder) that are not there yet, in parallel.
    ///
    /// - Parameters:
    ///   - make: writes file `index` to the given path, whole or not at all.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``, or what `poll` throws; files finished until then stay.
    func complete(
        _ names: [String], progress: ProgressHandler?, poll: PollHandler?,
        make: @escaping @Sendable (_ index: Int, _ path: String) throws -> Void
    ) throws {
        let root = path
        // Of a million names each look at the list takes a second or two.
        func asking(_ index: Int) throws { if index % 4096 == 4095 { try Work.poll(poll ?? {}) } }
        func missing() throws -> [Int] {
            let records = try WorldRecords(root)
            return try names.indices.filter {
                try asking($0)
                return !records.vouch(for: names[$0])
            }
        }
        var left = try missing()
        if left.count < names.count, let made = try WorldRecords(root).made {
            let what = "\(URL(fileURLWithPath: root).lastPathComponent), \(names.count - left.count) of \(names.count) files"
            Work.current.hear(.reused(Reuse(what: what, made: made.date, revision: made.revision)))
        }
        let ranks = Ranks.current
        // Where one rank lacks a file, all take part.
        guard try ranks?.sum([left.isEmpty ? 0 : 1])[0] ?? Double(left.count) > 0 else {
            progress?(WorkProgress(done: names.count, total: names.count, itemsPerSecond: 0))
            return
        }
        var folders = Set<String>()
        for (index, name) in names.enumerated() {
            try asking(index)
            folders.insert(root + (name.lastIndex(of: "/").map { "/" + name[..<$0] } ?? ""))
        }
        for folder in folders { try DataFolder.make(folder) }
        func wait(_ who: String) {
            let done = names.count - ((try? missing().count) ?? names.count)
            progress?(WorkProgress(done: done, total: names.count, itemsPerSecond: 0, note: "\(who) is making these files"))
        }
        @Sendable func write(_ item: Int) throws {
            do { try make(item, "\(root)/\(names[item])") } catch let error as MediaError {
                guard case .writeFailed(let path, let reason) = error else { throw error }
                throw DatasetError.writeFailed(path: path, reason: reason)
            }
        }
        if let ranks {
            return try complete(names, missing, among: ranks, folders, waiting: wait, progress, poll, write)
        }
        try DataFolder.alone(in: root, waiting: wait, poll: poll) {
            try removePartialFiles(folders)
            left = try missing()
            let (work, records) = (left, try WorldRecords(root))
            try records.begin()
            try WorkCrew.run(work.count, ready: names.count - work.count, progress: progress, poll: poll) { item in
                try write(work[item])
                try records.add(names[work[item]])
            }
        }
    }

    /// The same by several ranks: those that share the folder take turns at the files, and the first of them records what was made, some at a time.
    private func complete(
        _ names: [String], _ missing: () throws -> [Int], among ranks: RankGroup, _ folders: Set<String>,
        waiting: (String) -> Void, _ progress: ProgressHandler?, _ poll: PollHandler?,
        _ write: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let company = try FolderCompany(path, ranks)
        try company.alone(in: path, waiting: waiting, poll: poll) {
            if company.isFirst { try removePartialFiles(folders) }
            try ranks.barrier()
            let left = Set(try missing())
            try ranks.barrier()
            let records = try WorldRecords(path)
            if company.isFirst { try records.begin() }
            let turn = company.members.firstIndex(of: ranks.rank) ?? 0
            // As many rounds on all hosts, however many share a folder.
            for first in stride(from: 0, to: names.count, by: 32 * ranks.count) {
                let round = Array(first..<min(first + 32 * ranks.count, names.count)).filter(left.contains)
                let own = round.filter { $0 % company.members.count == turn }
                try WorkCrew.run(own.count, ready: first, progress: nil, poll: poll) { try write(own[$0]) }
                try ranks.barrier()
                if company.isFirst { for item in round { try records.add(names[item]) } }
                progress?(WorkProgress(done: min(first + 32 * ranks.count, names.count), total: names.count, itemsPerSecond: 0))
            }
        }
    }

    /// Writes a list below the folder, whole or not at all; the same text again changes nothing.
    func write(_ text: String, to name: String) throws(DatasetError) {
        let file = "\(path)/\(name)"
        if WorldFolder.holds(Data(text.utf8), file) { return }
        try DataFolder.make(URL(fileURLWithPath: file).deletingLastPathComponent().path)
        try DataFolder.write(Data(text.utf8), to: file)
    }

    /// Whether a file holds just these bytes; one that cannot be read, or is none, does not.
    private static func holds(_ bytes: Data, _ file: String) -> Bool {
        (try? RegularFile.contents(file, limit: bytes.count)).map { $0.elementsEqual(bytes) } ?? false
    }

    /// What a killed process left half-written; safe only while the folder's lock is held.
    private func removePartialFiles(_ folders: Set<String>) throws {
        for folder in folders {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".partial") {
                try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        }
    }
}
