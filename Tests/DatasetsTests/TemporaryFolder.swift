import Datasets
import Foundation

/// A folder of one test, removed with the object.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "\(NSTemporaryDirectory())/avts-datasets-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The folder of the parent process where a trap is tested in a child, which cannot remove its own; else a new one.
    static func inherited() throws -> TemporaryFolder {
        let name = "AVTS_DATASETS_TESTS_FOLDER"
        if let path = ProcessInfo.processInfo.environment[name] { return TemporaryFolder(existing: path) }
        let folder = try TemporaryFolder()
        setenv(name, folder.path, 1)
        return folder
    }

    private init(existing path: String) { self.path = path }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var root: DataFolder { DataFolder(path) }

    /// Writes a text file below the folder, making folders on the way.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// All files below, by path, with their bytes.
    func contents(_ below: String = "") -> [String: Data] {
        var result: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: "\(path)/\(below)")?.allObjects as? [String] ?? [] {
            // The records of a world tell when its files were made.
            if name.hasSuffix("/.files") { continue }
            if let data = FileManager.default.contents(atPath: "\(path)/\(below)/\(name)") { result[name] = data }
        }
        return result
    }
}

/// Thrown by a test's poll handler.
struct Interrupted: Error {}
