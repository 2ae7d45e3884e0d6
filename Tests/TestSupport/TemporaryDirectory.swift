import Foundation

/// A folder that lasts as long as this object and is then removed with all it holds.
package final class TemporaryDirectory {
    package let url: URL

    package init() {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("avts-nb-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            fatalError("cannot make \(url.path): \(error)")
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in the folder.
    package func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file of the folder and gives its path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }
}

/// Calls `body` with a new folder, which is removed afterwards.
package func withTemporaryDirectory<Result>(_ body: (TemporaryDirectory) throws -> Result) rethrows -> Result {
    let directory = TemporaryDirectory()
    return try withExtendedLifetime(directory) { try body(directory) }
}
