import Foundation

/// Compiled cells by what they were made of: the second run of a notebook compiles nothing.
package struct ObjectCache: Sendable {
    let folder: String

    package init(folder: String) { self.folder = folder }

    /// The folder of a key's files; made whole under another name and moved here.
    func path(_ key: String) -> String { "\(folder)/\(key.prefix(2))/\(key)" }

    func holds(_ key: String) -> Bool { FileManager.default.fileExists(atPath: path(key)) }

    /// The folder of the source of a key's module, where editors are led to it.
    func sources(_ key: String) -> String { "\(folder)/sources/\(key)" }

    func holdsSource(_ key: String) -> Bool { FileManager.default.fileExists(atPath: sources(key)) }

    /// A folder to make the files in.
    func scratch() throws -> String {
        let path = "\(folder)/making/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Gives the files their place. Where another process was first, its files stay: they are the same.
    func keep(_ scratch: String, as key: String) throws {
        let target = path(key)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: target).deletingLastPathComponent().path, withIntermediateDirectories: true)
        if rename(scratch, target) != 0 {
            guard holds(key) else { throw CocoaError(.fileWriteUnknown) }
            try? FileManager.default.removeItem(atPath: scratch)
        }
    }
}
