import Foundation

/// A folder that goes away: cells write files, also beside the folder they are in.
struct WorkFolder {
    let path: String

    /// Makes it, and has everything written there that says no other place. Findings stay where the tool was started.
    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-fuzz-\(getpid())")
        path = folder.path
        let inner = folder.appendingPathComponent("work/here")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        Finding.folder = FileManager.default.currentDirectoryPath
        _ = FileManager.default.changeCurrentDirectoryPath(inner.path)
        setenv("XDG_CACHE_HOME", folder.appendingPathComponent("cache").path, 1)
        setenv("AVTS_DATA", folder.appendingPathComponent("data").path, 1)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
