import Files
import Foundation

/// Follows what becomes of the cells' own files while a run goes on.
struct FilesWatch: Sendable {
    private let output: OutputFolder
    private var before: [String: FileRecord] = [:]
    /// What earlier runs made, and is there still.
    private var known: [String: FileRecord] = [:]
    private var made: [String: FileRecord] = [:]

    /// More than this is not read again for its digest.
    private static let digestLimit = 4 << 30

    /// - Parameter earlier: the records of the runs before, the newest first.
    init(_ output: OutputFolder, earlier: [EarlierRun]) {
        self.output = output
        before = look()
        for run in earlier.reversed() {
            for var file in run.record.made ?? [] where file.path.hasPrefix("files/") {
                file.run = file.run ?? run.id
                known[file.path] = file
            }
        }
    }

    private func look() -> [String: FileRecord] {
        var found: [String: FileRecord] = [:]
        for name in output.files {
            var status = stat()
            guard lstat(output.path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            found[name] = FileRecord(path: name, status)
        }
        return found
    }

    /// All files' names, and those that runs made; `final` says that nothing will change any more.
    mutating func now(final: Bool) -> (names: [String], made: [FileRecord]) {
        let found = look()
        var records: [FileRecord] = []
        var digested = 0
        for (name, file) in found {
            guard before[name] != file else {
                // A run before this one made it, and nobody has changed it since.
                if let old = known[name], old.bytes == file.bytes, old.modified == file.modified { records.append(old) }
                continue
            }
            if made[name].map({ $0.bytes == file.bytes && $0.modified == file.modified }) != true { made[name] = file }
            if final, made[name]?.sha256 == nil, digested + file.bytes <= Self.digestLimit,
                let open = try? RegularFile(output.path + "/" + name)
            {
                digested += file.bytes
                made[name]?.sha256 = try? Digest.of(open)
            }
            if let file = made[name] { records.append(file) }
        }
        return (output.files, records.sorted { $0.path < $1.path })
    }
}
