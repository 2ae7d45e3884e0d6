import Files
import Foundation
import Work

/// The folder generated sets and decoded clips are kept in.
public struct DataFolder: Sendable, Hashable {
    /// The folder's path.
    public let path: String

    /// A folder of the caller's choice; it is made when first needed.
    public init(_ path: String) { self.path = PathText.expanded(path) }

    /// `$AVTS_DATA`, else `$XDG_CACHE_HOME/avts-nb`, else `~/.cache/avts-nb`.
    public static var standard: DataFolder { DataFolder(Home.data) }

    /// The folder of a result that is kept: its inputs, and the library's code, give it its name.
    package func kept(_ kind: String, _ inputs: Inputs) -> String {
        var inputs = inputs
        inputs.add("library", text: LibraryImage.digest)
        return "\(path)/\(kind)/\(inputs.digest.prefix(32))"
    }

    /// Whether a path leads into this folder, whose files are the program's own and can all be made again.
    package func holds(_ path: String) -> Bool { Self.plain(path).hasPrefix(Self.plain(self.path) + "/") }

    /// From the root on, without steps back.
    private static func plain(_ path: String) -> String { URL(fileURLWithPath: PathText.absolute(path)).standardized.path }

    /// Runs `body` while no other process or thread works in a folder.
    ///
    /// - Parameter waiting: called while one does, with its name: `process 4711`.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``, or what `poll` or `body` throws.
    static func alone<Result>(
        in folder: String, waiting: (String) -> Void, poll: PollHandler?, _ body: () throws -> Result
    ) throws -> Result {
        let lock: FolderLock
        do {
            lock = try FolderLock(
                folder, waiting: { waiting($0.map { "process \($0)" } ?? "another process") }, poll: { try Work.poll(poll ?? {}) }
            )
        } catch let error as FileError { throw DatasetError.writeFailed(path: error.path, reason: error.reason) }
        defer { lock.release() }
        return try Work.current.undoing(by: { lock.release() }, body)
    }

    /// The path of a folder below, made if need be.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``.
    func folder(_ name: String) throws(DatasetError) -> String {
        let full = "\(path)/\(name)"
        try DataFolder.make(full)
        return full
    }

    static func make(_ folder: String) throws(DatasetError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw .writeFailed(path: folder, reason: reason(of: error)) }
        guard access(folder, W_OK) == 0 else { throw .writeFailed(path: folder, reason: systemReason()) }
    }

    /// Writes a small file whole or not at all.
    static func write(_ data: Data, to path: String) throws(DatasetError) {
        do throws(FileError) { try AtomicFile.write(data, to: path) } catch {
            throw .writeFailed(path: path, reason: error.reason)
        }
    }

    static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let system = underlying ?? (error as NSError)
        return system.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(system.code))) : "\(error.localizedDescription)"
    }

    static func systemReason() -> String { String(cString: strerror(errno)) }
}
